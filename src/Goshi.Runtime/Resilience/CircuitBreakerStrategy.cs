using System.Runtime.CompilerServices;
using Polly;

namespace Goshi.Resilience;

/// <summary>
/// Makes each attempt ask the circuit breaker first, and reports the attempt's failure to it and to the call. A success is
/// reported by whoever holds the lease: for a stream, its end is still to come.
/// </summary>
internal sealed class CircuitBreakerStrategy(CircuitBreaker breaker, TimeProvider time) : ResilienceStrategy
{
    // Whoever is rejected in the same second is told the same.
    private Sentence? _last;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        var call = TargetPipeline.CallOf(context);
        if (call.AttemptNumber > 0 && call.IsOverdue)
        {
            // Another target became available during the wait, and the time for this one is up. The failure is on record already.
            return Outcome.FromException<TResult>(call.LastFailure!);
        }

        if (!breaker.TryEnter(out var lease, out var retryAfter))
        {
            var rejection = Rejection(call, retryAfter);
            call.Fail(rejection, TimeSpan.Zero);
            return Outcome.FromException<TResult>(rejection);
        }

        call.BeginAttempt();
        call.Lease = lease;
        var start = time.GetTimestamp();
        Outcome<TResult> outcome;
        try
        {
            outcome = await callback(context, state).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            outcome = Outcome.FromException<TResult>(exception);
        }

        if (outcome.Exception is { } failure)
        {
            lease.Fail(failure);
            call.Fail(failure, time.GetElapsedTime(start));
        }

        return outcome;
    }

    private CircuitOpenException Rejection(CallContext call, TimeSpan retryAfter)
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
