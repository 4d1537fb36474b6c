using System.Net;
using System.Net.Sockets;

namespace Goshi.Resilience;

public class FailureRulesTests
{
    public static TheoryData<int, string> Statuses => new()
    {
        { 408, "Retry Failure" }, { 409, "Retry Neutral" }, { 429, "Retry Neutral" },
        { 500, "Retry Failure" }, { 502, "Retry Failure" }, { 503, "Retry Failure" }, { 504, "Retry Failure" }, { 529, "Retry Failure" },
        { 401, "FailOver Neutral" }, { 402, "FailOver Neutral" }, { 403, "FailOver Neutral" }, { 404, "FailOver Neutral" },
        { 307, "FailOver Neutral" },
        { 400, "Fatal Neutral" }, { 405, "Fatal Neutral" }, { 413, "Fatal Neutral" }, { 415, "Fatal Neutral" }, { 422, "Fatal Neutral" },
        { 200, "FailOver Neutral" },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public void A_status_decides(int status, string expected)
    {
        var error = Error(status);

        Assert.Equal(expected, $"{FailureRules.Classify(error, isOllama: false)} {FailureRules.BreakerOutcome(error)}");
        Assert.Equal(FailureRules.Classify(error, isOllama: false), FailureRules.Classify(error, isOllama: true));
    }

    [Fact]
    public void Insufficient_quota_fails_over_unless_the_provider_says_when_to_come_back()
    {
        Assert.Equal(Verdict.FailOver, Classify(Error(429, "insufficient_quota")));
        Assert.Equal(Verdict.FailOver, Classify(Error(403, "insufficient_quota")));
        Assert.Equal(Verdict.Retry, Classify(Error(429, "insufficient_quota", TimeSpan.FromSeconds(5))));
        Assert.Equal(CircuitOutcome.Neutral, FailureRules.BreakerOutcome(Error(429, "insufficient_quota")));
    }

    [Fact]
    public void X_should_retry_is_obeyed_both_ways()
    {
        Assert.Equal(Verdict.FailOver, Classify(Error(503, shouldRetry: false)));
        Assert.Equal(Verdict.FailOver, Classify(Error(429, shouldRetry: false)));
        Assert.Equal(Verdict.Fatal, Classify(Error(400, shouldRetry: false)));
        Assert.Equal(Verdict.FailOver, Classify(Error(401, shouldRetry: false)));
        Assert.Equal(Verdict.Retry, Classify(Error(400, shouldRetry: true)));
        Assert.Equal(Verdict.Retry, Classify(Error(429, "insufficient_quota", shouldRetry: true)));
    }

    [Fact]
    public void A_bad_request_never_fails_over_even_when_it_may_be_retried()
    {
        Assert.False(FailureRules.FailsOver(Error(400, shouldRetry: true), isOllama: false));
        Assert.True(FailureRules.FailsOver(Error(503, shouldRetry: false), isOllama: false));
        Assert.True(FailureRules.FailsOver(Error(401), isOllama: false));
        Assert.False(FailureRules.FailsOver(new OperationCanceledException(), isOllama: false));
    }

    [Fact]
    public void Deadlines_are_retried_but_not_Ollamas()
    {
        var error = new DeadlineException("slow", DeadlineKind.FirstToken, "ollama");

        Assert.Equal(Verdict.Retry, FailureRules.Classify(error, isOllama: false));
        Assert.Equal(Verdict.FailOver, FailureRules.Classify(error, isOllama: true));
        Assert.Equal(CircuitOutcome.Failure, FailureRules.BreakerOutcome(error));
    }

    public static TheoryData<Exception, string> Others => new()
    {
        { new ProviderException("refused", "openai") { IsConnectionError = true }, "Retry Failure" },
        { new HttpRequestException("refused"), "Retry Failure" },
        { new IOException("reset"), "Retry Failure" },
        { new SocketException((int)SocketError.ConnectionReset), "Retry Failure" },
        { new StreamInterruptedException("broken", "openai"), "Retry Failure" },
        { new ProviderException("no key", "openai") { IsMissingKey = true }, "FailOver Abandoned" },
        { new CircuitOpenException("open", "openai", TimeSpan.Zero), "FailOver Abandoned" },
        { new BudgetExceededException("spent", "openai"), "Fatal Abandoned" },
        { new ArgumentException("bad"), "Fatal Abandoned" },
        { new NullReferenceException(), "Fatal Abandoned" },
        { new OperationCanceledException(), "Cancelled Abandoned" },
        { new TaskCanceledException(), "Cancelled Abandoned" },
    };

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void A_failure_without_a_status_decides(Exception error, string expected) =>
        Assert.Equal(expected, $"{Classify(error)} {FailureRules.BreakerOutcome(error)}");

    [Theory]
    [InlineData("server_error", "Retry Failure")]
    [InlineData(null, "Retry Failure")]
    [InlineData("502", "Retry Failure")]
    [InlineData("429", "Retry Neutral")]
    [InlineData("1000", "Retry Failure")]
    [InlineData("model_not_found", "FailOver Neutral")]
    [InlineData("rate_limit_exceeded", "Retry Neutral")]
    [InlineData("insufficient_quota", "FailOver Neutral")]
    [InlineData("invalid_request_error", "Fatal Neutral")]
    [InlineData("context_length_exceeded", "Fatal Neutral")]
    [InlineData("content_policy_violation", "Fatal Neutral")]
    [InlineData("rate_limit_error", "Retry Neutral")]
    [InlineData("invalid_api_key", "FailOver Neutral")]
    [InlineData("authentication_error", "FailOver Neutral")]
    [InlineData("399", "Retry Failure")]
    [InlineData("400", "Fatal Neutral")]
    [InlineData("599", "Retry Failure")]
    [InlineData("600", "Retry Failure")]
    public void An_error_event_inside_a_stream_counts_by_its_code(string? code, string expected)
    {
        var error = new ProviderException("error event", "openai") { Code = code };

        Assert.Equal(expected, $"{Classify(error)} {FailureRules.BreakerOutcome(error)}");
    }

    [Theory]
    [InlineData(200, "rate_limit_exceeded", "Retry Neutral")]
    [InlineData(200, "invalid_request_error", "Fatal Neutral")]
    [InlineData(200, "server_error", "Retry Failure")]
    [InlineData(299, "server_error", "Retry Failure")]
    [InlineData(300, "server_error", "FailOver Neutral")]
    [InlineData(400, "server_error", "Fatal Neutral")]
    public void An_error_inside_a_success_counts_by_its_code_and_any_other_by_its_status(int status, string code, string expected)
    {
        var error = Error(status, code);

        Assert.Equal(expected, $"{Classify(error)} {FailureRules.BreakerOutcome(error)}");
    }

    private static Verdict Classify(Exception error) => FailureRules.Classify(error, isOllama: false);

    private static ProviderException Error(int status, string? code = null, TimeSpan? retryAfter = null, bool? shouldRetry = null) =>
        new($"HTTP {status}", "openai")
        {
            StatusCode = (HttpStatusCode)status, Code = code, RetryAfter = retryAfter, ShouldRetry = shouldRetry,
        };
}
