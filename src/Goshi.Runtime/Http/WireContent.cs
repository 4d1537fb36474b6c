using System.Net;

namespace Goshi.Http;

/// <summary>A body that is sent as it is, as often as needed.</summary>
internal sealed class WireContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _body;

    public WireContent(ReadOnlyMemory<byte> body, string model)
    {
        _body = body;
        Model = model;
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    /// <summary>The model asked for.</summary>
    public string Model { get; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(_body, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
