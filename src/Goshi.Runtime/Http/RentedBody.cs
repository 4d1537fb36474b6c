using System.Buffers;
using System.Runtime.CompilerServices;

namespace Goshi.Http;

/// <summary>A whole response body in rented memory. Disposing gives the memory back: nothing may refer to it then.</summary>
internal readonly struct RentedBody : IDisposable
{
    private const int InitialSize = 4096;

    // A server may announce anything; what is larger is rented as it arrives.
    private const int LargestTrusted = 1024 * 1024;

    // The vectors of a batch take some 80 MiB. What is much larger is no answer, and must not take all the memory there is.
    private const int Limit = 256 * 1024 * 1024;

    private readonly byte[] _buffer;
    private readonly int _length;

    private RentedBody(byte[] buffer, int length) => (_buffer, _length) = (buffer, length);

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _length);

    /// <exception cref="InvalidDataException">The body is larger than the limit, in bytes.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<RentedBody> ReadAsync(
        HttpContent content, CancellationToken cancellationToken, IBodyWitness? witness = null, int limit = Limit)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);

        // One byte more, so that the read which finds the end has room.
        var size = content.Headers.ContentLength is { } announced and < LargestTrusted ? (int)announced + 1 : InitialSize;
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var length = 0;
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
            {
                length += read;
                if (length > limit)
                {
                    throw new InvalidDataException($"The body is larger than {limit} bytes.");
                }

                if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }

            return new RentedBody(buffer, length);
        }
        catch
        {
            witness?.BodyBroke(length);
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
