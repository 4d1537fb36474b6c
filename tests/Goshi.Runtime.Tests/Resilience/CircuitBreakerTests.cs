using System.Runtime.CompilerServices;

namespace Goshi.Resilience;

public class CircuitBreakerTests
{
    private static readonly TimeSpan Cooldown = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new();
    private readonly CircuitBreaker _breaker;
    private readonly List<string> _changes = [];

    public CircuitBreakerTests()
    {
        _breaker = new CircuitBreaker("openai", threshold: 3, Cooldown, _time);
        _breaker.Changed += change => _changes.Add($"{change.From}>{change.To}");
    }

    [Fact]
    public void Opens_at_the_threshold_of_consecutive_failures_and_says_how_long()
    {
        Fail(2);
        Assert.Equal(CircuitState.Closed, _breaker.State);

        Fail(1);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(CircuitState.Open, _breaker.State);
        Assert.False(_breaker.IsAvailable);
        Assert.False(_breaker.TryEnter(out _, out var retryAfter));
        Assert.Equal(TimeSpan.FromSeconds(20), retryAfter);
        Assert.Equal(TimeSpan.FromSeconds(20), _breaker.RetryAfter);
        Assert.Equal(3, _breaker.ConsecutiveFailures);
    }

    [Fact]
    public void A_success_in_between_starts_the_count_anew()
    {
        Fail(2);
        Enter().Success();
        Fail(2);

        Assert.Equal(CircuitState.Closed, _breaker.State);
    }

    [Fact]
    public void One_success_long_ago_does_not_keep_it_closed()
    {
        for (var i = 0; i < 1000; i++)
        {
            Enter().Success();
        }

        Fail(3);

        Assert.Equal(CircuitState.Open, _breaker.State);
    }

    [Fact]
    public void Neutral_and_abandoned_calls_neither_count_nor_start_anew()
    {
        Fail(2);
        Enter().Neutral();
        Enter().Abandon();
        Enter().Dispose();
        Enter().FirstContent();
        Assert.Equal(2, _breaker.ConsecutiveFailures);

        Fail(1);

        Assert.Equal(CircuitState.Open, _breaker.State);
    }

    [Fact]
    public void Lets_exactly_one_probe_through_after_the_cooldown()
    {
        OpenAndCoolDown();
        Assert.Equal(CircuitState.HalfOpen, _breaker.State);
        Assert.True(_breaker.IsAvailable);

        var probe = Enter();

        Assert.True(probe.IsProbe);
        Assert.False(_breaker.IsAvailable);
        Assert.False(_breaker.TryEnter(out _, out var retryAfter));
        Assert.Equal(TimeSpan.Zero, retryAfter);
        probe.Success();
        Assert.False(Enter().IsProbe);
        Assert.Equal(["Closed>Open", "Open>HalfOpen", "HalfOpen>Closed"], _changes);
    }

    [Fact]
    public void Is_not_half_open_a_tick_before_the_cooldown_has_passed()
    {
        Fail(3);
        _time.Advance(Cooldown - TimeSpan.FromTicks(1));
        Assert.False(_breaker.TryEnter(out _, out _));

        _time.Advance(TimeSpan.FromTicks(1));

        Assert.True(_breaker.TryEnter(out _, out _));
    }

    [Fact]
    public void A_probe_closes_the_circuit_at_its_first_content_not_at_its_end()
    {
        OpenAndCoolDown();
        var probe = Enter();

        probe.FirstContent();

        Assert.Equal(CircuitState.Closed, _breaker.State);
        probe.Failure();
        Assert.Equal(0, _breaker.ConsecutiveFailures);
    }

    [Fact]
    public void A_probe_that_is_refused_closes_the_circuit_for_the_provider_is_there()
    {
        OpenAndCoolDown();

        Enter().Neutral();

        Assert.Equal(CircuitState.Closed, _breaker.State);
        Assert.Equal(0, _breaker.ConsecutiveFailures);
    }

    [Fact]
    public void A_probe_that_fails_opens_the_circuit_for_a_whole_cooldown()
    {
        OpenAndCoolDown();
        var probe = Enter();
        _time.Advance(TimeSpan.FromSeconds(12));

        probe.Failure();

        Assert.Equal(CircuitState.Open, _breaker.State);
        Assert.Equal(Cooldown, _breaker.RetryAfter);
        Assert.Equal(["Closed>Open", "Open>HalfOpen", "HalfOpen>Open"], _changes);
    }

    [Fact]
    public void A_cancelled_probe_frees_its_slot_at_once_without_a_new_cooldown()
    {
        OpenAndCoolDown();

        Enter().Fail(new OperationCanceledException());

        Assert.Equal(CircuitState.HalfOpen, _breaker.State);
        Assert.Equal(TimeSpan.Zero, _breaker.RetryAfter);
        Assert.True(Enter().IsProbe);
    }

    [Fact]
    public void A_probe_that_was_dropped_without_an_end_does_not_hold_its_slot_for_ever()
    {
        OpenAndCoolDown();
        Drop();

        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.True(_breaker.IsAvailable);
        Assert.True(Enter().IsProbe);

        [MethodImpl(MethodImplOptions.NoInlining)]
        void Drop() => Assert.True(Enter().IsProbe);
    }

