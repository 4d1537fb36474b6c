namespace Goshi.Resilience;

/// <summary>
/// Rejects calls to a provider that failed <c>circuit_breaker_threshold</c> times in a row, until one probe has been
/// answered.
/// </summary>
/// <remarks>
/// Thread-safe. Not Polly's: its breaker counts ratios, so one success in a thousand calls keeps it closed, and there a
/// cancelled probe closes the circuit. A call's result counts only in the generation that it began in; each change of
/// state begins a new one, so calls from before a break cannot close it, nor open the next one.
/// </remarks>
internal sealed class CircuitBreaker
{
    private readonly Lock _lock = new();
    private readonly Queue<CircuitChange> _unpublished = new();
    private readonly TimeProvider _time;
    private readonly int _threshold;

    // Generation and state in one word, so that the way through a closed circuit is a single read.
    private long _stamp = Stamp(0, CircuitState.Closed);
    private int _failures;
    private long _openedAt;
    private bool _publishing;

    // What the probe's lease refers to. Weak: a probe whose stream was dropped without disposing it must not keep the circuit half-open for ever.
    private WeakReference<object>? _probe;

    /// <summary>Creates a closed circuit.</summary>
    /// <param name="provider">The provider's name, as in goshi.yaml.</param>
    /// <param name="threshold">The consecutive failures that open it; at least 1.</param>
    /// <param name="cooldown">How long it stays open before a probe.</param>
    /// <param name="time">Only its timestamps are used: a step of the wall clock changes nothing.</param>
    public CircuitBreaker(string provider, int threshold, TimeSpan cooldown, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(cooldown, TimeSpan.Zero);
        Provider = provider;
        Cooldown = cooldown;
        _threshold = threshold;
        _time = time;
    }

    /// <summary>Raised after each change of state, in order, one at a time, outside the lock.</summary>
    public event Action<CircuitChange>? Changed;

    /// <summary>The provider's name, as in goshi.yaml.</summary>
    public string Provider { get; }

    /// <summary>How long the circuit stays open before a probe.</summary>
    public TimeSpan Cooldown { get; }

    /// <summary>The failures in a row since the last success.</summary>
    public int ConsecutiveFailures => Volatile.Read(ref _failures);

    /// <summary>The state now; an open circuit whose cooldown has passed is half-open, also before its probe.</summary>
    public CircuitState State
    {
        get
        {
            lock (_lock)
            {
                return StateOf(_stamp) is CircuitState.Open && TimeLeft() == TimeSpan.Zero ? CircuitState.HalfOpen : StateOf(_stamp);
            }
        }
    }

    /// <summary>
    /// The time until a probe may pass; zero when the circuit is closed or half-open;
    /// <see cref="Timeout.InfiniteTimeSpan"/> when it was opened by hand.
    /// </summary>
    public TimeSpan RetryAfter
    {
        get
        {
            lock (_lock)
            {
                return TimeLeft();
            }
        }
    }

    /// <summary>Whether a call would go through now. Takes nothing: another call may be faster.</summary>
    public bool IsAvailable
    {
        get
        {
            if (StateOf(Volatile.Read(ref _stamp)) is CircuitState.Closed)
            {
                return true;
            }

            lock (_lock)
            {
                return TimeLeft() == TimeSpan.Zero && !IsProbing();
            }
        }
    }

    /// <summary>Asks to make a call.</summary>
    /// <param name="lease">The right to make it, to be finished with its result; when rejected one that does nothing.</param>
    /// <param name="retryAfter">When rejected: <see cref="RetryAfter"/>.</param>
    /// <returns>False: the call must not be made.</returns>
    public bool TryEnter(out CircuitLease lease, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        var stamp = Volatile.Read(ref _stamp);
        if (StateOf(stamp) is not CircuitState.Closed)
        {
            return TryProbe(out lease, out retryAfter);
        }

        lease = new CircuitLease(this, stamp);
        return true;
    }

    /// <summary>Opens the circuit until <see cref="Reset"/>, whatever calls in flight report.</summary>
    public void Isolate()
    {
        lock (_lock)
        {
            Enter(CircuitState.Isolated);
        }

        Publish();
    }

