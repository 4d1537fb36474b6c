using System.Collections.Concurrent;

namespace Goshi.Resilience;

/// <summary>Keeps the alarms of attempts that ended well, so that most attempts need no timer and no cancellation source of their own.</summary>
/// <remarks>
/// Thread-safe. An alarm comes back only when nobody waits on its token any more: the answer was read to its end, or handed
/// on without the token, and the connection is done with it. A token that handlers of the application's own have seen may be kept by
/// them, so where there are such handlers nothing is used again.
/// </remarks>
/// <param name="time">Drives the timers.</param>
/// <param name="reuses">False: every alarm serves once.</param>
internal sealed class AlarmPool(TimeProvider time, bool reuses = true)
{
    private const int MostKept = 256;

    private readonly ConcurrentQueue<Alarm> _resting = new();

    // The one that rested last: calls that follow one another need no other, nor the queue.
    private Alarm? _nearest;

    public TimeProvider Time => time;

    public Alarm Rent() =>
        Interlocked.Exchange(ref _nearest, null) is { } nearest ? nearest
        : _resting.TryDequeue(out var alarm) ? alarm : new Alarm(time);

    public void Return(Alarm alarm)
    {
        if (!reuses || !alarm.TryRest() || !Keep(alarm))
        {
            alarm.Dispose();
        }
    }

    private bool Keep(Alarm alarm)
    {
        if (Interlocked.CompareExchange(ref _nearest, alarm, null) is null)
        {
            return true;
        }

        if (_resting.Count >= MostKept - 1)
        {
            return false;
        }

        _resting.Enqueue(alarm);
        return true;
    }
}
