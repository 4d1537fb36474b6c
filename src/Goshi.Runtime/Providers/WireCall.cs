namespace Goshi.Providers;

/// <summary>A request that is written already and can be sent any number of times, each time as a fresh message.</summary>
internal sealed class WireCall(ReadOnlyMemory<byte> body, object request, Func<CancellationToken, Task<HttpResponseMessage>> send)
{
    /// <summary>The JSON that each attempt sends.</summary>
    public ReadOnlyMemory<byte> Body => body;

    /// <summary>The wire request.</summary>
    public object Request => request;

    /// <summary>Sends it; returns once the headers are in, with any status.</summary>
    public Task<HttpResponseMessage> SendAsync(CancellationToken cancellationToken) => send(cancellationToken);
}
