namespace Goshi.Resilience;

/// <summary>
/// The breaker against a model of the rule in its plainest form, over random interleavings of calls that begin, end in any
/// order, and outlive the state they began in.
/// </summary>
public class CircuitBreakerModelTests
{
    private const int Threshold = 2;
    private static readonly TimeSpan Cooldown = TimeSpan.FromSeconds(10);

    [Fact]
    public void Behaves_as_the_rule_says_in_every_interleaving()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            Run(new Random(seed), seed);
        }
    }

    [Fact]
    public async Task Under_contention_there_is_one_probe_at_a_time_and_every_change_follows_the_last()
    {
        var time = new ManualTimeProvider();
        var breaker = new CircuitBreaker("openai", Threshold, TimeSpan.Zero, time);
        var last = CircuitState.Closed;
        var broken = new List<string>();
        var probes = 0;
        var publishing = 0;
        breaker.Changed += change =>
        {
            if (Interlocked.Increment(ref publishing) != 1)
            {
                broken.Add("two changes at once");
            }

            if (change.From != last)
            {
                broken.Add($"{last} was followed by {change}");
            }

            last = change.To;
            Interlocked.Decrement(ref publishing);
        };

        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() => Work(new Random(worker)))));

        Assert.Empty(broken);
        Assert.Equal(0, probes);
        breaker.Reset();
        Assert.True(breaker.TryEnter(out _, out _));

        void Work(Random random)
        {
            for (var i = 0; i < 20_000; i++)
            {
                if (!breaker.TryEnter(out var lease, out _))
                {
                    continue;
                }

                if (lease.IsProbe)
                {
                    var alone = Interlocked.Increment(ref probes) == 1;
                    Thread.Yield();
                    alone &= Interlocked.Decrement(ref probes) == 0;
                    if (!alone)
                    {
                        lock (broken)
                        {
                            broken.Add("two probes at once");
                        }
                    }
                }

                Finish(lease, (CircuitOutcome)random.Next(4));
            }
        }
    }

    private static void Run(Random random, int seed)
    {
        var time = new ManualTimeProvider();
        var breaker = new CircuitBreaker("openai", Threshold, Cooldown, time);
        var model = new Model();
        var running = new List<(CircuitLease Lease, Model.Call Call)>();
        for (var step = 0; step < 60; step++)
        {
            switch (random.Next(10))
            {
                case < 4:
                    var entered = breaker.TryEnter(out var lease, out _);
                    var call = model.Enter();
                    Assert.True(entered == (call is not null), $"seed {seed}, step {step}: entered {entered}, the model says {!entered}");
                    if (entered)
                    {
                        Assert.True(lease.IsProbe == call!.IsProbe, $"seed {seed}, step {step}: probe {lease.IsProbe}");
                        running.Add((lease, call));
                    }

                    break;
                case < 8 when running.Count > 0:
                    var index = random.Next(running.Count);
                    var outcome = (CircuitOutcome)random.Next(4);
                    Finish(running[index].Lease, outcome);
                    model.Finish(running[index].Call, outcome);
                    running.RemoveAt(index);
                    break;
                case 8:
                    var pause = TimeSpan.FromSeconds(random.Next(1, 12));
                    time.Advance(pause);
                    model.Now += pause;
                    break;
                case 9 when random.Next(8) == 0:
                    breaker.Isolate();
                    model.Enter(CircuitState.Isolated);
                    break;
                case 9 when random.Next(4) == 0:
                    breaker.Reset();
                    model.Reset();
                    break;
            }

            Assert.True(breaker.State == model.Visible && breaker.IsAvailable == model.Available,
                $"seed {seed}, step {step}: {breaker.State}, the model says {model.Visible}");
        }
    }

    private static void Finish(CircuitLease lease, CircuitOutcome outcome)
    {
        switch (outcome)
        {
            case CircuitOutcome.Success: lease.Success(); break;
            case CircuitOutcome.Failure: lease.Failure(); break;
            case CircuitOutcome.Neutral: lease.Neutral(); break;
            default: lease.Dispose(); break;
        }
    }

    private sealed class Model
    {
        private CircuitState _state = CircuitState.Closed;
        private object _generation = new();
        private int _failures;
        private TimeSpan _openedAt;
        private Call? _probe;

        public TimeSpan Now { get; set; }

        public CircuitState Visible => _state is CircuitState.Open && Now >= _openedAt + Cooldown ? CircuitState.HalfOpen : _state;

        public bool Available => Visible is CircuitState.Closed || (Visible is CircuitState.HalfOpen && _probe is null);

        public Call? Enter()
        {
            if (!Available)
            {
                return null;
            }

            if (Visible is CircuitState.HalfOpen)
            {
                Enter(CircuitState.HalfOpen);
                return _probe = new Call(_generation, true);
            }

            return new Call(_generation, false);
        }

        public void Enter(CircuitState state)
        {
            if (_state != state)
            {
                _state = state;
                _generation = new object();
                _probe = null;
            }
        }

        public void Reset()
        {
            Enter(CircuitState.Closed);
            _failures = 0;
        }

        public void Finish(Call call, CircuitOutcome outcome)
        {
            if (call.Generation != _generation)
            {
                return;
            }

            _probe = call.IsProbe ? null : _probe;
            switch (outcome)
            {
                case CircuitOutcome.Failure:
                    _failures++;
                    if (call.IsProbe || _failures >= Threshold)
                    {
                        _openedAt = Now;
                        Enter(CircuitState.Open);
                    }

                    break;
                case CircuitOutcome.Success:
                case CircuitOutcome.Neutral when call.IsProbe:
                    Reset();
                    break;
            }
        }

        public sealed record Call(object Generation, bool IsProbe);
    }
}
