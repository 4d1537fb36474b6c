namespace Goshi.Loopback;

/// <summary>A number that somebody can wait for.</summary>
internal sealed class Milestone
{
    /// <summary>Long enough for a busy machine, short enough for a test that waits for what never comes.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<(Func<int, bool> Reached, TaskCompletionSource Waiter)> _waiters = [];
    private int _value;

    public int Value
    {
        get
        {
            lock (_lock)
            {
                return _value;
            }
        }
    }

    public int Add(int change)
    {
        lock (_lock)
        {
            _value += change;
            _waiters.RemoveAll(entry => entry.Reached(_value) && entry.Waiter.TrySetResult());
            return _value;
        }
    }

    public async Task WaitAsync(Func<int, bool> reached, string goal, CancellationToken cancellationToken = default)
    {
        // Continuations run elsewhere, so that none of them runs under the lock.
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (reached(_value))
            {
                return;
            }

            _waiters.Add((reached, waiter));
        }

        try
        {
            await waiter.Task.WaitAsync(_patience, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(
                $"Waited {_patience.TotalSeconds:0} s for {goal}; the count is {Value}.");
        }
        finally
        {
            lock (_lock)
            {
                _waiters.RemoveAll(entry => entry.Waiter == waiter);
            }
        }
    }
}
