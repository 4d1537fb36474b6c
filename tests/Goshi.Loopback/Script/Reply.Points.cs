using System.Collections.Immutable;

namespace Goshi.Loopback;

/// <content>
/// Where things happen: <c>Reply.Stream("a", "b").After(1).Reset()</c>. A body that is no stream counts as one chunk,
/// and every point between its headers and its end lies in its middle.
/// </content>
public sealed partial record Reply
{
    internal ImmutableArray<(Place Place, ReplyStep Step)> Steps { get; init; } = [];

    /// <summary>Before the status line is sent.</summary>
    public ReplyPoint BeforeHeaders => At(new Place(Stage.BeforeHeaders));

    /// <summary>After the headers were sent, before the first byte of the body, OpenAI's role-only event included.</summary>
    public ReplyPoint AfterHeaders => At(new Place(Stage.AfterHeaders));

    /// <summary>After each chunk but the last.</summary>
    public ReplyPoint BetweenChunks => At(new Place(Stage.BetweenChunks));

    /// <summary>After the last chunk, before OpenAI's finish event or Ollama's last line.</summary>
    public ReplyPoint AfterContent => At(new Place(Stage.AfterContent));

    /// <summary>After OpenAI's finish event, before the usage event; for Ollama, the same as <see cref="BeforeDone"/>.</summary>
    public ReplyPoint AfterFinish => At(new Place(Stage.AfterFinish));

    /// <summary>When only the terminator is missing: OpenAI's <c>[DONE]</c>, Ollama's last line.</summary>
    public ReplyPoint BeforeDone => At(new Place(Stage.BeforeDone));

    /// <summary>After the terminator, before the end of the body.</summary>
    public ReplyPoint AfterDone => At(new Place(Stage.AfterDone));

    /// <summary>After this many chunks; 0: after OpenAI's role-only event. Beyond the last one: after it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public ReplyPoint After(int chunks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(chunks);
        return At(new Place(Stage.AfterChunk, chunks));
    }

    /// <summary>When half the bytes of the chunk of this number, counted from 1, were sent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public ReplyPoint Inside(int chunk)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chunk, 1);
        return At(new Place(Stage.InsideChunk, chunk));
    }

    /// <summary>After the content, resets the connection.</summary>
    public Reply ThenReset() => AfterContent.Reset();

    /// <summary>After the content, sends nothing more until the client goes away.</summary>
    public Reply ThenStall() => AfterContent.Stall();

    /// <summary>After the content, ends the body without a terminator.</summary>
    public Reply ThenTruncate() => AfterContent.Truncate();

    /// <summary>After the content, closes the connection before the body's announced end.</summary>
    public Reply ThenCut() => AfterContent.Cut();

    /// <summary>After the content, sends an error under status 200 and ends the body.</summary>
    public Reply ThenError(string message = "The server had an error processing your request.") =>
        AfterContent.Error(message);

    /// <summary>After the content, sends an event whose data is broken JSON, then goes on.</summary>
    public Reply ThenMalformedJson() => AfterContent.SendMalformedJson();

    internal ReplyPoint At(Place place) => new(this, place);
}
