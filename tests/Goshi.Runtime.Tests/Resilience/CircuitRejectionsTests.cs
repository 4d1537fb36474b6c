namespace Goshi.Resilience;

public class CircuitRejectionsTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly CallContext _call;
    private readonly CircuitBreaker _breaker;
    private readonly CircuitRejections _rejections;

    public CircuitRejectionsTests()
    {
        _call = new CallContext(_time);
        _call.BeginTarget("openai", "gpt-5.4-mini", isOllama: false, TimeSpan.FromSeconds(30), later: null);
        _breaker = new CircuitBreaker("openai", threshold: 2, TimeSpan.FromSeconds(30), _time);
        _rejections = new CircuitRejections(_breaker);
    }

    [Theory]
    [InlineData(30, "Try again in 30s,")]
    [InlineData(4.001, "Try again in 5s,")]
    [InlineData(0.2, "Try again in 1s,")]
    [InlineData(0, "and a probe is under way. Try again when it has been answered,")]
    public void Say_what_happened_and_when_to_come_back(double seconds, string advice)
    {
        Fail(2);
        var retryAfter = TimeSpan.FromSeconds(seconds);

        var error = _rejections.Of(_call, retryAfter);

        Assert.StartsWith("openai was not called: its circuit opened after 2 failures in a row", error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(", or add a target under llm.fallback in goshi.yaml.", error.Message, StringComparison.Ordinal);
        Assert.Equal(("openai", retryAfter), (error.Provider, error.RetryAfter));
    }

    [Fact]
    public void A_circuit_opened_by_hand_is_closed_by_hand()
    {
        var error = _rejections.Of(_call, Timeout.InfiniteTimeSpan);

        Assert.Equal(
            "openai was not called: its circuit was opened by hand. Close it by hand, or add a target under llm.fallback in goshi.yaml.",
            error.Message);
        Assert.Equal(Timeout.InfiniteTimeSpan, error.RetryAfter);
    }

    [Fact]
    public void The_calls_own_last_failure_is_the_cause()
    {
        var failure = new IOException("reset");
        _call.Fail(failure, TimeSpan.Zero);

        Assert.Same(failure, _rejections.Of(_call, TimeSpan.Zero).InnerException);
    }

    [Fact]
    public void Those_of_one_second_share_a_sentence_which_follows_time_and_failures()
    {
        Fail(2);
        var first = Text(4.9);

        Assert.Same(first, Text(4.1));
        Assert.Contains("in 4s", Text(3.5), StringComparison.Ordinal);
        Fail(1);
        Assert.Contains("3 failures", Text(3.5), StringComparison.Ordinal);

        string Text(double seconds) => _rejections.Of(_call, TimeSpan.FromSeconds(seconds)).Message;
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            if (!_breaker.TryEnter(out var lease, out _))
            {
                _time.Advance(_breaker.Cooldown);
                Assert.True(_breaker.TryEnter(out lease, out _));
            }

            lease.Failure();
        }
    }
}
