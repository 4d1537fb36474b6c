namespace Goshi;

/// <summary>
/// A clock that moves only when told to. <see cref="Advance"/> fires the timers that fall due, in the order of their due
/// times (equal ones in the order of arming), each at its own moment, on the calling thread; a timer armed by a callback
/// fires in the same advance when it falls due there. <see cref="StepWallClock"/> moves the wall clock alone, as an NTP
/// correction does: timestamps and timers do not notice.
/// </summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _armed = [];
    private readonly List<(TaskCompletionSource Source, int Count)> _waiters = [];
    private DateTimeOffset _wallClock;
    private long _ticks;
    private long _sequence;

    public ManualTimeProvider(DateTimeOffset? start = null) =>
        _wallClock = start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How many timers are armed now.</summary>
    public int ArmedTimers
    {
        get { lock (_lock) { return _armed.Count; } }
    }

    /// <summary>The time until the next armed timer fires; null when none is armed.</summary>
    public TimeSpan? NextTimer
    {
        get { lock (_lock) { return _armed.Count == 0 ? null : TimeSpan.FromTicks(_armed.Min(static timer => timer.DueTicks) - _ticks); } }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long GetTimestamp()
    {
        lock (_lock) { return _ticks; }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) { return _wallClock; }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the wall clock alone, forwards or backwards.</summary>
    public void StepWallClock(TimeSpan step)
    {
        lock (_lock) { _wallClock += step; }
    }

    /// <summary>Moves time forward and fires what falls due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        long end;
        lock (_lock) { end = _ticks + by.Ticks; }
        while (true)
        {
            ManualTimer? due;
            lock (_lock)
            {
                due = _armed.Where(timer => timer.DueTicks <= end).MinBy(static timer => (timer.DueTicks, timer.Sequence));
                MoveTo(Math.Max(_ticks, due?.DueTicks ?? end));
                due?.Rearm();
            }

            if (due is null)
            {
                return;
            }

            due.Fire();
        }
    }

    /// <summary>Completes once at least <paramref name="count"/> timers are armed: the code under test has begun to wait.</summary>
    public Task WaitForTimersAsync(int count = 1)
    {
        lock (_lock)
        {
            if (_armed.Count >= count)
            {
                return Task.CompletedTask;
            }

            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((source, count));
            // The wait is real time only so that a test that would hang fails instead.
            return source.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Advances from timer to timer until the task has ended, and returns the waits that were made.</summary>
    public async Task<IReadOnlyList<TimeSpan>> RunAsync(Task task)
    {
        var waits = new List<TimeSpan>();
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, WaitForTimersAsync()).ConfigureAwait(false);
            if (!task.IsCompleted && NextTimer is { } next)
            {
                waits.Add(next);
                Advance(next);
            }
        }

        return waits;
    }

    private void MoveTo(long ticks)
    {
        _wallClock += TimeSpan.FromTicks(ticks - _ticks);
        _ticks = ticks;
    }

    private sealed class ManualTimer(ManualTimeProvider time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;
        private bool _disposed;

        public long DueTicks { get; private set; }

        public long Sequence { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                if (_disposed)
                {
                    return false;
                }

                time._armed.Remove(this);
                _period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Arm(dueTime);
                }

                return true;
            }
        }

        public void Rearm()
        {
            time._armed.Remove(this);
            if (_period > TimeSpan.Zero)
            {
                Arm(_period);
            }
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (time._lock)
            {
                _disposed = true;
                time._armed.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Arm(TimeSpan dueTime)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
            // As the system's timers do.
            ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime, TimeSpan.FromMilliseconds(uint.MaxValue - 1));
            DueTicks = time._ticks + dueTime.Ticks;
            Sequence = time._sequence++;
            time._armed.Add(this);
            for (var i = time._waiters.Count - 1; i >= 0; i--)
            {
                if (time._armed.Count >= time._waiters[i].Count)
                {
                    time._waiters[i].Source.SetResult();
                    time._waiters.RemoveAt(i);
                }
            }
        }
    }
}
