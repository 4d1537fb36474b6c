using Goshi.Hosting;
using Goshi.Providers;
using Microsoft.Extensions.AI;

namespace Goshi.Chat;

/// <summary>The embedding generator of one session, at one provider or at the first that has an embedding model.</summary>
/// <remarks>
/// Thread-safe. Texts go out in batches, one after the other, each admitted and priced by itself. There is no fallback: vectors
/// of two models cannot be compared. Disposing it does nothing: the container owns the connections.
/// </remarks>
internal sealed class EmbeddingClient(ChatEngine engine, GoshiSession session, string? provider = null) : IEmbeddingGenerator<string, Embedding<float>>
{
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var texts = values as IReadOnlyList<string> ?? [.. values];
        var target = engine.EmbeddingTarget(provider, options?.ModelId);
        var charged = options.Session() ?? session;
        var results = new GeneratedEmbeddings<Embedding<float>>(texts.Count);
        var tokens = 0L;
        var known = true;
        foreach (var batch in Batches(target, texts))
        {
            var answer = await NewCall(target, charged, batch, options).RunAsync(cancellationToken).ConfigureAwait(false);
            var now = engine.Time.GetUtcNow();
            results.AddRange(answer.Vectors.Select(vector => new Embedding<float>(vector) { ModelId = answer.Model ?? target.Model, CreatedAt = now }));
            tokens += answer.InputTokens ?? 0;
            known &= answer.InputTokens is not null;
        }

        results.Usage = known && texts.Count > 0 ? new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens } : null;
        return results;
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(GoshiSession) ? session
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? engine.EmbeddingMetadata(provider)
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    public void Dispose()
    {
        // The container owns the engine and its connections.
    }

    private EmbeddingCall NewCall(EmbeddingTarget target, GoshiSession charged, IReadOnlyList<string> texts, EmbeddingGenerationOptions? options)
    {
        // Estimators measure messages: one for each text.
        var messages = texts.Select(static text => new ChatMessage(ChatRole.User, text)).ToList();
        var model = new ChatOptions { ModelId = target.Model };
        var keepAlive = (target.Provider.Options as Configuration.OllamaProviderOptions)?.KeepAlive;
        return new EmbeddingCall(
            target, charged, new EmbeddingInput(texts, options, target.Provider.Name, target.Model, keepAlive, this),
            engine.Estimator.Bound(messages, model), engine.Estimator.Expect(messages, model), engine.Time);
    }

    private IEnumerable<IReadOnlyList<string>> Batches(EmbeddingTarget target, IReadOnlyList<string> texts)
    {
        var protocol = target.Provider.EmbeddingProtocol;
        List<string> batch = [];
        var tokens = 0L;
        foreach (var text in texts)
        {
            var size = engine.Estimator.Bound([new ChatMessage(ChatRole.User, text ?? throw new ArgumentException("A text is null.", nameof(texts)))], null);
            if (batch.Count > 0 && (batch.Count == protocol.MostInputs || tokens + size > protocol.MostTokens))
            {
                yield return batch;
                (batch, tokens) = ([], 0);
            }

            batch.Add(text);
            tokens += size;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
