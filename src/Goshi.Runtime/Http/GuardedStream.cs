using System.Runtime.CompilerServices;
using Goshi.Resilience;

namespace Goshi.Http;

/// <summary>
/// A body that is read under deadlines. What is content only its reader can tell: Goshi's readers report it; where somebody
/// else reads, the first bytes count as the first content and any bytes end a silence.
/// </summary>
internal sealed class GuardedStream(Stream body, Deadlines deadlines) : Stream
{
    private bool _isReported;
    private bool _isOver;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A reader that reports waits for the provider: a silence begins now.</summary>
    public void Waits()
    {
        _isReported = true;
        deadlines.Resume();
    }

    /// <summary>A reader that reports has an event; until it asks for the next one its own pace is no silence.</summary>
    public void Arrived(bool isContent)
    {
        if (isContent)
        {
            deadlines.ContentArrived();
        }
        else
        {
            deadlines.ChunkArrived();
        }

        deadlines.Pause();
    }

    /// <summary>The answer is complete; whatever follows is read without deadlines.</summary>
    public void Ended()
    {
        _isOver = true;
        deadlines.Complete();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isOver)
        {
            return await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        // The same token in most cases, which the deadlines follow already.
        using var either = deadlines.Follows(cancellationToken)
            ? null
            : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadlines.Token);
        if (!_isReported)
        {
            deadlines.Resume();
        }

        try
        {
            var read = await body.ReadAsync(buffer, either?.Token ?? deadlines.Token).ConfigureAwait(false);
            if (!_isReported && read > 0)
            {
                Arrived(isContent: true);
            }

            return read;
        }
        catch (Exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (deadlines.Expired is { } expired)
            {
                throw expired;
            }

            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // The deadlines can end a read that takes a token, and no other.
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }
}
