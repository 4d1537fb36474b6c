namespace Goshi.Loopback;

/// <summary>Turns replies into the bytes of one operation of one provider.</summary>
internal abstract class WireFormat(Exchange exchange)
{
    protected Exchange Exchange => exchange;

    /// <summary>The content type of an answer that is streamed.</summary>
    public abstract string StreamContentType { get; }

    /// <summary>The content type of an answer that is not, and of errors.</summary>
    public abstract string BodyContentType { get; }

    /// <summary>The headers that every response of the provider carries.</summary>
    public abstract IEnumerable<KeyValuePair<string, string>> Headers { get; }

    /// <summary>The frames of an answer when nothing goes wrong.</summary>
    public Rendering Render(Reply reply)
    {
        if (reply.Pieces is { } pieces)
        {
            return new Rendering(
                reply.ContentType ?? StreamContentType,
                [.. pieces.Select(static piece => new Frame(FrameKind.Content, piece))]);
        }

        return reply.Failure is { } error ? Body(Error(error)) : Answer(reply);
    }

    /// <summary>The body under an error status.</summary>
    public abstract byte[] Error(ReplyError error);

    protected abstract Rendering Answer(Reply reply);

    protected Rendering Body(byte[] bytes) => new(BodyContentType, [new Frame(FrameKind.Body, bytes)]);
}
