using System.Runtime.CompilerServices;
using System.Text.Json;
using Goshi.Hosting;
using Goshi.Http;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Providers.OpenAI;

/// <summary>Chat completions: OpenAI, Azure and every compatible server.</summary>
internal sealed class OpenAIChatProtocol(OpenAITransport transport, TimeProvider? time = null)
    : ChatProtocol(time ?? TimeProvider.System)
{
    /// <inheritdoc/>
    public override EmbeddingProtocol Embeddings { get; } = new OpenAIEmbeddingProtocol(transport);

    /// <inheritdoc/>
    public override bool IsOllama => false;

    /// <inheritdoc/>
    public override RawRequest ReadRaw(object? raw, string model) =>
        raw is OpenAIChatRequest given ? OpenAIRawRequest.Read(given, model) : default;

    /// <inheritdoc/>
    public override IWireBody Encode(ChatCallInput input) => OpenAIRequestMapper.Map(input).Freeze();

    /// <inheritdoc/>
    public override Task<HttpResponseMessage> SendAsync(IWireBody request, CancellationToken cancellationToken) =>
        transport.Chat((OpenAIChatRequest)request, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask<ChatResponse> ReadAsync(
        HttpResponseMessage response, ChatCallInput input, StreamMeter meter, CancellationToken cancellationToken) =>
        ReadWholeAsync(response, input, meter, cancellationToken);

    /// <summary>Reads an answer that is one piece of JSON.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<ChatResponse> ReadWholeAsync(
        HttpResponseMessage response, ChatCallInput input, StreamMeter meter, CancellationToken cancellationToken)
    {
        RentedBody body;
        try
        {
            body = await RentedBody.ReadAsync(response.Content, cancellationToken, meter).ConfigureAwait(false);
        }
        catch (InvalidDataException exception)
        {
            // Not compressed as its header says.
            throw ProviderErrors.Unreadable(response, input.Target.Provider, input.Target.Model, exception);
        }

        using (body)
        {
            try
            {
                var completion = OpenAIChatCompletion.Parse(body.Span);
                return completion.Choices.Count > 0 ? OpenAIResponseMapper.Map(completion, input, meter) : throw Empty(response, input, body.Span);
            }
            catch (JsonException exception)
            {
                meter.BodyBroke(body.Span.Length);
                if (WireJson.IsCutOff(body.Span))
                {
                    // Where closing marks the end of a body, nothing but the text tells that it came too early.
                    throw new HttpIOException(HttpRequestError.ResponseEnded, "The JSON of the answer breaks off.", exception);
                }

                throw ProviderErrors.Unreadable(response, input.Target.Provider, input.Target.Model, exception);
            }
        }
    }

    /// <inheritdoc/>
    public override ChatStream OpenStream(HttpResponseMessage response, ChatCallInput input, StreamMeter meter) =>
        new OpenAIChatStream(response, input, meter, Time);

    /// <summary>A success without an answer: some gateways report errors so.</summary>
    private static ProviderException Empty(HttpResponseMessage response, ChatCallInput input, ReadOnlySpan<byte> body)
    {
        var error = ErrorBody.Parse(body);
        return error.Message is null
            ? ProviderErrors.Unreadable(response, input.Target.Provider, input.Target.Model, null)
            : ProviderErrors.InStream(input.Target.Provider, input.Target.Model, error);
    }
}
