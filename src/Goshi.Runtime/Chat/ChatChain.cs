using System.Runtime.CompilerServices;
using Goshi.Resilience;
using Goshi.Telemetry;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Goshi.Chat;

/// <summary>
/// The order of a call's duties, written once:
/// telemetry, fallback, and per target admission, retry, breaker, and per attempt reserve, deadline, metering, transport.
/// </summary>
/// <remarks>
/// Telemetry is outermost, so that it measures what the caller waits for, fallback included. Fallback is outside admission,
/// because each target has a price and so a budget question of its own. Admission is outside retry: whether the call fits
/// and under which token limit is decided once, so that every attempt sends the same bytes. The breaker is inside retry, so
/// that it opens while a call still retries and stops it. Reservation is per attempt, because each may be billed. The
/// deadline is inside the reservation, so that an attempt that ran out of time is still settled; metering is innermost,
/// since only what the transport delivers counts.
/// </remarks>
internal sealed class ChatChain(RouteBuilder routes, ILogger logger)
{
    /// <summary>Makes a call and waits for its whole answer.</summary>
    public Task<ChatResponse> RespondAsync(ChatCall call, CancellationToken cancellationToken) => AnswerAsync(
        call,
        static (call, answer) =>
        {
            call.Telemetry.Succeed();
            return answer.Response!;
        },
        cancellationToken);

    /// <summary>Makes a call and hands on its updates as they come.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        Func<ChatCall> newCall, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var call = newCall();
        var stream = await AnswerAsync(call, static (_, answer) => answer.Stream!, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (await stream.NextAsync(cancellationToken).ConfigureAwait(false) is { } update)
            {
                yield return update;
            }
        }
    }

    /// <summary>The target that a call is sent to when its options name a model.</summary>
    public ChatTarget Override(ChatTarget first, string modelId) => routes.Override(first, modelId);

    /// <summary>Asks one target after another until one answers.</summary>
    private async Task<T> AnswerAsync<T>(ChatCall call, Func<ChatCall, Answer, T> take, CancellationToken cancellationToken)
    {
        call.Telemetry.Start(call);
        try
        {
            var targets = await TargetsAsync(call, cancellationToken).ConfigureAwait(false);
            var freeOnly = false;
            Exception? last = null;
            for (var index = 0; index < targets.Count; index++)
            {
                var target = targets[index];
                if (freeOnly && !target.Provider.IsFree)
                {
                    continue;
                }

                call.MoveTo(targets, index);
                if (Admit(call, target, out var failure) is { } admitted)
                {
                    using (admitted)
                    {
                        var outcome = await target.Provider.Pipeline.ExecuteAsync(
                            static (attempt, target) => target.AttemptAsync(attempt), call, admitted, cancellationToken).ConfigureAwait(false);
                        if (outcome.Exception is null)
                        {
                            return take(call, outcome.Result);
                        }

                        failure = outcome.Exception;
                    }
                }

                last = TargetPipeline.OrCancelled(failure!, cancellationToken);
                freeOnly |= last is BudgetExceededException;
                if (!MovesOn(last, target))
                {
                    Report(call, target, last);
                    throw last;
                }

                ReportMove(target, last, Next(targets, index + 1, freeOnly), call);
            }

            throw FinalError(targets, call.Attempts, last!);
        }
        catch (Exception failure)
        {
            call.Telemetry.Fail(failure);
            throw;
        }
    }

    /// <summary>Null: the target's circuit or the budget refuses the call, and that is on record already.</summary>
    private static TargetCall? Admit(ChatCall call, ChatTarget target, out Exception? refusal)
    {
        refusal = target.Provider.Pipeline.Reject(call);
        if (refusal is not null)
        {
            return null;
        }

        var admitted = TargetCall.Admit(call, target, out var exceeded);
        if (exceeded is not null)
        {
            call.Attempts.Add(AttemptRecord.Of(exceeded, target.Provider.Name, target.Settings.Model, TimeSpan.Zero));
            exceeded.Attempts = [.. call.Attempts];
            refusal = exceeded;
        }

        return admitted;
    }

    private static ChatTarget? Next(IReadOnlyList<ChatTarget> targets, int from, bool freeOnly)
    {
        for (var i = from; i < targets.Count; i++)
        {
            if (!freeOnly || targets[i].Provider.IsFree)
            {
                return targets[i];
            }
        }

        return null;
    }

    private async ValueTask<IReadOnlyList<ChatTarget>> TargetsAsync(ChatCall call, CancellationToken cancellationToken)
    {
        var targets = await call.Route.TargetsNowAsync(cancellationToken).ConfigureAwait(false);
        return call.Options?.ModelId is { Length: > 0 } model
            ? [routes.Override(targets[0], model), .. targets.Skip(1)]
            : targets;
    }

    // A refusal by the budget moves on only where the provider's on_budget_exceeded says so.
    private static bool MovesOn(Exception failure, ChatTarget target) => failure is BudgetExceededException
        ? target.Provider.FallsBackOnBudget
        : FailureRules.FailsOver(failure, target.Provider.IsOllama);

    private void ReportMove(ChatTarget target, Exception failure, ChatTarget? next, ChatCall call)
    {
        Report(call, target, failure);
        if (next is not null)
        {
            Log.FailingOver(logger, target.Name, Sentence(failure), next.Name);
            GoshiTelemetry.Fallbacks.Add(1, GoshiTelemetry.Provider(target.Provider.Name));
            call.Telemetry.FellBack();
        }
    }

    private void Report(ChatCall call, ChatTarget target, Exception failure)
    {
        switch (failure)
        {
            case OperationCanceledException:
                Log.Cancelled(logger, target.Name, call.Telemetry.Elapsed.TotalMilliseconds);
                break;
            case BudgetExceededException:
                Log.BudgetRefused(logger, target.Name, Sentence(failure));
                GoshiTelemetry.BudgetRefusals.Add(1, GoshiTelemetry.Provider(target.Provider.Name));
                break;
            case ProviderException { StatusCode: System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden or System.Net.HttpStatusCode.NotFound }:
            case ProviderException { Code: FailureRules.InsufficientQuota } or ProviderException { IsMissingKey: true }:
                Log.TargetMisconfigured(logger, target.Name, Sentence(failure));
                break;
        }
    }

    private static string Sentence(Exception failure) => failure.Message.ReplaceLineEndings(" ");

    private static Exception FinalError(IReadOnlyList<ChatTarget> targets, IReadOnlyList<Attempt> attempts, Exception last)
    {
        // One target: its own error says more than a list of one would. A refusal by the budget stays what it is too:
        // callers catch it by type, whatever else was tried.
        if (targets.Count == 1 || last is BudgetExceededException)
        {
            return last;
        }

        return new AllTargetsFailedException(attempts, last);
    }
}
