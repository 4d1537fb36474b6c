namespace Goshi.Http;

/// <summary>How many connections were opened for how many requests: what tells whether connections are used again.</summary>
internal sealed class ConnectionStatistics
{
    private long _opened;
    private long _requests;

    /// <summary>Connections opened so far.</summary>
    public long Opened => Interlocked.Read(ref _opened);

    /// <summary>Requests sent so far.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    public void CountConnection() => Interlocked.Increment(ref _opened);

    public void CountRequest() => Interlocked.Increment(ref _requests);
}
