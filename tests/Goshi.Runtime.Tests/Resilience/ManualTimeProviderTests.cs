namespace Goshi.Resilience;

public class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Fires_timers_in_the_order_of_their_due_times_each_at_its_own_moment()
    {
        using var late = Timer("late", 3);
        using var early = Timer("early", 1);
        using var alsoEarly = Timer("also early", 1);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["early@1", "also early@1", "late@3"], _fired);
        Assert.Equal(5, _time.GetElapsedTime(0).TotalSeconds);
    }

    [Fact]
    public void Does_not_fire_a_timer_that_is_disposed_or_not_due()
    {
        Timer("disposed", 1).Dispose();
        using var later = Timer("later", 2);

        _time.Advance(TimeSpan.FromSeconds(1.999));

        Assert.Empty(_fired);
        Assert.Equal(TimeSpan.FromMilliseconds(1), _time.NextTimer);
    }

    [Fact]
    public void Fires_a_periodic_timer_and_one_that_a_callback_armed_in_the_same_advance()
    {
        using var periodic = _time.CreateTimer(_ => Note("tick"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        ITimer? nested = null;
        using var outer = _time.CreateTimer(_ => nested = Timer("nested", 1), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(["tick@1", "nested@2", "tick@3"], _fired);
        nested?.Dispose();
    }

    [Fact]
    public async Task Drives_Task_Delay_and_tells_the_waits_that_were_made()
    {
        var work = Work();

        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromHours(2)], await _time.RunAsync(work));
        await work;

        async Task Work()
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _time);
            await Task.Yield();
            await Task.Delay(TimeSpan.FromHours(2), _time);
        }
    }

    [Fact]
    public void A_step_of_the_wall_clock_moves_neither_timestamps_nor_timers()
    {
        using var timer = Timer("timer", 1);

        _time.StepWallClock(TimeSpan.FromDays(-1));

        Assert.Equal(0, _time.GetTimestamp());
        Assert.Equal(new DateTimeOffset(2025, 12, 31, 0, 0, 0, TimeSpan.Zero), _time.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(1), _time.NextTimer);
    }

    private ITimer Timer(string name, double seconds) =>
        _time.CreateTimer(_ => Note(name), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);

    private void Note(string name) => _fired.Add($"{name}@{_time.GetElapsedTime(0).TotalSeconds}");
}
