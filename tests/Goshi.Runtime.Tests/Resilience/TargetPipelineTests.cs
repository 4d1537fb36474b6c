using System.Net;
using Polly;

namespace Goshi.Resilience;

public class TargetPipelineTests : ILaterTargets
{
    private static readonly RetrySettings Settings = new(MaxRetries: 3, BackoffMin: Seconds(1), BackoffMax: Seconds(60));

    private readonly ManualTimeProvider _time = new();
    private readonly CallContext _call;
    private readonly List<RetryEvent> _retries = [];
    private CircuitBreaker _breaker;
    private bool _hasAlternative;
    private int _sent;

    public TargetPipelineTests()
    {
        _breaker = new CircuitBreaker("openai", threshold: 100, Seconds(30), _time);
        _call = new CallContext(_time);
        Begin();
    }

    bool ILaterTargets.AnyIsAvailable() => _hasAlternative;

    [Fact]
    public async Task A_success_is_one_attempt_whose_lease_belongs_to_it()
    {
        var outcome = await Pipeline().ExecuteAsync(
            static (attempt, answer) => ValueTask.FromResult(Outcome.FromResult(answer + attempt.Number)),
            _call, "answer ", CancellationToken.None);

        Assert.Equal("answer 1", outcome.Result);
        Assert.Empty(_call.Attempts);
        _call.Lease.Failure();
        Assert.Equal(1, _breaker.ConsecutiveFailures);
    }

    [Fact]
    public async Task Retries_as_often_as_told_with_growing_waits_and_then_returns_the_last_failure()
    {
        var (outcome, waits) = await Run(Pipeline(random: 0.5), _ => Error(503));

        Assert.Equal(4, _sent);
        Assert.Equal([Seconds(1.5), Seconds(2.5), Seconds(4.5)], waits);
        var error = Assert.IsType<ProviderException>(outcome.Exception);
        Assert.Equal(4, error.Attempts.Count);
        Assert.All(error.Attempts, attempt => Assert.Equal(("openai", "gpt-5.4-mini", 503), (attempt.Provider, attempt.Model, attempt.StatusCode)));
        Assert.Equal([1, 2, 3], _retries.Select(static retry => retry.Retry));
        Assert.Equal(waits, _retries.Select(static retry => retry.Delay));
        Assert.All(_retries, static retry => Assert.IsType<ProviderException>(retry.Reason));
        Assert.Equal(4, _breaker.ConsecutiveFailures);
    }

