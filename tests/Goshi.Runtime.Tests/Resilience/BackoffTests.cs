namespace Goshi.Resilience;

public class BackoffTests
{
    private static readonly TimeSpan Min = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 8)]
    [InlineData(6, 60)]
    [InlineData(10, 60)]
    [InlineData(2000, 60)]
    public void Spans_from_the_minimum_to_the_doubled_minimum_but_not_beyond_the_maximum(int retry, int upperSeconds)
    {
        Assert.Equal(Min, Backoff.Delay(retry, Min, Max, 0));
        Assert.Equal(TimeSpan.FromSeconds(upperSeconds), Backoff.Delay(retry, Min, Max, 1));
        Assert.Equal((Min + TimeSpan.FromSeconds(upperSeconds)) / 2, Backoff.Delay(retry, Min, Max, 0.5));
    }

    [Fact]
    public void Is_spread_evenly_over_its_span()
    {
        var random = new Random(1);
        var tenths = new int[10];
        for (var i = 0; i < 10_000; i++)
        {
            var delay = Backoff.Delay(3, Min, Max, random.NextDouble());
            Assert.InRange(delay, Min, TimeSpan.FromSeconds(8));
            tenths[(int)((delay - Min) / TimeSpan.FromSeconds(7) * 10)]++;
        }

        Assert.All(tenths, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Ten_thousand_clients_that_failed_together_do_not_come_back_together()
    {
        const int Clients = 10_000;
        var random = new Random(7);
        for (var retry = 6; retry <= 10; retry++)
        {
            // The worst case: all of them fail at the same moment, so that only the delay of this one retry spreads them.
            var arrivals = Enumerable.Range(0, Clients).Select(_ => Backoff.Delay(retry, Min, Max, random.NextDouble())).Order().ToArray();
            var busiest = 0;
            for (int first = 0, last = 0; last < Clients; last++)
            {
                while (arrivals[last] - arrivals[first] >= TimeSpan.FromMilliseconds(100))
                {
                    first++;
                }

                busiest = Math.Max(busiest, last - first + 1);
            }

            Assert.InRange(busiest, 1, Clients * 2 / 100);
            Assert.All(arrivals, static delay => Assert.InRange(delay, Min, Max));
        }
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(2, 4)]
    public void A_source_of_numbers_beyond_its_range_leaves_the_wait_in_its_own(double random, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.Delay(2, Min, Max, random));

    [Fact]
    public void A_maximum_below_the_minimum_does_not_shorten_it() => Assert.Equal(Max, Backoff.Delay(1, Max, Min, 0.5));

    [Fact]
    public void There_is_no_wait_before_the_first_retry() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Backoff.Delay(0, Min, Max, 0));

    [Fact]
    public void Equal_bounds_leave_no_choice() => Assert.Equal(Min, Backoff.Delay(5, Min, Min, 0.7));

    [Fact]
    public void Very_long_bounds_do_not_overflow() =>
        Assert.InRange(Backoff.Delay(10, TimeSpan.FromDays(10_000), TimeSpan.FromDays(10_000_000), 0.999), TimeSpan.FromDays(10_000), TimeSpan.FromDays(10_000_000));
}
