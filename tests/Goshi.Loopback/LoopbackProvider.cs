namespace Goshi.Loopback;

/// <summary>
/// A language model provider inside this process: it listens on a loopback port, speaks the wire formats of OpenAI and
/// of Ollama, records what it was asked, and answers or fails as it is told.
/// </summary>
/// <remarks>
/// Without a script every chat gets the same canned answer, and every text a vector of its own. Thread-safe; any number
/// of them may run at once.
/// </remarks>
public sealed class LoopbackProvider : IAsyncDisposable
{
    private readonly ReservedPort _port;
    private readonly KestrelHost _host;
    private bool _disposed;

    private LoopbackProvider(LoopbackOptions options)
    {
        _port = ReservedPort.Take(options.Port);
        Address = new Uri($"http://127.0.0.1:{_port.Number}/");
        Journal = new RequestJournal();
        OpenAI = new OpenAIScript(this);
        Ollama = new OllamaScript(this);
        _host = new KestrelHost(_port, Journal, new RequestHandler(this, options.TimeProvider));
    }

    /// <summary>The root address, <c>http://127.0.0.1:port/</c>. It stays the same while the provider is down.</summary>
    public Uri Address { get; }

    /// <summary>What the OpenAI side does and knows: <c>/v1/...</c> and <c>/openai/...</c> (Azure).</summary>
    public OpenAIScript OpenAI { get; }

    /// <summary>What the Ollama side does and knows: <c>/api/...</c>.</summary>
    public OllamaScript Ollama { get; }

    /// <summary>Every request whose body has arrived so far, oldest first; a snapshot.</summary>
    public IReadOnlyList<RecordedRequest> Requests => Journal.Requests;

    /// <summary>How many TCP connections were accepted so far.</summary>
    public int ConnectionsOpened => Journal.ConnectionsOpened;

    /// <summary>How many TCP connections are open now.</summary>
    public int OpenConnections => Journal.OpenConnections.Value;

    /// <summary>How many scripted delays have begun so far, finished ones included.</summary>
    public int DelaysStarted => Journal.DelaysStarted.Value;

    /// <summary>Whether connections are accepted.</summary>
    public bool IsListening => _host.IsListening;

    internal RequestJournal Journal { get; }

    /// <summary>Starts a provider; when the task is done, it accepts connections.</summary>
    public static async Task<LoopbackProvider> StartAsync(
        LoopbackOptions? options = null, CancellationToken cancellationToken = default)
    {
        var provider = new LoopbackProvider(options ?? new LoopbackOptions());
        try
        {
            await provider._host.StartAsync(cancellationToken).ConfigureAwait(false);
            return provider;
        }
        catch
        {
            await provider.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>An address of this machine at which every connection is refused, until the result is disposed.</summary>
    public static UnreachableAddress Unreachable() => new(ReservedPort.Take(0));

    /// <summary>
    /// Takes the provider down: open connections break, new ones are refused. Script and recording stay as they are.
    /// </summary>
    public Task StopListeningAsync() => _host.StopAsync();

    /// <summary>Brings the provider up again at the same address.</summary>
    public Task StartListeningAsync(CancellationToken cancellationToken = default) => _host.StartAsync(cancellationToken);

    /// <summary>Waits until at least this many requests have arrived since the start.</summary>
    /// <exception cref="TimeoutException">They did not arrive within 30 seconds of real time.</exception>
    public async Task<IReadOnlyList<RecordedRequest>> WaitForRequestsAsync(
        int count, CancellationToken cancellationToken = default)
    {
        await Journal.Arrived.WaitAsync(value => value >= count, $"{count} requests", cancellationToken)
            .ConfigureAwait(false);
        return Requests;
    }

    /// <summary>Waits until at most this many connections are open: a client closes, the server learns of it later.</summary>
    /// <exception cref="TimeoutException">More were open after 30 seconds of real time.</exception>
    public Task WaitForOpenConnectionsAsync(int atMost, CancellationToken cancellationToken = default) =>
        Journal.OpenConnections.WaitAsync(value => value <= atMost, $"at most {atMost} connections", cancellationToken);

    /// <summary>
    /// Waits until at least this many scripted delays have begun since the start: from then on their timers exist, and
    /// a test may move its clock.
    /// </summary>
    /// <exception cref="TimeoutException">They had not begun after 30 seconds of real time.</exception>
    public Task WaitForDelaysAsync(int count, CancellationToken cancellationToken = default) =>
        Journal.DelaysStarted.WaitAsync(value => value >= count, $"{count} delays", cancellationToken);

    /// <summary>Breaks every connection, ends every answer that is held or stalled, and frees the port.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _host.StopAsync().ConfigureAwait(false);
        _port.Dispose();
    }
}
