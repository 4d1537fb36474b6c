using System.IO.Compression;
using System.Net;

namespace Goshi.Http;

/// <summary>A compressed body, read as if it were not; without the headers that spoke of its packed form.</summary>
internal sealed class DecodedContent : HttpContent
{
    private readonly HttpContent _packed;
    private readonly string[] _encodings;

    public DecodedContent(HttpContent packed)
    {
        _packed = packed;
        _encodings = [.. packed.Headers.ContentEncoding];
        foreach (var header in packed.Headers.NonValidated)
        {
            if (!header.Key.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase)
                && !header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }
    }

    /// <summary>Unpacks a response that is compressed although nobody asked for it, as some gateways do.</summary>
    /// <remarks>
    /// Not by SocketsHttpHandler: it would ask for compression, and a server that compresses a stream gathers chunks before
    /// it sends them.
    /// </remarks>
    public static void Unpack(HttpResponseMessage response)
    {
        // The typed header would allocate a collection to say that there is none.
        if (response.Content.Headers.NonValidated.Contains("Content-Encoding")
            && response.Content.Headers.ContentEncoding is { Count: > 0 } encodings && Knows(encodings))
        {
            response.Content = new DecodedContent(response.Content);
        }
    }

    private static bool Knows(IEnumerable<string> encodings) => encodings.All(static encoding => Unpack(encoding, Stream.Null) is not null);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken)
    {
        var body = await _packed.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);

        // Listed in the order in which they were applied.
        for (var i = _encodings.Length - 1; i >= 0; i--)
        {
            body = Unpack(_encodings[i], body)!;
        }

        return body;
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var body = await CreateContentReadStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            await body.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _packed.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Stream? Unpack(string encoding, Stream body) => encoding.ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
        "deflate" => new ZLibStream(body, CompressionMode.Decompress),
        "br" => new BrotliStream(body, CompressionMode.Decompress),
        "identity" => body,
        _ => null,
    };
}