    [Fact]
    public void Results_of_calls_from_before_the_break_are_ignored()
    {
        CircuitLease[] before = [Enter(), Enter(), Enter(), Enter()];
        Fail(3);
        _time.Advance(TimeSpan.FromSeconds(20));

        before[0].Success();
        before[1].Failure();

        Assert.Equal(TimeSpan.FromSeconds(10), _breaker.RetryAfter);
        _time.Advance(TimeSpan.FromSeconds(10));
        var probe = Enter();
        before[2].Success();
        Assert.False(_breaker.IsAvailable);
        probe.Success();
        before[3].Failure();
        Assert.Equal(0, _breaker.ConsecutiveFailures);
    }

    [Fact]
    public void Only_the_first_result_of_a_lease_counts()
    {
        var lease = Enter();

        lease.Failure();
        lease.Failure();
        lease.Success();
        lease.Dispose();

        Assert.Equal(1, _breaker.ConsecutiveFailures);
    }

    [Fact]
    public void Opened_by_hand_it_stays_open_until_closed_by_hand()
    {
        var before = Enter();
        _breaker.Isolate();
        _time.Advance(TimeSpan.FromDays(1));
        before.Success();

        Assert.Equal(CircuitState.Isolated, _breaker.State);
        Assert.False(_breaker.IsAvailable);
        Assert.False(_breaker.TryEnter(out _, out var retryAfter));
        Assert.Equal(Timeout.InfiniteTimeSpan, retryAfter);

        _breaker.Reset();
        Assert.False(Enter().IsProbe);
        Assert.Equal(["Closed>Isolated", "Isolated>Closed"], _changes);
    }

    [Fact]
    public void Reset_forgets_failures_and_a_probe_under_way()
    {
        Fail(2);
        _breaker.Reset();
        Assert.Equal(0, _breaker.ConsecutiveFailures);
        OpenAndCoolDown();
        var probe = Enter();

        _breaker.Reset();
        probe.Failure();

        Assert.Equal(CircuitState.Closed, _breaker.State);
        Assert.Equal(0, _breaker.ConsecutiveFailures);
    }

    [Fact]
    public void Steps_of_the_wall_clock_change_nothing()
    {
        Fail(3);
        _time.StepWallClock(TimeSpan.FromDays(365));
        Assert.Equal(Cooldown, _breaker.RetryAfter);

        _time.StepWallClock(TimeSpan.FromDays(-3650));
        _time.Advance(Cooldown);

        Assert.True(Enter().IsProbe);
    }

    [Fact]
    public void Handlers_may_use_the_breaker_and_see_the_changes_in_order()
    {
        _breaker.Changed += change =>
        {
            if (change.To is CircuitState.Open)
            {
                // Another thread too: the event is raised outside the lock.
                Assert.Equal(CircuitState.Open, Task.Run(() => _breaker.State).GetAwaiter().GetResult());
                _breaker.Reset();
                // One change at a time: the next is raised when this handler has returned.
                Assert.Equal(["Closed>Open"], _changes);
            }
        };

        Fail(3);

        Assert.Equal(["Closed>Open", "Open>Closed"], _changes);
        Assert.Equal(CircuitState.Closed, _breaker.State);
    }

    [Fact]
    public void A_handler_that_throws_does_not_silence_later_changes()
    {
        var breaker = new CircuitBreaker("openai", 1, Cooldown, _time);
        var seen = new List<CircuitState>();
        breaker.Changed += change =>
        {
            seen.Add(change.To);
            throw new InvalidOperationException();
        };

        Assert.Throws<InvalidOperationException>(breaker.Isolate);
        Assert.Throws<InvalidOperationException>(breaker.Reset);

        Assert.Equal([CircuitState.Isolated, CircuitState.Closed], seen);
    }

    [Fact]
    public void Neither_a_threshold_of_nothing_nor_a_cooldown_below_zero_makes_a_circuit()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CircuitBreaker("openai", 0, Cooldown, _time));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CircuitBreaker("openai", 1, TimeSpan.FromTicks(-1), _time));
    }

    [Fact]
    public void A_copy_of_a_probes_lease_decides_nothing_once_the_probe_is_over()
    {
        OpenAndCoolDown();
        var probe = Enter();
        var copy = probe;
        probe.Abandon();
        var next = Enter();

        copy.Success();

        Assert.False(_breaker.IsAvailable);
        Assert.Equal(CircuitState.HalfOpen, _breaker.State);
        next.Failure();
        Assert.Equal(CircuitState.Open, _breaker.State);
    }

    [Fact]
    public void A_probe_that_fails_counts_among_the_failures_in_a_row()
    {
        OpenAndCoolDown();

        Enter().Failure();

        Assert.Equal(4, _breaker.ConsecutiveFailures);
    }

    [Fact]
    public void The_change_that_a_probe_makes_is_told_when_it_begins()
    {
        OpenAndCoolDown();

        Enter();

        Assert.Equal(["Closed>Open", "Open>HalfOpen"], _changes);
    }

    [Fact]
    public void The_way_through_a_closed_circuit_allocates_nothing()
    {
        Assert.Equal(0, BytesPerCall(() =>
        {
            _breaker.TryEnter(out var lease, out _);
            lease.Success();
        }));
    }

    [Fact]
    public void A_rejection_allocates_nothing()
    {
        Fail(3);

        Assert.Equal(0, BytesPerCall(() => _breaker.TryEnter(out _, out _)));
    }

    // The quietest of several rounds: the runtime allocates now and then for itself.
    private static long BytesPerCall(Action call)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
            {
                call();
            }

            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / 1000);
        }

        return least;
    }

    private CircuitLease Enter()
    {
        Assert.True(_breaker.TryEnter(out var lease, out _));
        return lease;
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Enter().Failure();
        }
    }

    private void OpenAndCoolDown()
    {
        Fail(3);
        _time.Advance(Cooldown);
    }
}
