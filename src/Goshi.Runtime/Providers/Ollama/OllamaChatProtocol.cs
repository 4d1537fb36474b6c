using Goshi.Cost;
using Goshi.Hosting;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Providers.Ollama;

/// <summary>Ollama's own API: its compatible one drops timings and the choice of format.</summary>
internal sealed class OllamaChatProtocol(OllamaTransport transport, TimeProvider? time = null)
    : ChatProtocol(time ?? TimeProvider.System)
{
    /// <inheritdoc/>
    public override EmbeddingProtocol Embeddings { get; } = new OllamaEmbeddingProtocol(transport);

    /// <inheritdoc/>
    public override bool IsOllama => true;

    /// <inheritdoc/>
    public override RawRequest ReadRaw(object? raw, string model) => raw is not OllamaChatRequest given ? default : new RawRequest
    {
        Size = new PromptSize { TextBytes = given.Encode().Length },
        Messages = given.Messages.Count,
        TokenLimit = given.MaxTokens,
    };

    /// <inheritdoc/>
    public override IWireBody Encode(ChatCallInput input) => OllamaRequestMapper.Map(input).Freeze();

    /// <inheritdoc/>
    public override Task<HttpResponseMessage> SendAsync(IWireBody request, CancellationToken cancellationToken) =>
        transport.Chat((OllamaChatRequest)request, cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask<ChatResponse> ReadAsync(
        HttpResponseMessage response, ChatCallInput input, StreamMeter meter, CancellationToken cancellationToken)
    {
        var stream = OpenStream(response, input, meter);
        await using (stream.ConfigureAwait(false))
        {
            List<ChatResponseUpdate> updates = [];
            while (await stream.ReadAsync(cancellationToken).ConfigureAwait(false) is { } update)
            {
                updates.Add(update);
            }

            var answer = updates.ToChatResponse();
            answer.RawRepresentation = updates.Count > 0 ? updates[^1].RawRepresentation : null;
            return answer;
        }
    }

    /// <inheritdoc/>
    public override ChatStream OpenStream(HttpResponseMessage response, ChatCallInput input, StreamMeter meter) =>
        new OllamaChatStream(response, input, meter, Time);
}
