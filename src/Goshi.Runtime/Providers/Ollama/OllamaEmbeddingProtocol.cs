using System.Text.Json;
using Goshi.Hosting;
using Goshi.Wire;

namespace Goshi.Providers.Ollama;

/// <summary>Embeddings of Ollama.</summary>
internal sealed class OllamaEmbeddingProtocol(OllamaTransport transport) : EmbeddingProtocol
{
    /// <inheritdoc/>
    public override int MostInputs => 256; // Ollama has no limit, but answers a request as a whole and late

    /// <inheritdoc/>
    public override long MostTokens => 300_000;

    /// <inheritdoc/>
    public override IWireBody Map(EmbeddingInput input)
    {
        var given = input.Options?.RawRepresentationFactory?.Invoke(input.Client) as OllamaEmbedRequest;
        return new OllamaEmbedRequest
        {
            Model = input.Model,
            Input = [.. input.Texts],
            Dimensions = given?.Dimensions ?? input.Options?.Dimensions,
            Truncate = given?.Truncate,
            KeepAlive = given?.KeepAlive ?? input.KeepAlive,
            AdditionalProperties = EmbeddingExtras.Merge(given?.AdditionalProperties, input.Options),
        };
    }

    /// <inheritdoc/>
    public override Task<HttpResponseMessage> SendAsync(IWireBody request, CancellationToken cancellationToken) =>
        transport.Embed((OllamaEmbedRequest)request, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask<EmbeddingResult> ReadAsync(HttpResponseMessage response, EmbeddingInput input, CancellationToken cancellationToken) =>
        EmbeddingExtras.ReadAsync(
            response,
            input,
            static body => JsonSerializer.Deserialize(body, WireJsonContext.Default.OllamaEmbedResponse) is { } answer
                ? new EmbeddingResult(answer.Embeddings, answer.Model, answer.PromptEvalCount)
                : null,
            cancellationToken);
}
