namespace Goshi.Loopback;

/// <summary>What is answered: queued replies first, one per request; then the standing one; then the canned one.</summary>
public class ReplyQueue
{
    private readonly Lock _lock = new();
    private readonly Queue<Reply> _queued = new();
    private Func<RecordedRequest, Reply>? _standing;

    internal ReplyQueue()
    {
    }

    /// <summary>How many queued replies have not been used.</summary>
    public int Pending
    {
        get
        {
            lock (_lock)
            {
                return _queued.Count;
            }
        }
    }

    /// <summary>Appends replies for the next requests, one each.</summary>
    public void Enqueue(params ReadOnlySpan<Reply> replies)
    {
        lock (_lock)
        {
            foreach (var reply in replies)
            {
                _queued.Enqueue(reply);
            }
        }
    }

    /// <summary>Answers every request that finds the queue empty, until <see cref="Clear"/>.</summary>
    public void Always(Reply reply) => Always(_ => reply);

    /// <summary>Answers every request that finds the queue empty with what the function makes of it.</summary>
    public void Always(Func<RecordedRequest, Reply> reply)
    {
        lock (_lock)
        {
            _standing = reply;
        }
    }

    /// <summary>Forgets queued and standing replies: from now on the canned answer again.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _queued.Clear();
            _standing = null;
        }
    }

    internal Reply? Take(RecordedRequest request)
    {
        Func<RecordedRequest, Reply>? standing;
        lock (_lock)
        {
            if (_queued.TryDequeue(out var reply))
            {
                return reply;
            }

            standing = _standing;
        }

        return standing?.Invoke(request);
    }
}
