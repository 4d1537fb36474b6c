using System.Net;
using Goshi.Resilience;

namespace Goshi.Http;

/// <summary>A response body under the deadlines of the attempt that it came of. Disposing it ends them.</summary>
internal sealed class GuardedContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly Deadlines _deadlines;

    public GuardedContent(HttpContent content, Deadlines deadlines)
    {
        _content = content;
        _deadlines = deadlines;
        foreach (var header in content.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new GuardedStream(await _content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), _deadlines);

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
            _content.Dispose();
            _deadlines.Dispose();
        }

        base.Dispose(disposing);
    }
}
