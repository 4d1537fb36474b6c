using Microsoft.AspNetCore.Http;

namespace Goshi.Loopback;

/// <summary>Sends one reply, step by step.</summary>
internal sealed class ReplyPlayer(
    HttpContext context, RecordedRequest request, Reply reply, RequestJournal journal, TimeProvider time)
{
    private readonly ReplyBody _body = new(context, request, reply, journal, time);
    private bool _isOver;

    public async Task PlayAsync(WireFormat format)
    {
        using var watch = context.RequestAborted.UnsafeRegister(static player => ((ReplyPlayer)player!).Aborted(), this);
        try
        {
            var steps = Timeline.Of(reply, format.Render());
            for (var i = 0; i < steps.Count && !_isOver; i++)
            {
                context.RequestAborted.ThrowIfCancellationRequested();

                // Once the last bytes are on their way the client may close when it likes.
                var isLast = i == steps.Count - 1 && steps[i] is WriteStep;
                Volatile.Write(ref _isOver, isLast);
                await RunAsync(steps[i], format).ConfigureAwait(false);
            }

            await _body.EndAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone, or the server went down. Said here too: what was waited for may be cancelled, and
            // the registration above be gone, before its callback had its turn.
            Aborted();
        }
    }

    private Task RunAsync(ReplyStep step, WireFormat format) => step switch
    {
        HeadersStep headers => SendHeadersAsync(headers.Rendering, format),
        WriteStep write => WriteAsync(write),
        SendStep send => _body.WriteAsync(send.Render(format)),
        DelayStep delay => journal.DelayAsync(delay.Duration, time, context.RequestAborted),
        HoldStep hold => hold.Gate.PassAsync(context.RequestAborted),
        StallStep => StallAsync(),
        TruncateStep => TruncateAsync(),
        CutStep => CutAsync(),
        ResetStep => ResetAsync(),
        _ => throw new NotSupportedException(step.GetType().Name),
    };

    private async Task WriteAsync(WriteStep write)
    {
        await _body.WriteAsync(write.Bytes).ConfigureAwait(false);
        if (write.CompletesChunk)
        {
            request.ChunkSent();
        }
    }

    private Task SendHeadersAsync(Rendering rendering, WireFormat format)
    {
        var response = context.Response;
        response.StatusCode = reply.StatusCode;
        response.ContentType = rendering.ContentType;
        response.ContentLength = _body.LengthOf(rendering);
        foreach (var (name, value) in format.Headers.Concat(reply.Headers))
        {
            response.Headers[name] = value;
        }

        if (reply.IsGzipped)
        {
            response.Headers.ContentEncoding = "gzip";
        }

        request.StatusCode = reply.StatusCode;
        return reply.Steps.Any(static entry => entry.Place.Stage == Stage.AfterHeaders)
            ? response.Body.FlushAsync(context.RequestAborted)
            : Task.CompletedTask;
    }

    private Task StallAsync()
    {
        request.Stalled();
        return Task.Delay(Timeout.InfiniteTimeSpan, time, context.RequestAborted);
    }

    private Task TruncateAsync()
    {
        _isOver = true;
        return Task.CompletedTask;
    }

    private async Task CutAsync()
    {
        _isOver = true;
        await FlushHeadersAsync().ConfigureAwait(false);
        await ConnectionEnds.CloseAsync(context).ConfigureAwait(false);
    }

    private async Task ResetAsync()
    {
        _isOver = true;
        await FlushHeadersAsync().ConfigureAwait(false);
        context.Abort();
    }

    // A step that ends the connection must not swallow headers that were to be sent before it.
    private Task FlushHeadersAsync() =>
        request.StatusCode is null ? Task.CompletedTask : context.Response.Body.FlushAsync(context.RequestAborted);

    private void Aborted()
    {
        if (!Volatile.Read(ref _isOver) && !journal.IsGoingDown)
        {
            request.MarkAborted();
        }
    }
}
