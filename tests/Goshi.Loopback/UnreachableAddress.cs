namespace Goshi.Loopback;

/// <summary>A port of this machine that is taken but does not listen: every connection to it is refused.</summary>
/// <remarks>It is held, not merely free, so that no other program can begin to listen there meanwhile.</remarks>
public sealed class UnreachableAddress : IDisposable
{
    private readonly ReservedPort _port;

    internal UnreachableAddress(ReservedPort port)
    {
        _port = port;
        Address = new Uri($"http://127.0.0.1:{port.Number}/");
    }

    /// <summary>The root address, <c>http://127.0.0.1:port/</c>; also the base address of an unreachable Ollama.</summary>
    public Uri Address { get; }

    /// <summary>The base address of an unreachable OpenAI, <c>http://127.0.0.1:port/v1</c>.</summary>
    public Uri OpenAIBaseUrl => new(Address, "v1");

    /// <summary>Frees the port.</summary>
    public void Dispose() => _port.Dispose();
}