    [Fact]
    public async Task Without_retries_there_is_one_attempt()
    {
        var (outcome, waits) = await Run(Pipeline(Settings with { MaxRetries = 0 }), _ => Error(503));

        Assert.IsType<ProviderException>(outcome.Exception);
        Assert.Equal(1, _sent);
        Assert.Empty(waits);
        Assert.Single(_call.Attempts);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task What_a_retry_cannot_mend_is_not_retried(int status)
    {
        var (outcome, _) = await Run(Pipeline(), _ => Error(status));

        Assert.Equal((HttpStatusCode)status, Assert.IsType<ProviderException>(outcome.Exception).StatusCode);
        Assert.Equal(1, _sent);
        Assert.Equal(0, _breaker.ConsecutiveFailures);
    }

    [Fact]
    public async Task A_failure_that_is_thrown_counts_as_one_that_is_returned()
    {
        var sent = 0;
        var run = Pipeline().ExecuteAsync<string, int>(
            (_, _) => ++sent == 1 ? throw new IOException("reset") : ValueTask.FromResult(Outcome.FromResult("answer")),
            _call, 0, CancellationToken.None).AsTask();

        await _time.RunAsync(run);

        Assert.Equal("answer", (await run).Result);
        Assert.Single(_call.Attempts);
        Assert.Equal(1, _breaker.ConsecutiveFailures);
    }

    [Theory]
    [InlineData(7.00004, 7001)]
    [InlineData(1.6, 1600)]
    [InlineData(60, 60_000)]
    public async Task Retry_After_is_never_undercut(double seconds, double waitedMilliseconds)
    {
        var (_, waits) = await Run(Pipeline(), _ => _sent == 1 ? Error(429, Seconds(seconds)) : null);

        Assert.Equal([TimeSpan.FromMilliseconds(waitedMilliseconds)], waits);
    }

    [Fact]
    public async Task A_Retry_After_below_the_back_off_does_not_shorten_it()
    {
        var (_, waits) = await Run(Pipeline(random: 1), _ => _sent == 1 ? Error(429, Seconds(0)) : null);

        Assert.Equal([Seconds(2)], waits);
    }

    [Fact]
    public async Task A_Retry_After_beyond_the_longest_wait_is_thrown_at_once_with_its_value()
    {
        var (outcome, waits) = await Run(Pipeline(), _ => Error(429, Seconds(61)));

        Assert.Empty(waits);
        Assert.Equal(1, _sent);
        Assert.Equal(Seconds(61), Assert.IsType<ProviderException>(outcome.Exception).RetryAfter);
    }

    [Fact]
    public async Task A_wait_that_leaves_no_time_here_moves_the_call_on_when_another_target_can_answer()
    {
        _hasAlternative = true;

        var (_, waits) = await Run(Pipeline(), _ => Error(429, Seconds(30)));

        Assert.Empty(waits);
        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task The_same_wait_is_made_when_no_other_target_can_answer()
    {
        var (_, waits) = await Run(Pipeline(), _ => _sent == 1 ? Error(429, Seconds(30)) : null);

        Assert.Equal([Seconds(30)], waits);
    }

    [Fact]
    public async Task Once_failover_after_has_gone_no_attempt_is_begun_while_another_target_can_answer()
    {
        _hasAlternative = true;

        var (_, waits) = await Run(Pipeline(random: 0), _ =>
        {
            _time.Advance(Seconds(14.4));
            return Error(503);
        });

        // 14.4 s, wait 1 s, 14.4 s: 29.8 s have gone, and a wait of 1 s would end after 30 s.
        Assert.Equal([Seconds(1)], waits);
        Assert.Equal(2, _sent);
    }

    [Fact]
    public async Task A_target_that_comes_back_during_a_wait_ends_the_stay_when_the_time_is_up()
    {
        var run = Start(Pipeline(), _ => Error(429, Seconds(40)));
        await _time.WaitForTimersAsync();
        _hasAlternative = true;

        await _time.RunAsync(run);

        Assert.Equal(1, _sent);
        Assert.IsType<ProviderException>((await run).Exception);
        Assert.Single(_call.Attempts);
    }

    [Fact]
    public async Task The_circuit_that_opens_between_retries_ends_the_call_without_another_wait()
    {
        _breaker = new CircuitBreaker("openai", threshold: 2, Seconds(30), _time);

        var (outcome, waits) = await Run(Pipeline(random: 0), _ => Error(503));

        Assert.Equal(2, _sent);
        Assert.Equal([Seconds(1)], waits);
        var failure = Assert.IsType<ProviderException>(outcome.Exception);
        Assert.Equal(2, failure.Attempts.Count);
        Assert.Equal(CircuitState.Open, _breaker.State);
    }

    [Fact]
    public async Task A_circuit_that_is_due_for_its_probe_by_then_is_waited_for_where_nobody_else_can_answer()
    {
        _breaker = new CircuitBreaker("openai", threshold: 1, Seconds(1), _time);

        var (outcome, waits) = await Run(Pipeline(random: 1), attempt => attempt.Number == 1 ? Error(503) : null);

        Assert.Null(outcome.Exception);
        Assert.Single(waits);
    }

    [Fact]
    public async Task A_rejection_is_immediate_and_never_retried()
    {
        _breaker.Isolate();

        var (outcome, waits) = await Run(Pipeline(), _ => null);

        Assert.IsType<CircuitOpenException>(outcome.Exception);
        Assert.Empty(waits);
        Assert.Equal(0, _sent);
        Assert.Equal(TimeSpan.Zero, Assert.Single(_call.Attempts).Duration);
    }

    [Fact]
    public async Task A_circuit_that_is_due_at_the_very_end_of_the_wait_is_waited_for()
    {
        _breaker = new CircuitBreaker("openai", threshold: 1, Seconds(2), _time);

        var (outcome, waits) = await Run(Pipeline(random: 1), attempt => attempt.Number == 1 ? Error(503) : null);

        Assert.Null(outcome.Exception);
        Assert.Equal([Seconds(2)], waits);
    }

    [Fact]
    public async Task An_open_circuit_is_not_waited_for_where_another_target_can_answer()
    {
        _hasAlternative = true;
        _breaker = new CircuitBreaker("openai", threshold: 1, Seconds(1), _time);

        var (_, waits) = await Run(Pipeline(random: 1), _ => Error(503));

        Assert.Empty(waits);
        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task A_circuit_opened_by_hand_during_an_attempt_ends_the_call_without_a_wait()
    {
        var (outcome, waits) = await Run(Pipeline(), _ =>
        {
            _breaker.Isolate();
            return Error(503);
        });

        Assert.IsType<ProviderException>(outcome.Exception);
        Assert.Empty(waits);
    }

    [Theory]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 4)]
    [InlineData(false, true, 4)]
    public async Task Nothing_that_listens_at_a_target_that_nobody_asked_for_is_no_failure_to_repeat(bool isOptional, bool isConnectionError, int sent)
    {
        _call.BeginTarget("ollama", "llama3.1:8b", isOllama: true, Seconds(30), later: null, isOptional);

        await Run(Pipeline(), _ => new ProviderException("refused", "ollama") { IsConnectionError = isConnectionError });

        Assert.Equal(sent, _sent);
    }

    [Fact]
    public void A_call_that_the_circuit_would_reject_is_told_before_its_attempt_and_has_it_on_record()
    {
        var pipeline = Pipeline();
        Assert.Null(pipeline.Reject(_call));
        Assert.Empty(_call.Attempts);
        _breaker.Isolate();

        var rejection = pipeline.Reject(_call)!;

        Assert.Equal(Timeout.InfiniteTimeSpan, rejection.RetryAfter);
        Assert.Same(rejection, _call.LastFailure);
        Assert.Equal(TimeSpan.Zero, Assert.Single(rejection.Attempts).Duration);
        Assert.Single(_call.Attempts);
    }

    [Fact]
    public async Task At_the_very_end_of_failover_after_no_attempt_is_begun()
    {
        _hasAlternative = true;

        var (_, waits) = await Run(Pipeline(random: 0), _ =>
        {
            _time.Advance(Seconds(29));
            return Error(503);
        });

        Assert.Empty(waits);
        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task A_target_that_may_take_no_time_at_all_still_gets_its_first_attempt()
    {
        _hasAlternative = true;
        _call.BeginTarget("openai", "gpt-5.4-mini", isOllama: false, TimeSpan.Zero, this);

        var (outcome, _) = await Run(Pipeline(), _ => null);

        Assert.Equal("answer", outcome.Result);
    }

    [Fact]
    public async Task A_target_that_comes_back_when_the_time_is_just_up_ends_the_stay()
    {
        var run = Start(Pipeline(), _ => Error(429, Seconds(30)));
        await _time.WaitForTimersAsync();
        _hasAlternative = true;

        await _time.RunAsync(run);

        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task A_retry_that_meets_what_no_retry_can_mend_is_the_last()
    {
        var (outcome, waits) = await Run(Pipeline(), _ => Error(_sent == 1 ? 503 : 400));

        Assert.Equal(HttpStatusCode.BadRequest, Assert.IsType<ProviderException>(outcome.Exception).StatusCode);
        Assert.Equal((2, 1), (_sent, waits.Count));
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_handed_on_as_it_is_and_any_other_is_its_cause()
    {
        using var caller = new CancellationTokenSource();
        var own = new OperationCanceledException(caller.Token);
        var other = new OperationCanceledException("of the attempt alone");

        var first = await Start(Pipeline(), _ => { caller.Cancel(); return own; }, caller.Token);
        using var second = new CancellationTokenSource();
        var translated = await Start(Pipeline(), _ => { second.Cancel(); return other; }, second.Token);

        Assert.Same(own, first.Exception);
        Assert.Equal(second.Token, Assert.IsType<OperationCanceledException>(translated.Exception).CancellationToken);
        Assert.Same(other, translated.Exception.InnerException);
    }

    [Fact]
    public async Task Each_target_begins_with_its_own_deadlines_and_without_the_last_ones_failure()
    {
        await Run(Pipeline(Settings with { MaxRetries = 0 }), _ => Deadline(DeadlineKind.Request));
        Assert.Equal(1.5, _call.DeadlineScale);
        _time.Advance(Seconds(3));

        Begin("groq");

        Assert.Equal((1d, null, 0, TimeSpan.Zero), (_call.DeadlineScale, _call.LastFailure, _call.AttemptNumber, _call.ElapsedAtTarget));
        Assert.True(_call.HasAttempts);
        Assert.False(new CallContext(_time).HasAttempts);
    }

    [Fact]
    public async Task After_a_deadline_the_next_attempts_are_longer()
    {
        var scales = new List<double>();

        await Run(Pipeline(), attempt =>
        {
            scales.Add(attempt.Call.DeadlineScale);
            return attempt.Number switch
            {
                1 => Deadline(DeadlineKind.Request),
                2 => Error(503),
                3 => Deadline(DeadlineKind.FirstToken),
                _ => null,
            };
        });

        Assert.Equal([1, 1.5, 1.5, 2.25], scales);
    }

    [Fact]
    public async Task A_connect_timeout_does_not_lengthen_deadlines_that_it_has_no_part_in()
    {
        var scale = 0.0;

        await Run(Pipeline(), attempt =>
        {
            scale = attempt.Call.DeadlineScale;
            return attempt.Number == 1 ? Deadline(DeadlineKind.Connection) : null;
        });

        Assert.Equal(1, scale);
    }

    [Fact]
    public async Task Ollamas_deadline_is_not_retried()
    {
        _call.BeginTarget("ollama", "llama3.1:8b", isOllama: true, Seconds(30), null);

        await Run(Pipeline(), _ => Deadline(DeadlineKind.FirstToken));

        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task Cancellation_ends_a_wait_at_once_with_the_callers_token()
    {
        using var caller = new CancellationTokenSource();
        var run = Start(Pipeline(), _ => Error(503), caller.Token);
        await _time.WaitForTimersAsync();

        caller.Cancel();

        var cancelled = Assert.IsAssignableFrom<OperationCanceledException>((await run).Exception);
        Assert.Equal(caller.Token, cancelled.CancellationToken);
        Assert.Equal(0, _time.ArmedTimers);
        Assert.Equal(1, _sent);
    }

    [Fact]
    public async Task A_caller_who_cancels_while_the_attempt_fails_gets_the_cancellation()
    {
        using var caller = new CancellationTokenSource();

        var outcome = await Start(Pipeline(), _ =>
        {
            caller.Cancel();
            return Error(503);
        }, caller.Token);

        var cancelled = Assert.IsType<OperationCanceledException>(outcome.Exception);
        Assert.Equal(caller.Token, cancelled.CancellationToken);
        Assert.Equal(1, _sent);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public async Task An_answer_that_arrives_as_the_caller_cancels_is_handed_over_for_disposal_not_lost(int maxRetries)
    {
        using var caller = new CancellationTokenSource();

        var outcome = await Start(Pipeline(Settings with { MaxRetries = maxRetries }), _ =>
        {
            caller.Cancel();
            return null;
        }, caller.Token);

        Assert.Equal("answer", outcome.Result);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_begins_sends_nothing()
    {
        var outcome = await Start(Pipeline(), _ => null, new CancellationToken(canceled: true));

        Assert.IsAssignableFrom<OperationCanceledException>(outcome.Exception);
        Assert.Equal(0, _sent);
    }

    [Fact]
    public async Task A_cancelled_probe_frees_the_slot()
    {
        _breaker = new CircuitBreaker("openai", threshold: 1, Seconds(30), _time);
        await Run(Pipeline(Settings with { MaxRetries = 0 }), _ => Error(503));
        _time.Advance(Seconds(30));
        using var caller = new CancellationTokenSource();

        await Start(Pipeline(), attempt =>
        {
            Assert.True(attempt.Lease.IsProbe);
            caller.Cancel();
            return new OperationCanceledException(caller.Token);
        }, caller.Token);

        Assert.True(_breaker.IsAvailable);
    }

    [Fact]
    public async Task Attempts_accumulate_over_targets_while_numbers_start_anew()
    {
        await Run(Pipeline(), _ => Error(401));
        Begin("groq");

        var (outcome, _) = await Run(Pipeline(), attempt =>
        {
            Assert.Equal(1, attempt.Number);
            return Error(404);
        });

        Assert.Equal(["openai", "groq"], ((GoshiException)outcome.Exception!).Attempts.Select(static attempt => attempt.Provider));
    }

    [Fact]
    public async Task An_attempts_duration_is_its_own_without_the_waits()
    {
        await Run(Pipeline(), _ =>
        {
            _time.Advance(Seconds(0.25));
            return Error(503);
        });

        Assert.All(_call.Attempts, static attempt => Assert.Equal(Seconds(0.25), attempt.Duration));
    }

    [Fact]
    public async Task Many_calls_share_one_pipeline()
    {
        var pipeline = Pipeline(Settings with { BackoffMin = TimeSpan.FromTicks(1), BackoffMax = TimeSpan.FromMilliseconds(1) }, time: TimeProvider.System);

        await Parallel.ForAsync(0, 200, async (number, cancellationToken) =>
        {
            var call = new CallContext(TimeProvider.System);
            call.BeginTarget("openai", $"model-{number}", false, Seconds(30), null);
            var outcome = await pipeline.ExecuteAsync(
                static async (attempt, number) =>
                {
                    await Task.Yield();
                    return attempt.Number <= number % 4 ? Outcome.FromException<int>(Error(429)) : Outcome.FromResult(number);
                },
                call, number, cancellationToken);

            Assert.Equal(number, outcome.Result);
            Assert.Equal(number % 4, call.Attempts.Count);
            Assert.All(call.Attempts, attempt => Assert.Equal($"model-{number}", attempt.Model));
        });
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static ProviderException Error(int status, TimeSpan? retryAfter = null) =>
        new($"HTTP {status}", "openai") { StatusCode = (HttpStatusCode)status, RetryAfter = retryAfter };

    private static DeadlineException Deadline(DeadlineKind kind) => new("slow", kind, "openai");

    private void Begin(string provider = "openai") =>
        _call.BeginTarget(provider, "gpt-5.4-mini", isOllama: false, Seconds(30), this);

    private TargetPipeline Pipeline(RetrySettings? settings = null, double random = 0.5, TimeProvider? time = null) =>
        new(settings ?? Settings, _breaker, time ?? _time, () => random, Note);

    private void Note(RetryEvent retry)
    {
        lock (_retries)
        {
            _retries.Add(retry);
        }
    }

    private Task<Outcome<string>> Start(TargetPipeline pipeline, Func<AttemptContext, Exception?> attempt, CancellationToken cancellationToken = default) =>
        pipeline.ExecuteAsync(
            (context, attempt) =>
            {
                _sent++;
                return ValueTask.FromResult(attempt(context) is { } failure ? Outcome.FromException<string>(failure) : Outcome.FromResult("answer"));
            },
            _call, attempt, cancellationToken).AsTask();

    private async Task<(Outcome<string> Outcome, IReadOnlyList<TimeSpan> Waits)> Run(TargetPipeline pipeline, Func<AttemptContext, Exception?> attempt)
    {
        var run = Start(pipeline, attempt);
        var waits = await _time.RunAsync(run);
        return (await run, waits);
    }
}
