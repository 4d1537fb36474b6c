namespace Goshi.Resilience;

public class DeadlineSettingsTests
{
    private static readonly DeadlineSettings Settings = new(
        Seconds(60), Seconds(50), Seconds(30), Seconds(120), Seconds(10)) { Provider = "openai", KeyPrefix = "llm.openai" };

    [Fact]
    public void Each_deadline_names_its_key() => Assert.Equal(
        ["llm.openai.connection_timeout", "llm.openai.request_timeout", "llm.openai.first_token_timeout", "llm.openai.stream_idle_timeout", "llm.openai.streaming_timeout"],
        Enum.GetValues<DeadlineKind>().Select(Settings.Key));

    [Fact]
    public void A_scale_lengthens_all_but_connection_and_stream()
    {
        var scaled = Settings.Scale(1.5);

        Assert.Equal(Settings with { Request = Seconds(90), FirstToken = Seconds(75), Idle = Seconds(45) }, scaled);
    }

    [Fact]
    public void A_scale_stops_at_the_streaming_timeout()
    {
        var scaled = Settings.Scale(10);

        Assert.Equal(Settings with { Request = Seconds(120), FirstToken = Seconds(120), Idle = Seconds(120) }, scaled);
    }

    [Fact]
    public void Without_a_streaming_timeout_a_scale_has_no_limit_and_none_stays_none()
    {
        var endless = Settings with { Stream = Timeout.InfiniteTimeSpan, FirstToken = Timeout.InfiniteTimeSpan };

        Assert.Equal(endless with { Request = Seconds(600), Idle = Seconds(300) }, endless.Scale(10));
    }

    [Fact]
    public void A_scale_never_shortens()
    {
        var settings = Settings with { Request = Seconds(300) };

        Assert.Equal(Seconds(300), settings.Scale(1.5).Request);
        Assert.Same(settings, settings.Scale(1));
    }

    [Fact]
    public void There_is_no_deadline_of_an_unknown_kind()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Settings.Limit((DeadlineKind)99));
        Assert.Throws<ArgumentOutOfRangeException>(() => Settings.Key((DeadlineKind)99));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