    /// <summary>Closes the circuit and forgets its failures.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            Enter(CircuitState.Closed);
            Volatile.Write(ref _failures, 0);
        }

        Publish();
    }

    /// <summary>Takes the result of a lease; only <see cref="CircuitLease"/> calls this, once per lease.</summary>
    internal void Report(long stamp, object? probe, CircuitOutcome outcome)
    {
        // The hot path: nothing to forget, so nothing to lock. A failure counted at this very moment comes after this success.
        if (probe is null && (outcome is CircuitOutcome.Neutral or CircuitOutcome.Abandoned
            || (outcome is CircuitOutcome.Success && Volatile.Read(ref _failures) == 0)))
        {
            return;
        }

        lock (_lock)
        {
            if (stamp != _stamp)
            {
                return;
            }

            if (probe is not null)
            {
                FinishProbe(probe, outcome);
            }
            else if (outcome is CircuitOutcome.Success)
            {
                Volatile.Write(ref _failures, 0);
            }
            else
            {
                Volatile.Write(ref _failures, _failures + 1);
                if (_failures >= _threshold)
                {
                    Open();
                }
            }
        }

        Publish();
    }

    private static long Stamp(long generation, CircuitState state) => (generation << 2) | (long)state;

    private static CircuitState StateOf(long stamp) => (CircuitState)(stamp & 3);

    private bool TryProbe(out CircuitLease lease, out TimeSpan retryAfter)
    {
        lease = default;
        lock (_lock)
        {
            retryAfter = TimeLeft();
            if (StateOf(_stamp) is CircuitState.Closed)
            {
                lease = new CircuitLease(this, _stamp);
                return true;
            }

            if (retryAfter != TimeSpan.Zero || IsProbing())
            {
                return false;
            }

            Enter(CircuitState.HalfOpen);
            var probe = new object();
            lease = new CircuitLease(this, _stamp, probe);
            _probe = new WeakReference<object>(probe);
        }

        Publish();
        return true;
    }

    private void FinishProbe(object probe, CircuitOutcome outcome)
    {
        if (_probe?.TryGetTarget(out var current) is not true || current != probe)
        {
            return; // a copy of a lease that was finished before
        }

        _probe = null;
        switch (outcome)
        {
            case CircuitOutcome.Failure:
                Volatile.Write(ref _failures, _failures + 1);
                Open();
                break;
            case CircuitOutcome.Success or CircuitOutcome.Neutral:
                Volatile.Write(ref _failures, 0);
                Enter(CircuitState.Closed);
                break;
            // Abandoned: half-open with a free slot; the cooldown was served, so no new one is due.
        }
    }

    private void Open()
    {
        _openedAt = _time.GetTimestamp();
        Enter(CircuitState.Open);
    }

    private void Enter(CircuitState state)
    {
        var from = StateOf(_stamp);
        if (from == state)
        {
            return;
        }

        _probe = null;
        Volatile.Write(ref _stamp, Stamp((_stamp >> 2) + 1, state));
        _unpublished.Enqueue(new CircuitChange(Provider, from, state, _failures));
    }

    private bool IsProbing() => _probe?.TryGetTarget(out _) is true;

    private TimeSpan TimeLeft()
    {
        switch (StateOf(_stamp))
        {
            case CircuitState.Isolated:
                return Timeout.InfiniteTimeSpan;
            case CircuitState.Open:
                var left = Cooldown - _time.GetElapsedTime(_openedAt);
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            default:
                return TimeSpan.Zero;
        }
    }

    /// <summary>One thread at a time publishes, and goes on until nothing is left: handlers see the changes in order.</summary>
    private void Publish()
    {
        while (true)
        {
            CircuitChange change;
            lock (_lock)
            {
                if (_publishing || !_unpublished.TryDequeue(out change))
                {
                    return;
                }

                _publishing = true;
            }

            try
            {
                Changed?.Invoke(change);
            }
            finally
            {
                lock (_lock)
                {
                    _publishing = false;
                }
            }
        }
    }
}
