namespace Goshi.Resilience;

/// <summary>What of an answer had arrived.</summary>
/// <param name="Headers">Whether the response's headers had.</param>
/// <param name="Chunks">The events of the stream, with and without content.</param>
/// <param name="Contents">The updates that carried content.</param>
/// <param name="ContentBytes">The content in bytes of UTF-8.</param>
internal readonly record struct Arrived(bool Headers, long Chunks, long Contents, long ContentBytes)
{
    // Four bytes a token, as everywhere else that no usage was reported.
    private long Tokens => (ContentBytes + 3) / 4;

    /// <summary>For example <c>the response headers and 3 events, none with content</c>.</summary>
    public override string ToString() => (Headers, Chunks, Contents) switch
    {
        (_, _, > 0) => $"{Contents} {(Contents == 1 ? "event" : "events")} with content{(Tokens > 0 ? $", about {Tokens} tokens" : "")}",
        (false, 0, _) => "nothing, not even the response headers",
        (_, 0, _) => "the response headers, nothing more",
        (_, 1, _) => "the response headers and 1 event without content",
        _ => $"the response headers and {Chunks} events without content",
    };
}
