namespace Goshi.Providers;

/// <summary>A request that is written already and can be sent any number of times, each time as a fresh message.</summary>
internal abstract class WireCall(ReadOnlyMemory<byte> body)
{
    /// <summary>The JSON that each attempt sends.</summary>
    public ReadOnlyMemory<byte> Body => body;

    /// <summary>The wire request.</summary>
    public abstract object Request { get; }

    /// <summary>Sends it; returns once the headers are in, with any status.</summary>
    public abstract Task<HttpResponseMessage> SendAsync(CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class WireCall<T>(ReadOnlyMemory<byte> body, T request, Func<T, CancellationToken, Task<HttpResponseMessage>> send)
    : WireCall(body) where T : class
{
    public override object Request => request;

    public override Task<HttpResponseMessage> SendAsync(CancellationToken cancellationToken) => send(request, cancellationToken);
}
