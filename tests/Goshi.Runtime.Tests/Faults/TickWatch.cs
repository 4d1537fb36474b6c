namespace Goshi.Runtime.Tests.Faults;

/// <summary>
/// How late a timer on the thread pool ticks, beside a thread of its own that does the same: what makes both late is a
/// busy machine, what makes only the timer late is a starved pool.
/// </summary>
internal sealed class TickWatch : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    private readonly Lateness _pool = new();
    private readonly Lateness _thread = new();
    private readonly ManualResetEventSlim _stop = new();
    private readonly Timer _timer;

    public TickWatch()
    {
        _timer = new Timer(static late => ((Lateness)late!).Tick(), _pool, Period, Period);
        new Thread(() =>
        {
            while (!_stop.Wait(Period))
            {
                _thread.Tick();
            }
        })
        { IsBackground = true }.Start();
    }

    /// <summary>Whether the pool was in time to within 100 ms, 99 times of 100, beyond what the machine was late itself.</summary>
    public bool IsSteady => _pool.At(0.99) <= _thread.At(0.99) + 100;

    public override string ToString() => $"a timer ticked at most {_pool.At(0.99):0} ms late in 99 % of its ticks, a thread of its own {_thread.At(0.99):0} ms";

    public void Dispose()
    {
        _stop.Set();
        _timer.Dispose();
    }

    private sealed class Lateness
    {
        private readonly Lock _lock = new();
        private readonly List<double> _late = [];
        private long _last = TimeProvider.System.GetTimestamp();

        public void Tick()
        {
            lock (_lock)
            {
                var now = TimeProvider.System.GetTimestamp();
                _late.Add(Math.Max(0, (TimeProvider.System.GetElapsedTime(_last, now) - Period).TotalMilliseconds));
                _last = now;
            }
        }

        public double At(double part)
        {
            lock (_lock)
            {
                return _late.Count == 0 ? double.PositiveInfinity : _late.Order().ElementAt((int)Math.Ceiling((_late.Count - 1) * part));
            }
        }
    }
}
