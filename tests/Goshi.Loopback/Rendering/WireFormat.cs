namespace Goshi.Loopback;

/// <summary>Turns one reply into the bytes of one operation of one provider.</summary>
internal abstract class WireFormat(Exchange exchange, Reply reply)
{
    /// <summary>The content type of an answer that is streamed.</summary>
    public abstract string StreamContentType { get; }

    /// <summary>The content type of an answer that is not, and of errors.</summary>
    public abstract string BodyContentType { get; }

    /// <summary>The headers that every response of the provider carries.</summary>
    public abstract IEnumerable<KeyValuePair<string, string>> Headers { get; }

    protected Exchange Exchange => exchange;

    protected Reply Reply => reply;

    /// <summary>What is sent when nothing goes wrong.</summary>
    public Rendering Render()
    {
        if (reply.Pieces is { } pieces)
        {
            return reply.ContentType is { } contentType
                ? new Rendering(contentType, [new Frame(FrameKind.Body, pieces[0])])
                : new Rendering(
                    StreamContentType, [.. pieces.Select(static piece => new Frame(FrameKind.Content, piece))]);
        }

        return reply.Failure is { } error ? Body(Error(error)) : Answer();
    }

    /// <summary>One event of a stream with this data.</summary>
    public abstract byte[] Event(ReadOnlySpan<byte> data);

    /// <summary>One event of content that does not belong to the reply.</summary>
    public abstract byte[] TextEvent(string text);

    /// <summary>The data of an error in the middle of a stream.</summary>
    public abstract byte[] ErrorData(ReplyError error);

    /// <summary>Bytes in a stream that mean nothing.</summary>
    public abstract byte[] Comment(string text);

    protected abstract byte[] Error(ReplyError error);

    protected abstract Rendering Answer();

    protected Rendering Body(byte[] bytes) => new(BodyContentType, [new Frame(FrameKind.Body, bytes)]);
}
