using System.Runtime.CompilerServices;
using Goshi.Cost;
using Goshi.Providers;
using Goshi.Telemetry;
using Microsoft.Extensions.AI;

namespace Goshi.Chat;

/// <summary>A stream past its first content. It ends properly, throws, or is given up by its reader; each is settled once.</summary>
/// <remarks>Belongs to one reader. After the first content there is no fallback and no restart.</remarks>
internal sealed class LiveStream(ChatAttempt attempt, ChatStream stream, List<ChatResponseUpdate> opening) : IAsyncDisposable
{
    /// <summary>How long a reader that stopped at the finish reason waits for the usage after it.</summary>
    private static readonly TimeSpan LongestTail = TimeSpan.FromMilliseconds(500);

    // Let go once it has been handed over: a stream may live for long after.
    private List<ChatResponseUpdate>? _opening = opening.Count > 0 ? opening : null;
    private int _opened;
    private bool _ended;

    /// <summary>The next update; null at the proper end.</summary>
    /// <param name="caller">The caller's cancellation, for reads after the first content.</param>
    /// <exception cref="StreamInterruptedException">The stream broke, ran out of time or carried an error.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ChatResponseUpdate?> NextAsync(CancellationToken caller)
    {
        if (_opening is not null)
        {
            return Open(_opening);
        }

        if (_ended)
        {
            return null;
        }

        try
        {
            attempt.Deadlines.Resume();
            caller.ThrowIfCancellationRequested();
            var update = await stream.ReadAsync(attempt.Deadlines.Token).ConfigureAwait(false);
            if (update is null)
            {
                End();
                return null;
            }

            attempt.Deadlines.ContentArrived(attempt.Meter.ContentBytes);
            attempt.Deadlines.Pause();
            return update;
        }
        catch (Exception exception)
        {
            throw Break(exception);
        }
    }

    /// <summary>Releases the connection; a stream that has not ended was given up by its reader, and is charged for what arrived.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_ended && attempt.Meter.FinishReason is not null && await ReadTailAsync().ConfigureAwait(false))
        {
            End();
        }

        if (!_ended)
        {
            _ended = true;
            attempt.Account.Abandoned(attempt.Meter);
            attempt.Lease.Abandon();
            attempt.Target.Call.Telemetry.Abandon();
        }

        await stream.DisposeAsync().ConfigureAwait(false);
        attempt.Deadlines.Dispose();
    }

    /// <summary>What was read before the stream was handed over; the last of it is the first content, if there is any.</summary>
    private ChatResponseUpdate Open(List<ChatResponseUpdate> opening)
    {
        if (_opened == 0)
        {
            attempt.Target.Call.Telemetry.FirstContent();
            attempt.Target.Target.Sign(opening[0]);
        }

        var update = opening[_opened++];
        _opening = _opened < opening.Count ? opening : null;
        return update;
    }

    // Many readers stop at the finish reason, and the usage comes after it: a moment's wait replaces an estimate.
    private async ValueTask<bool> ReadTailAsync()
    {
        using var limit = new CancellationTokenSource(LongestTail, attempt.Target.Call.Time);
        try
        {
            while (await stream.ReadAsync(limit.Token).ConfigureAwait(false) is not null)
            {
            }

            return true;
        }
        catch (Exception)
        {
            // The reader has its answer already; what is missing is charged by estimate.
            return false;
        }
    }

    private void End()
    {
        _ended = true;
        attempt.Account.Answered(attempt.Meter);
        attempt.Lease.Success();
        attempt.Deadlines.Complete();
        attempt.Target.Call.Telemetry.Succeed();
    }

    private Exception Break(Exception exception)
    {
        _ended = true;
        var failure = attempt.Deadlines.Translate(exception);
        var settled = attempt.Account.Broke(failure, attempt.Meter, attempt.Deadlines.Elapsed);
        if (failure is OperationCanceledException)
        {
            attempt.Lease.Abandon();
            var target = attempt.Target.Target;
            Log.Cancelled(target.Provider.Logger, target.Name, attempt.Deadlines.Elapsed.TotalMilliseconds);
        }
        else
        {
            attempt.Lease.Failure();
            failure = Interrupted(failure, settled);
        }

        attempt.Target.Call.Telemetry.Fail(failure);
        return failure;
    }

    private StreamInterruptedException Interrupted(Exception cause, SettledUsage? settled)
    {
        var target = attempt.Target.Target;
        var context = attempt.Target.Call;
        var interruption = new StreamInterruptedException(
            $"The stream of {target.Name} broke after its answer had begun: {cause.Message} "
            + "PartialText has what arrived; ask again for a whole answer. Nothing is restarted silently, and no other target is asked.",
            target.Provider.Name,
            cause)
        {
            Model = target.Settings.Model,
            PartialText = attempt.Meter.PartialText,
            Usage = settled?.Usage,
            IsCostEstimated = settled?.Estimated is true,
        };
        context.Attempts.Add(Resilience.AttemptRecord.Of(interruption, target.Provider.Name, target.Settings.Model, attempt.Deadlines.Elapsed));
        interruption.Attempts = [.. context.Attempts];
        return interruption;
    }
}
