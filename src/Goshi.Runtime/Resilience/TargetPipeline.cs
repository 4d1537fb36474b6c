using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Polly;
using Polly.Retry;

namespace Goshi.Resilience;

/// <summary>Runs attempts at one provider: retried, and guarded by the provider's circuit breaker.</summary>
/// <remarks>Thread-safe; one per provider, as is its breaker. Failures are returned as outcomes, not thrown.</remarks>
internal sealed class TargetPipeline
{
    private static readonly ResiliencePropertyKey<CallContext> Call = new("Goshi.Call");

    // One for each type of result: Polly would convert the outcome at every strategy of a pipeline that takes any.
    private readonly ConcurrentDictionary<Type, object> _pipelines = new();
    private readonly AlarmPool _alarms;
    private readonly CircuitRejections _rejections;
    private readonly RetrySettings _settings;
    private readonly TimeProvider _time;
    private readonly Func<double> _random;
    private readonly Action<RetryEvent>? _onRetry;

    /// <summary>Creates the pipeline.</summary>
    /// <param name="settings">How failed attempts are repeated.</param>
    /// <param name="breaker">The provider's circuit breaker.</param>
    /// <param name="time">Drives the waits.</param>
    /// <param name="random">Uniformly random numbers from 0 to 1, for the waits; null: the shared generator.</param>
    /// <param name="onRetry">Told of each retry before its wait.</param>
    /// <param name="reusesAlarms">False: handlers of the application's own see the attempts' tokens, and may keep them.</param>
    public TargetPipeline(
        RetrySettings settings, CircuitBreaker breaker, TimeProvider time, Func<double>? random = null, Action<RetryEvent>? onRetry = null,
        bool reusesAlarms = true)
    {
        Breaker = breaker;
        _alarms = new AlarmPool(time, reusesAlarms);
        _rejections = new CircuitRejections(breaker);
        _settings = settings;
        _time = time;
        _random = random ?? Random.Shared.NextDouble;
        _onRetry = onRetry;
    }

    /// <summary>The provider's circuit breaker.</summary>
    public CircuitBreaker Breaker { get; }

    /// <summary>Runs attempts until one succeeds or no further one is to be made at this target.</summary>
    /// <param name="attempt">
    /// One attempt. It returns its failure as an outcome (throwing is slower, but caught), translated by
    /// <see cref="Deadlines.Translate"/>; after a success it finishes <see cref="AttemptContext.Lease"/>.
    /// </param>
    /// <param name="call">The call, at this target since <see cref="CallContext.BeginTarget"/>.</param>
    /// <param name="state">Passed to <paramref name="attempt"/>, so that it can be static.</param>
    /// <param name="cancellationToken">The caller's cancellation; ends a wait at once.</param>
    /// <returns>
    /// The result, or the last failure with <see cref="GoshiException.Attempts"/> filled; after the caller's cancellation an
    /// <see cref="OperationCanceledException"/> with the caller's token.
    /// </returns>
    public ValueTask<Outcome<T>> ExecuteAsync<T, TState>(
        Func<AttemptContext, TState, ValueTask<Outcome<T>>> attempt, CallContext call, TState state, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromResult(Outcome.FromException<T>(new OperationCanceledException(cancellationToken)))
            : AttemptAsync(attempt, call, state, isFirst: true, cancellationToken);

    /// <summary>
    /// The error of a call that the circuit would reject now, on record already; null: it may try. Asked first, it saves the
    /// call all that an attempt needs.
    /// </summary>
    public CircuitOpenException? Reject(CallContext call)
    {
        if (Breaker.IsAvailable)
        {
            return null;
        }

        var rejection = _rejections.Of(call, Breaker.RetryAfter);
        call.Fail(rejection, TimeSpan.Zero);
        rejection.Attempts = [.. call.Attempts];
        return rejection;
    }

    /// <summary>What is left to do after a first attempt that failed.</summary>
    private async ValueTask<Outcome<T>> FollowUpAsync<T, TState>(
        Outcome<T> outcome, Func<AttemptContext, TState, ValueTask<Outcome<T>>> attempt, CallContext call, TState state, CancellationToken cancellationToken)
    {
        if (_settings.MaxRetries > 0 && IsWorthARetry(outcome.Exception!, call))
        {
            outcome = await RetryAsync(outcome, attempt, call, state, cancellationToken).ConfigureAwait(false);
        }

        // A failure that stays what it is keeps its outcome: making one takes a snapshot of the exception.
        return outcome.Exception is { } failure && Finish(failure, call, cancellationToken) is var final && final != failure
            ? Outcome.FromException<T>(final)
            : outcome;
    }

    /// <summary>Has Polly repeat a failed attempt: its first execution is the failure that it is given.</summary>
    private async ValueTask<Outcome<T>> RetryAsync<T, TState>(
        Outcome<T> failed, Func<AttemptContext, TState, ValueTask<Outcome<T>>> attempt, CallContext call, TState state, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(Call, call);
        var isFirst = true;
        try
        {
            return await PipelineFor<T>().ExecuteOutcomeAsync(
                (context, state) =>
                {
                    var given = isFirst;
                    isFirst = false;
                    return given ? ValueTask.FromResult(failed) : AttemptAsync(attempt, call, state, isFirst: false, context.CancellationToken);
                },
                context,
                state).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>
    /// One attempt, if the circuit lets it through. Its failure is reported to the breaker and to the call; its success is
    /// reported by whoever holds the lease: for a stream, its end is still to come.
    /// </summary>
    /// <remarks>
    /// Nearly every call ends with its first attempt: it passes through this method alone, and has no need of what it takes to
    /// repeat it.
    /// </remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome<T>> AttemptAsync<T, TState>(
        Func<AttemptContext, TState, ValueTask<Outcome<T>>> attempt, CallContext call, TState state, bool isFirst, CancellationToken cancellationToken)
    {
        Outcome<T> outcome;
        if (Refusal(call) is { } refusal)
        {
            outcome = Outcome.FromException<T>(refusal);
        }
        else
        {
            call.BeginAttempt();
            var start = _time.GetTimestamp();
            try
            {
                outcome = await attempt(new AttemptContext(call, _alarms, cancellationToken), state).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                outcome = Outcome.FromException<T>(exception);
            }

            if (outcome.Exception is { } failure)
            {
                call.Lease.Fail(failure);
                call.Fail(failure, _time.GetElapsedTime(start));
            }
        }

        return isFirst && outcome.Exception is not null
            ? await FollowUpAsync(outcome, attempt, call, state, cancellationToken).ConfigureAwait(false)
            : outcome;
    }

    /// <summary>Why no attempt is to be made now, on record already; null: it may be made, and holds a lease.</summary>
    private Exception? Refusal(CallContext call)
    {
        if (call.AttemptNumber > 0 && call.IsOverdue)
        {
            // Another target became available during the wait, and the time for this one is up.
            return call.LastFailure;
        }

        // Asked by each attempt, not only the first: the circuit may open while a call still retries, and stops it then.
        if (Breaker.TryEnter(out call.Lease, out var retryAfter))
        {
            return null;
        }

        var rejection = _rejections.Of(call, retryAfter);
        call.Fail(rejection, TimeSpan.Zero);
        return rejection;
    }

    private ResiliencePipeline<T> PipelineFor<T>() =>
        (ResiliencePipeline<T>)_pipelines.GetOrAdd(typeof(T), static (_, self) => self.Build<T>(), this);

    // No telemetry listener: retries and circuits are reported in Goshi's own terms, once.
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification =
        "Polly validates the options by their data annotations; ours have no member beyond the base class's.")]
    [UnconditionalSuppressMessage("Trimming", "IL2091", Justification = "Polly passes the result on; it does not look into it.")]
    private ResiliencePipeline<T> Build<T>() =>
        new ResiliencePipelineBuilder<T> { TimeProvider = _time }.AddRetry(RetryOptions<T>()).Build();

