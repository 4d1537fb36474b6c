using Goshi.Resilience;

namespace Goshi.Http;

/// <summary>A response body under the deadlines of the attempt that it came of. Disposing it ends them.</summary>
internal sealed class GuardedContent : WrappedContent
{
    private readonly Deadlines _deadlines;

    public GuardedContent(HttpContent content, Deadlines deadlines) : base(content)
    {
        _deadlines = deadlines;
        foreach (var header in content.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    protected override Stream Wrap(Stream body) => new GuardedStream(body, _deadlines);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _deadlines.Dispose();
        }
    }
}
