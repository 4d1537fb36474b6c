namespace Goshi.Runtime.Tests.Wire;

/// <summary>A body that arrives in pieces of random sizes, at once or later.</summary>
internal sealed class FuzzedStream(ReadOnlyMemory<byte> bytes, Random random) : BodyStream
{
    private int _position;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (random.Next(8) == 0)
        {
            await Task.Yield();
        }

        var most = Math.Min(buffer.Length, bytes.Length - _position);
        var count = Math.Min(most, random.Next(4) == 0 ? 1 : random.Next(1, 64));
        bytes.Slice(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
