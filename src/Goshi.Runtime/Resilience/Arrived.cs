namespace Goshi.Resilience;

/// <summary>What of an answer had arrived.</summary>
/// <param name="Headers">Whether the response's headers had.</param>
/// <param name="Chunks">The events of the stream, with and without content.</param>
/// <param name="Contents">The events that carried content.</param>
internal readonly record struct Arrived(bool Headers, long Chunks, long Contents)
{
    /// <summary>For example <c>the response headers and 3 events, none with content</c>.</summary>
    public override string ToString() => (Headers, Chunks, Contents) switch
    {
        (false, 0, _) => "nothing, not even the response headers",
        (_, 0, _) => "the response headers, nothing more",
        (_, 1, 0) => "the response headers and 1 event without content",
        (_, _, 0) => $"the response headers and {Chunks} events without content",
        _ => $"{Contents} {(Contents == 1 ? "event" : "events")} with content",
    };
}
