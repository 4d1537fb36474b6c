using Goshi.Http;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Providers;

/// <summary>How one kind of server is spoken to: chat messages to JSON and back.</summary>
/// <remarks>Thread-safe: it holds no state of a call.</remarks>
internal abstract class ChatProtocol(TimeProvider time)
{
    protected TimeProvider Time => time;

    /// <summary>How the same server is asked for embeddings.</summary>
    public abstract EmbeddingProtocol Embeddings { get; }

    /// <summary>Whether the protocol is Ollama's.</summary>
    public abstract bool IsOllama { get; }

    /// <summary>Whether a call goes over the wire as a stream, whatever the caller asked for.</summary>
    public bool AlwaysStreams => IsOllama;

    /// <summary>What the caller's own request adds to a call; one of another protocol adds nothing.</summary>
    /// <param name="raw">What <see cref="Microsoft.Extensions.AI.ChatOptions.RawRepresentationFactory"/> gave.</param>
    /// <param name="model">The model that will be asked.</param>
    public abstract RawRequest ReadRaw(object? raw, string model);

    /// <summary>Writes the request once; every attempt at this target sends the same bytes.</summary>
    /// <exception cref="GoshiException">The call asks for what this target cannot do.</exception>
    public abstract IWireBody Encode(ChatCallInput input);

    /// <summary>Sends a request that <see cref="Encode"/> wrote; returns once the headers are in, with any status.</summary>
    public abstract Task<HttpResponseMessage> SendAsync(IWireBody request, CancellationToken cancellationToken);

    /// <summary>Reads a whole answer from a success response, which the caller disposes.</summary>
    /// <exception cref="ProviderException">The body is no answer, or reports an error.</exception>
    /// <exception cref="StreamInterruptedException">A stream that was to be folded broke.</exception>
    public abstract ValueTask<ChatResponse> ReadAsync(
        HttpResponseMessage response, ChatCallInput input, StreamMeter meter, CancellationToken cancellationToken);

    /// <summary>Reads a stream from a success response, which the stream then owns.</summary>
    public abstract ChatStream OpenStream(HttpResponseMessage response, ChatCallInput input, StreamMeter meter);

    /// <summary>The typed form of an error response, with what to do next. The caller disposes the response.</summary>
    public ValueTask<ProviderException> ReadErrorAsync(
        HttpResponseMessage response, string provider, string? model, CancellationToken cancellationToken) =>
        ProviderErrors.FromResponseAsync(response, provider, model, time, cancellationToken, IsOllama);
}
