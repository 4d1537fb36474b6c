namespace Goshi.Resilience;

/// <summary>What a call is told that an open circuit rejects.</summary>
/// <remarks>Thread-safe. An outage is when this happens most: whoever is rejected in the same second shares one sentence.</remarks>
internal sealed class CircuitRejections(CircuitBreaker breaker)
{
    private Sentence? _last;

    public CircuitOpenException Of(CallContext call, TimeSpan retryAfter)
    {
        // Rounded up: nobody is told to come too early.
        var wait = retryAfter > TimeSpan.Zero ? TimeSpan.FromSeconds(Math.Ceiling(retryAfter.TotalSeconds)) : retryAfter;
        var failures = breaker.ConsecutiveFailures;
        if (_last is not { } last || last.Wait != wait || last.Failures != failures)
        {
            _last = last = new Sentence(wait, failures, Explain(wait, failures));
        }

        return new CircuitOpenException(last.Text, call.Provider, retryAfter, call.LastFailure);
    }

    private string Explain(TimeSpan wait, int failures)
    {
        var why = wait == Timeout.InfiniteTimeSpan
            ? "its circuit was opened by hand. Close it by hand"
            : wait == TimeSpan.Zero
                ? $"its circuit opened after {failures} failures in a row, and a probe is under way. Try again when it has been answered"
                : $"its circuit opened after {failures} failures in a row. Try again in {Durations.Format(wait)}";
        return $"{breaker.Provider} was not called: {why}, or add a target under llm.fallback in goshi.yaml.";
    }

    private sealed record Sentence(TimeSpan Wait, int Failures, string Text);
}
