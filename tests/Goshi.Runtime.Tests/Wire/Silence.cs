using System.Text;

namespace Goshi.Runtime.Tests.Wire;

/// <summary>A body that says something and then nothing more, without ending; or does something else in place of going on.</summary>
internal sealed class Silence(string text, Action? then = null) : Stream
{
    private byte[]? _bytes = Encoding.UTF8.GetBytes(text);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_bytes is { Length: > 0 } bytes)
        {
            if (buffer.IsEmpty)
            {
                return 0;
            }

            _bytes = null;
            bytes.CopyTo(buffer);
            return bytes.Length;
        }

        then?.Invoke();
        var never = new TaskCompletionSource<int>();
        await using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        return await never.Task;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
