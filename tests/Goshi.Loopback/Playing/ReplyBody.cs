using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Goshi.Loopback;

/// <summary>The body's bytes on their way out: byte order mark, compression, dripping.</summary>
internal sealed class ReplyBody(
    HttpContext context, RecordedRequest request, Reply reply, RequestJournal journal, TimeProvider time)
{
    private static readonly byte[] _byteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly MemoryStream _compressed = new();
    private GZipStream? _gzip;
    private bool _hasStarted;

    /// <summary>The Content-Length that can be announced; null: the length is not known, so HTTP chunks are sent.</summary>
    public long? LengthOf(Rendering rendering) =>
        rendering.Frames is [{ Kind: FrameKind.Body } body]
        && !reply.IsGzipped
        && !reply.Steps.Any(static entry => entry.Step is SendStep or TruncateStep)
            ? body.Bytes.Length + (reply.StartsWithByteOrderMark ? _byteOrderMark.Length : 0)
            : null;

    /// <summary>Hands the bytes to the kernel.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (!_hasStarted)
        {
            _hasStarted = true;
            if (reply.StartsWithByteOrderMark)
            {
                await EncodeAsync(_byteOrderMark).ConfigureAwait(false);
            }
        }

        await EncodeAsync(bytes).ConfigureAwait(false);
    }

    /// <summary>Ends what has an end of its own.</summary>
    public async Task EndAsync()
    {
        if (_gzip is not null && !context.RequestAborted.IsCancellationRequested)
        {
            await _gzip.DisposeAsync().ConfigureAwait(false);
            await SendAsync(TakeCompressed()).ConfigureAwait(false);
        }
    }

    private async Task EncodeAsync(ReadOnlyMemory<byte> bytes)
    {
        if (!reply.IsGzipped)
        {
            await SendAsync(bytes).ConfigureAwait(false);
            return;
        }

        _gzip ??= new GZipStream(_compressed, CompressionLevel.Fastest, leaveOpen: true);
        await _gzip.WriteAsync(bytes).ConfigureAwait(false);
        await _gzip.FlushAsync().ConfigureAwait(false);
        await SendAsync(TakeCompressed()).ConfigureAwait(false);
    }

    private byte[] TakeCompressed()
    {
        var bytes = _compressed.ToArray();
        _compressed.SetLength(0);
        return bytes;
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (!reply.Drips)
        {
            await FlushAsync(bytes).ConfigureAwait(false);
            return;
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            await FlushAsync(bytes.Slice(i, 1)).ConfigureAwait(false);
            if (reply.DripInterval > TimeSpan.Zero)
            {
                await journal.DelayAsync(reply.DripInterval, time, context.RequestAborted).ConfigureAwait(false);
            }
        }
    }

    private async Task FlushAsync(ReadOnlyMemory<byte> bytes)
    {
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        request.BytesSent(bytes.Length);
    }
}
