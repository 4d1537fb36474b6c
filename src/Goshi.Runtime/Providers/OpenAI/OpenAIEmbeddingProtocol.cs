using System.Text.Json;
using Goshi.Hosting;
using Goshi.Wire;

namespace Goshi.Providers.OpenAI;

/// <summary>Embeddings of OpenAI, Azure and every compatible server.</summary>
internal sealed class OpenAIEmbeddingProtocol(OpenAITransport transport) : EmbeddingProtocol
{
    /// <inheritdoc/>
    public override int MostInputs => 2_048; // OpenAI's own limits

    /// <inheritdoc/>
    public override long MostTokens => 300_000;

    /// <inheritdoc/>
    public override IWireBody Map(EmbeddingInput input)
    {
        var given = input.Options?.RawRepresentationFactory?.Invoke(input.Client) as OpenAIEmbeddingRequest;
        return new OpenAIEmbeddingRequest
        {
            Model = input.Model,
            Input = [.. input.Texts],
            Dimensions = given?.Dimensions ?? input.Options?.Dimensions,
            User = given?.User,
            AdditionalProperties = EmbeddingExtras.Merge(given?.AdditionalProperties, input.Options),
        };
    }

    /// <inheritdoc/>
    public override Task<HttpResponseMessage> SendAsync(IWireBody request, CancellationToken cancellationToken) =>
        transport.Embeddings((OpenAIEmbeddingRequest)request, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask<EmbeddingResult> ReadAsync(HttpResponseMessage response, EmbeddingInput input, CancellationToken cancellationToken) =>
        EmbeddingExtras.ReadAsync(
            response,
            input,
            static body => JsonSerializer.Deserialize(body, WireJsonContext.Default.OpenAIEmbeddingResponse) is { } answer
                // Numbered, and not bound to come in order.
                ? new EmbeddingResult([.. answer.Data.OrderBy(static item => item.Index).Select(static item => item.Vector)], answer.Model, answer.Usage?.PromptTokens)
                : null,
            cancellationToken);
}
