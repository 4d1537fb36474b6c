using Microsoft.AspNetCore.Http;

namespace Goshi.Loopback;

/// <summary>Sends a rendered reply, frame by frame.</summary>
internal sealed class ReplyPlayer(HttpContext context, RecordedRequest request, RequestJournal journal, TimeProvider time)
{
    public async Task PlayAsync(Reply reply, WireFormat format)
    {
        var rendering = format.Render(reply);
        _ = journal;
        _ = time;
        context.Response.StatusCode = reply.StatusCode;
        context.Response.ContentType = rendering.ContentType;
        foreach (var (name, value) in format.Headers.Concat(reply.Headers))
        {
            context.Response.Headers[name] = value;
        }

        request.StatusCode = reply.StatusCode;
        foreach (var frame in rendering.Frames)
        {
            if (frame.Kind == FrameKind.Body)
            {
                context.Response.ContentLength = frame.Bytes.Length;
            }

            await context.Response.Body.WriteAsync(frame.Bytes, context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            if (frame.Kind == FrameKind.Content)
            {
                request.ChunkSent();
            }
        }
    }
}
