using Goshi.Http;

namespace Goshi.Runtime.Tests.Http;

public sealed class RentedBodyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_096)]
    [InlineData(100_000)]
    [InlineData(3_000_000)]
    public async Task A_body_is_read_whole_with_and_without_an_announced_length(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);

        using var announced = await RentedBody.ReadAsync(new ByteArrayContent(bytes), CancellationToken.None);
        using var chunked = await RentedBody.ReadAsync(new StreamContent(new Unseekable(bytes)), CancellationToken.None);

        Assert.True(announced.Span.SequenceEqual(bytes));
        Assert.True(chunked.Span.SequenceEqual(bytes));
    }

    /// <summary>Has no length, and gives a few bytes at a time.</summary>
    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1_000)], cancellationToken);
    }

    [Fact]
    public async Task A_body_without_end_is_given_up()
    {
        var witness = new Witness();

        await Assert.ThrowsAsync<InvalidDataException>(async () =>
            await RentedBody.ReadAsync(new StreamContent(new Endless()), CancellationToken.None, witness, limit: 100_000));

        Assert.InRange(witness.Bytes, 100_000, 200_000);
    }

    private sealed class Witness : IBodyWitness
    {
        public long Bytes { get; private set; }

        public void BodyBroke(long bytes) => Bytes = bytes;
    }

    private sealed class Endless : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(buffer.Length);
    }
}
