using Goshi.Configuration.Rules;

namespace Goshi.Runtime.Tests.Configuration.Rules;

public sealed class SectionTimesTests
{
    [Fact]
    public void Has_the_documented_defaults()
    {
        var openAI = Times();
        var ollama = new SectionTimes(static _ => null, isOllama: true);

        Assert.Equal((10, 60, 120, 60), Seconds(openAI));
        Assert.Equal((10, 60, 600, 600), Seconds(ollama));
        Assert.Equal(TimeSpan.FromSeconds(1), openAI.BackoffMin);
        Assert.Equal(TimeSpan.FromSeconds(60), openAI.BackoffMax);
    }

    [Fact]
    public void Follows_a_written_request_timeout()
    {
        Assert.Equal((5, 10, 120, 10), Seconds(Times(("request_timeout", 10))));
        Assert.Equal((10, 90, 180, 90), Seconds(Times(("request_timeout", 90))));
    }

    [Fact]
    public void Makes_room_in_an_unwritten_request_timeout()
    {
        Assert.Equal((70, 140, 280, 140), Seconds(Times(("connection_timeout", 70))));
        Assert.Equal((10, 40, 40, 40), Seconds(Times(("streaming_timeout", 40))));
        Assert.Equal((50, 55, 55, 55), Seconds(Times(("connection_timeout", 50), ("streaming_timeout", 55))));
    }

    [Fact]
    public void Lets_no_limit_limit_nothing()
    {
        var times = new SectionTimes(static key => key == "streaming_timeout" ? Timeout.InfiniteTimeSpan : null, isOllama: true);

        Assert.Equal(TimeSpan.FromSeconds(60), times.Request);
        Assert.Equal(Timeout.InfiniteTimeSpan, times.FirstToken);
    }

    [Fact]
    public void Follows_the_written_end_of_the_back_off()
    {
        Assert.Equal(TimeSpan.FromSeconds(90), Times(("retry_backoff_min", 90)).BackoffMax);
        Assert.Equal(TimeSpan.FromSeconds(0.5), Times(("retry_backoff_max", 0.5)).BackoffMin);
    }

    [Fact]
    public void Never_contradicts_itself_when_only_one_time_is_written()
    {
        foreach (var key in new[] { "connection_timeout", "request_timeout", "streaming_timeout" })
        {
            foreach (var seconds in new[] { 0.001, 1, 9.9, 10, 59, 60, 61, 120, 121, 700, 2_073_600 })
            {
                var times = Times((key, seconds));
                Assert.True(times.Connection < times.Request, $"{key} {seconds}");
                Assert.True(times.Request <= times.Streaming, $"{key} {seconds}");
            }
        }
    }

    private static (double, double, double, double) Seconds(SectionTimes times) =>
        (times.Connection.TotalSeconds, times.Request.TotalSeconds, times.Streaming.TotalSeconds, times.FirstToken.TotalSeconds);

    private static SectionTimes Times(params (string Key, double Seconds)[] written) => new(
        key => written.Where(item => item.Key == key).Select(item => (object?)TimeSpan.FromSeconds(item.Seconds)).FirstOrDefault(),
        isOllama: false);
}
