using System.Runtime.CompilerServices;

namespace Goshi.Resilience;

public class AlarmPoolTests
{
    private static readonly DeadlineSettings Settings = new(
        Request: Seconds(60), FirstToken: Seconds(50), Idle: Seconds(30), Stream: Seconds(120), Connection: Seconds(10))
    {
        Provider = "openai", KeyPrefix = "llm.openai",
    };

    private readonly ManualTimeProvider _time = new();
    private readonly AlarmPool _alarms;

    public AlarmPoolTests() => _alarms = new AlarmPool(_time);

    [Fact]
    public void An_attempt_that_succeeded_leaves_its_alarm_to_the_next_disarmed()
    {
        var first = Begin();
        first.Complete();
        Assert.Equal(0, _time.ArmedTimers);

        using var second = Begin();

        Assert.Equal(first.Token, second.Token);
        Assert.Equal(1, _time.ArmedTimers);
        _time.Advance(Seconds(60));
        Assert.Null(first.Expired);
        Assert.Equal(DeadlineKind.Request, second.Expired!.Deadline);
    }

    [Fact]
    public void An_attempt_that_failed_keeps_its_alarm()
    {
        var first = Begin();
        first.Dispose();

        using var second = Begin();

        Assert.NotEqual(first.Token, second.Token);
    }

    [Fact]
    public void An_alarm_that_went_off_serves_nobody_else()
    {
        var first = Begin();
        _time.Advance(Seconds(60));
        first.Complete();

        using var second = Begin();

        Assert.True(first.Token.IsCancellationRequested);
        Assert.False(second.Token.IsCancellationRequested);
    }

    [Fact]
    public void An_attempt_whose_caller_cancelled_at_its_end_keeps_its_alarm()
    {
        using var caller = new CancellationTokenSource();
        var first = Begin(caller.Token);
        caller.Cancel();
        first.Complete();

        using var second = Begin();

        Assert.True(first.Token.IsCancellationRequested);
        Assert.False(second.Token.IsCancellationRequested);
    }

    [Fact]
    public void A_caller_that_cancels_after_the_end_reaches_nobody()
    {
        using var caller = new CancellationTokenSource();
        Begin(caller.Token).Complete();
        using var next = Begin();

        caller.Cancel();

        Assert.False(next.Token.IsCancellationRequested);
    }

    [Fact]
    public void Ending_twice_gives_the_alarm_back_once()
    {
        var first = Begin();
        first.Complete();
        using var second = Begin();
        first.Complete();
        first.Dispose();

        using var third = Begin();

        Assert.NotEqual(second.Token, third.Token);
        _time.Advance(Seconds(60));
        Assert.NotNull(second.Expired);
        Assert.NotNull(third.Expired);
    }

    [Fact]
    public void What_registered_with_an_attempt_is_not_told_of_the_next()
    {
        var told = false;
        var first = Begin();
        first.Token.Register(() => told = true);
        first.Complete();
        using var second = Begin();

        _time.Advance(Seconds(60));

        Assert.NotNull(second.Expired);
        Assert.False(told);
    }

    [Fact]
    public void Where_the_application_has_handlers_no_alarm_serves_twice()
    {
        var alarms = new AlarmPool(_time, reuses: false);
        var first = new Deadlines(alarms, default, Settings);
        first.StartRequest();
        first.Complete();
        Assert.Equal(0, _time.ArmedTimers);

        using var second = new Deadlines(alarms, default, Settings);

        Assert.NotEqual(first.Token, second.Token);
    }

    [Fact]
    public void Deadlines_that_are_met_allocate_no_timer_and_no_source()
    {
        Begin().Complete();
        var least = long.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var deadlines = new Deadlines(_alarms, default, Settings);
            deadlines.Complete();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(least, 1, 160); // the deadlines themselves
    }

    [Fact]
    public void Keeps_256_alarms_and_no_more()
    {
        var many = Enumerable.Range(0, 300).Select(_ => Begin()).ToList();
        var tokens = many.Select(static deadlines => deadlines.Token).ToHashSet();
        many.ForEach(static deadlines => deadlines.Complete());

        var again = Enumerable.Range(0, 300).Select(_ => Begin()).ToList();

        Assert.Equal(256, again.Count(deadlines => tokens.Contains(deadlines.Token)));
        again.ForEach(static deadlines => deadlines.Dispose());
    }

    [Fact]
    public void A_caller_that_lives_on_keeps_nothing_of_an_attempt_that_ended()
    {
        using var caller = new CancellationTokenSource();
        var (alarm, deadlines) = Serve(caller.Token);

        GC.Collect();

        Assert.False(alarm.IsAlive);
        Assert.False(deadlines.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        (WeakReference Alarm, WeakReference Deadlines) Serve(CancellationToken token)
        {
            var alarms = new AlarmPool(_time);
            var alarm = alarms.Rent();
            alarms.Return(alarm);
            var deadlines = new Deadlines(alarms, token, Settings);
            deadlines.StartRequest();
            deadlines.Dispose();
            return (new WeakReference(alarm), new WeakReference(deadlines));
        }
    }

    [Fact]
    public void An_alarm_that_rests_keeps_nothing_of_the_attempt_that_it_served()
    {
        var deadlines = Serve();

        GC.Collect();

        Assert.False(deadlines.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        WeakReference Serve()
        {
            var deadlines = Begin();
            deadlines.Complete();
            return new WeakReference(deadlines);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_flows_with_the_call_that_made_an_alarm_does_not_flow_with_the_alarm(bool isSuppressed)
    {
        var flowing = new AsyncLocal<string?>();
        var seen = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Deadlines deadlines;
        flowing.Value = "the call's";
        using (isSuppressed ? ExecutionContext.SuppressFlow() : default(IDisposable))
        {
            deadlines = new Deadlines(new AlarmPool(TimeProvider.System), default, Settings with { Request = TimeSpan.Zero });
        }

        deadlines.Token.UnsafeRegister(_ => seen.SetResult(flowing.Value), null);
        deadlines.StartRequest();

        Assert.Null(await seen.Task);
        Assert.NotNull(deadlines.Expired);
        deadlines.Dispose();
    }

    private Deadlines Begin(CancellationToken caller = default)
    {
        var deadlines = new Deadlines(_alarms, caller, Settings);
        deadlines.StartRequest();
        return deadlines;
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
