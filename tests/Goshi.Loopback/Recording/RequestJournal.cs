namespace Goshi.Loopback;

/// <summary>What has happened at the server so far.</summary>
internal sealed class RequestJournal
{
    private readonly Lock _lock = new();
    private readonly List<RecordedRequest> _requests = [];
    private int _connectionsOpened;
    private volatile bool _isGoingDown;

    public Milestone Arrived { get; } = new();

    public Milestone OpenConnections { get; } = new();

    public Milestone DelaysStarted { get; } = new();

    /// <summary>Whether connections end because the server does: not the clients' doing.</summary>
    public bool IsGoingDown
    {
        get => _isGoingDown;
        set => _isGoingDown = value;
    }

    public int ConnectionsOpened => Volatile.Read(ref _connectionsOpened);

    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    public RecordedRequest Add(Func<int, RecordedRequest> create)
    {
        RecordedRequest request;
        lock (_lock)
        {
            request = create(_requests.Count + 1);
            _requests.Add(request);
        }

        Arrived.Add(1);
        return request;
    }

    public Task DelayAsync(TimeSpan duration, TimeProvider time, CancellationToken cancellationToken)
    {
        // Counted once the timer exists: whoever waits for the count may then move the clock.
        var delay = Task.Delay(duration, time, cancellationToken);
        DelaysStarted.Add(1);
        return delay;
    }

    public void ConnectionOpened()
    {
        Interlocked.Increment(ref _connectionsOpened);
        OpenConnections.Add(1);
    }

    public void ConnectionClosed() => OpenConnections.Add(-1);
}
