namespace Goshi.Runtime.Tests.Wire;

/// <summary>A body that ends without a byte, after something else happened.</summary>
internal sealed class End(Action before) : BodyStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        before();
        return new ValueTask<int>(0);
    }
}
