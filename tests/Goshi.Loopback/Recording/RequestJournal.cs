namespace Goshi.Loopback;

/// <summary>What has happened at the server so far.</summary>
internal sealed class RequestJournal
{
    private readonly Lock _lock = new();
    private readonly List<RecordedRequest> _requests = [];
    private int _connectionsOpened;

    public Milestone Arrived { get; } = new();

    public Milestone OpenConnections { get; } = new();

    public Milestone DelaysStarted { get; } = new();

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

    public void ConnectionOpened()
    {
        Interlocked.Increment(ref _connectionsOpened);
        OpenConnections.Add(1);
    }

    public void ConnectionClosed() => OpenConnections.Add(-1);
}
