using System.IO.Compression;

namespace Goshi.Http;

/// <summary>A compressed body, read as if it were not; without the headers that spoke of its packed form.</summary>
internal sealed class DecodedContent : WrappedContent
{
    private readonly string[] _encodings;

    public DecodedContent(HttpContent packed) : base(packed)
    {
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

    protected override Stream Wrap(Stream body)
    {
        // Listed in the order in which they were applied.
        for (var i = _encodings.Length - 1; i >= 0; i--)
        {
            body = Unpack(_encodings[i], body)!;
        }

        return body;
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
