using System.Text;

namespace Goshi.Runtime.Tests.Wire;

/// <summary>A body that arrives in pieces of a given size, and then ends or fails.</summary>
internal sealed class SplitStream(ReadOnlyMemory<byte> bytes, int pieceSize, Exception? failure = null) : BodyStream
{
    private int _position;

    public SplitStream(string text, int pieceSize, Exception? failure = null)
        : this(Encoding.UTF8.GetBytes(text), pieceSize, failure)
    {
    }

    public bool WasReadToEnd { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (_position == bytes.Length && failure is not null)
        {
            throw failure;
        }

        var count = Math.Min(Math.Min(pieceSize, buffer.Length), bytes.Length - _position);
        bytes.Slice(_position, count).CopyTo(buffer);
        _position += count;
        WasReadToEnd |= count == 0;
        return count;
    }
}
