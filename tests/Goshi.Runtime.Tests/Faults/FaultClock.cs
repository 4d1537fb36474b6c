using Goshi.Resilience;

namespace Goshi.Runtime.Tests.Faults;

/// <summary>
/// A clock for real sockets: waits between attempts are over at once and are written down, deadlines pass only when
/// fired. So nothing depends on how fast the machine is.
/// </summary>
internal sealed class FaultClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<FaultTimer> _armed = [];
    private readonly List<TimeSpan> _waits = [];
    private readonly DateTimeOffset _start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _ticks;

    /// <summary>The waits between attempts so far.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get { lock (_lock) { return [.. _waits]; } }
    }

    /// <summary>The deadlines that are running; none may be left behind.</summary>
    public int Deadlines
    {
        get { lock (_lock) { return _armed.Count(static timer => timer.State is Alarm); } }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => _start + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FaultTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time go by in which nothing falls due.</summary>
    public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    /// <summary>Waits for a timer of this kind that is due within the limit; it is disarmed, and its time has come.</summary>
    public Task<FaultTimer> TakeAsync(Func<object?, bool> isKind, TimeSpan limit) => FindAsync(timer => isKind(timer.State) && timer.Due <= limit, found =>
    {
        _armed.Remove(found);
        Interlocked.Add(ref _ticks, found.Due.Ticks);
        return found;
    });

    /// <summary>Waits for a timer of this kind, and says when it is due.</summary>
    public Task<TimeSpan> PeekAsync(Func<object?, bool> isKind) => FindAsync(timer => isKind(timer.State), static found => found.Due);

    private async Task<T> FindAsync<T>(Predicate<FaultTimer> isIt, Func<FaultTimer, T> take)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_armed.Find(isIt) is { } found)
                {
                    return take(found);
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    private void Arm(FaultTimer timer, TimeSpan due)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
            if (due == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            if (timer.State is Task)
            {
                // A Task.Delay, which is how a retry waits.
                _waits.Add(due);
                Interlocked.Add(ref _ticks, due.Ticks);
                ThreadPool.QueueUserWorkItem(static timer => timer.Fire(), timer, preferLocal: false);
                return;
            }

            timer.Due = due;
            _armed.Add(timer);
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    internal sealed class FaultTimer(FaultClock clock, TimerCallback callback, object? state) : ITimer
    {
        public object? State => state;

        public TimeSpan Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Arm(this, dueTime);
            return true;
        }

        public void Fire() => callback(state);

        public void Dispose() => clock.Arm(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
