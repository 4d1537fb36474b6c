using Goshi.Configuration.Rules;

namespace Goshi.Runtime.Tests.Configuration.Rules;

public sealed class CrossRulesTests
{
    [Fact]
    public void Finds_nothing_in_a_section_that_writes_nothing()
    {
        Assert.Empty(Section([]));
        Assert.Empty(Section([], isOllama: true));
    }

    [Theory]
    [InlineData("connection_timeout", 60, "request_timeout", 60, "connection_timeout (60s) must be shorter than request_timeout (60s)")]
    [InlineData("connection_timeout", 60, "streaming_timeout", 30, "connection_timeout (60s) must be shorter than streaming_timeout (30s)")]
    [InlineData("request_timeout", 121, "streaming_timeout", 120, "request_timeout (121s) must not be longer than streaming_timeout (120s)")]
    [InlineData("retry_backoff_min", 2, "retry_backoff_max", 1.5, "retry_backoff_min (2s) must not be longer than retry_backoff_max (1.5s)")]
    public void Refuses_times_that_contradict_each_other(string key, double time, string otherKey, double other, string message)
    {
        var finding = Section([(key, Seconds(time)), (otherKey, Seconds(other))]).Single(static finding => finding.IsError);

        Assert.Equal(CrossRule.ContradictingValues, finding.Rule);
        Assert.Equal(key, finding.Key);
        Assert.Equal(message, finding.Message);
    }

    [Theory]
    [InlineData("connection_timeout", 70)]
    [InlineData("streaming_timeout", 5)]
    [InlineData("retry_backoff_min", 70)]
    [InlineData("retry_backoff_max", 0.1)]
    public void Lets_unwritten_times_follow(string key, double time) => Assert.DoesNotContain(Section([(key, Seconds(time))]), static f => f.IsError);

    [Fact]
    public void Allows_equal_times_where_equal_is_allowed()
    {
        Assert.Empty(Section([("request_timeout", Seconds(60)), ("streaming_timeout", Seconds(60))]));
        Assert.Empty(Section([("retry_backoff_min", Seconds(2)), ("retry_backoff_max", Seconds(2))]));
        Assert.Empty(Section([("request_timeout", Seconds(90)), ("streaming_timeout", Timeout.InfiniteTimeSpan)]));
    }

    [Fact]
    public void Finds_a_mistake_in_the_section_that_writes_half_of_it()
    {
        (string, object)[] llm = [("request_timeout", Seconds(60))];

        var finding = Assert.Single(Section([("connection_timeout", Seconds(60))], inherited: llm));
        Assert.Equal("connection_timeout", finding.Key);
        Assert.Equal("request_timeout", Assert.Single(Section(llm, inherited: [("connection_timeout", Seconds(60))])).Key);
        Assert.Empty(Section([], inherited: [("connection_timeout", Seconds(60)), .. llm]));
    }

    [Fact]
    public void Does_not_hold_an_inherited_request_timeout_against_ollama()
    {
        Assert.Empty(Section([("streaming_timeout", Seconds(30))], inherited: [("request_timeout", Seconds(60))], isOllama: true));
    }

    [Fact]
    public void Refuses_both_names_of_the_token_limit()
    {
        var finding = Assert.Single(Section([("max_tokens", 1), ("max_completion_tokens", 1)]));

        Assert.Equal(CrossRule.TwoTokenLimits, finding.Rule);
        Assert.Empty(Section([("max_tokens", 1)], inherited: [("max_completion_tokens", 1)]));
    }

    [Fact]
    public void Warns_of_a_circuit_that_one_call_opens()
    {
        var finding = Assert.Single(Section([("circuit_breaker_threshold", 3)]));

        Assert.False(finding.IsError);
        Assert.Equal(CrossRule.CircuitOpensInsideACall, finding.Rule);
        Assert.Equal("circuit_breaker_threshold (3) is not more than max_retries (3), so one failing call opens the circuit by itself", finding.Message);
        Assert.Equal("max_retries", Assert.Single(Section([("max_retries", 5)])).Key);
        Assert.Empty(Section([("max_retries", 4)]));
    }

    [Fact]
    public void Warns_of_a_slow_recovery()
    {
        var finding = Assert.Single(Section([("circuit_breaker_cooldown", Seconds(59)), ("request_timeout", Seconds(62))]));

        Assert.Equal(CrossRule.SlowRecovery, finding.Rule);
        Assert.Equal("circuit_breaker_cooldown", finding.Key);
        Assert.Empty(Section([("circuit_breaker_cooldown", Seconds(59)), ("request_timeout", Seconds(61))]));
        Assert.Equal("first_token_timeout", Assert.Single(Section([("first_token_timeout", Seconds(91))])).Key);
        Assert.Empty(Section([("circuit_breaker_cooldown", Seconds(59))], isOllama: true));
    }

    [Fact]
    public void Warns_of_two_ports()
    {
        Assert.Equal(CrossRule.LocalAddressConflict, CrossRules.LocalPorts("http://host:1", 2)!.Rule);
        Assert.Null(CrossRules.LocalPorts("http://host:1", 1));
        Assert.Null(CrossRules.LocalPorts("http://host", 2));
        Assert.Null(CrossRules.LocalPorts(null, 2));
    }

    [Theory]
    [InlineData("http://host/v1", "KEY", true)]
    [InlineData("https://host/v1", "KEY", false)]
    [InlineData("http://127.0.0.1:8000", "KEY", false)]
    [InlineData("http://[::1]:8000", "KEY", false)]
    [InlineData("http://localhost:8000", "KEY", false)]
    [InlineData("http://host/v1", null, false)]
    public void Warns_of_a_key_in_the_clear(string baseUrl, string? variable, bool warns) =>
        Assert.Equal(warns, CrossRules.Unencrypted(baseUrl, variable) is not null);

    [Fact]
    public void Warns_of_a_limit_that_can_be_overshot()
    {
        Assert.NotNull(CrossRules.Overshoot(estimates: false, "llm.max_cost_per_session"));
        Assert.Null(CrossRules.Overshoot(estimates: false, null));
        Assert.Null(CrossRules.Overshoot(estimates: true, "llm.max_cost_per_session"));
    }

    private static object Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static IReadOnlyList<RuleFinding> Section(
        (string Key, object Value)[] own,
        (string Key, object Value)[]? inherited = null,
        bool isOllama = false)
    {
        return CrossRules.Section(key => Find(own, key), key => Find(own, key) ?? Find(inherited ?? [], key), isOllama);

        static object? Find((string Key, object Value)[] values, string key) =>
            values.Where(item => item.Key == key).Select(static item => item.Value).FirstOrDefault();
    }
}