    private RetryStrategyOptions<T> RetryOptions<T>() => new()
    {
        MaxRetryAttempts = _settings.MaxRetries,
        ShouldHandle = args => ValueTask.FromResult(
            args.Outcome.Exception is { } failure && ShouldRetry(failure, CallOf(args.Context))),
        // Polly asks for the wait after it has asked whether to retry; the answer to that depended on the wait.
        DelayGenerator = static args => ValueTask.FromResult<TimeSpan?>(CallOf(args.Context).NextDelay),
        OnRetry = args =>
        {
            var call = CallOf(args.Context);
            call.Waits();
            _onRetry?.Invoke(new RetryEvent(call.Provider, call.Model, args.AttemptNumber + 1, args.RetryDelay, args.Outcome.Exception!));
            return default;
        },
    };

    private static CallContext CallOf(ResilienceContext context) => context.Properties.GetValue(Call, null!);

    private static bool IsWorthARetry(Exception failure, CallContext call) =>
        FailureRules.Classify(failure, call.IsOllama) is Verdict.Retry;

    private bool ShouldRetry(Exception failure, CallContext call)
    {
        if (!IsWorthARetry(failure, call))
        {
            return false;
        }

        // A target that nobody asked for is skipped when nothing answers there.
        if (call.IsOptional && failure is ProviderException { IsConnectionError: true })
        {
            return false;
        }

        var delay = Backoff.Delay(call.AttemptNumber, _settings.BackoffMin, _settings.BackoffMax, _random());
        if ((failure as ProviderException)?.RetryAfter is { } told && told > delay)
        {
            delay = told;
        }

        // The circuit opened by this failure, or another's: to wait for an attempt that it would reject is a waste of time.
        var isRejected = Breaker.RetryAfter is var open && (open == Timeout.InfiniteTimeSpan || open > delay);
        if (isRejected || (!Breaker.IsAvailable && call.HasAlternative) || !call.MayWait(delay, _settings.BackoffMax))
        {
            return false;
        }

        // Task.Delay cuts off fractions of a millisecond: rounded up, a Retry-After is never undercut.
        call.NextDelay = TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds));
        return true;
    }

    /// <summary>A caller who has gone does not want another target either, whatever the attempt died of: that is a cancellation.</summary>
    public static Exception OrCancelled(Exception failure, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested || (failure is OperationCanceledException cancelled && cancelled.CancellationToken == cancellationToken)
            ? failure
            : new OperationCanceledException("The call was cancelled by its caller.", failure, cancellationToken);

    private static Exception Finish(Exception failure, CallContext call, CancellationToken cancellationToken)
    {
        var final = OrCancelled(failure, cancellationToken);
        if (final is GoshiException known)
        {
            known.Attempts = call.Attempts.ToArray();
        }

        return final;
    }
}
