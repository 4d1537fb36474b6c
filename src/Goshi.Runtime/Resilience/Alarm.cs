namespace Goshi.Resilience;

/// <summary>A cancellation source and its timer, which serve one attempt after another; see <see cref="AlarmPool"/>.</summary>
internal sealed class Alarm : CancellationTokenSource
{
    private readonly ITimer _timer;
    private CancellationTokenRegistration _caller;
    private Deadlines? _deadlines;

    public Alarm(TimeProvider time)
    {
        // It outlives the call that made it, and must not keep what flows with that call.
        using var flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = time.CreateTimer(
            static alarm => ((Alarm)alarm!)._deadlines?.OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Guards the deadlines that the alarm serves.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Serves these deadlines from now on: wakes them, and is cancelled with their caller.</summary>
    public void Serve(Deadlines deadlines, CancellationToken caller)
    {
        _deadlines = deadlines;
        _caller = caller.UnsafeRegister(static alarm => ((Alarm)alarm!).Raise(), this);
    }

    /// <summary>Cancels the attempt, unless it has just ended.</summary>
    public void Raise()
    {
        try
        {
            Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended at this very moment.
        }
    }

    /// <summary>Wakes the deadlines after a time. A timer that had fired already may wake them early.</summary>
    public void WakeAfter(TimeSpan sleep) => _timer.Change(sleep, Timeout.InfiniteTimeSpan);

    /// <summary>Ends the service; true: the alarm was not cancelled and will not be, so it can serve others.</summary>
    public bool TryRest()
    {
        _deadlines = null;
        WakeAfter(Timeout.InfiniteTimeSpan);
        return (_caller == default || _caller.Unregister()) && TryReset();
    }

    /// <summary>Ends it for good.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _deadlines = null;
            _timer.Dispose();

            // Not disposed, which would wait for a cancellation that is under way, and that may have led here.
            _caller.Unregister();
        }

        base.Dispose(disposing);
    }
}
