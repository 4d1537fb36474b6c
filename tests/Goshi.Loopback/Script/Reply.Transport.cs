namespace Goshi.Loopback;

public sealed partial record Reply
{
    internal string LineEnding { get; init; } = "\n";

    internal bool StartsWithByteOrderMark { get; init; }

    internal string? EventName { get; init; }

    internal bool IsGzipped { get; init; }

    internal bool Drips { get; init; }

    internal TimeSpan DripInterval { get; init; }

    /// <summary>Ends lines with CR LF.</summary>
    public Reply WithCrLf() => this with { LineEnding = "\r\n" };

    /// <summary>Puts a UTF-8 byte order mark before the body.</summary>
    public Reply WithByteOrderMark() => this with { StartsWithByteOrderMark = true };

    /// <summary>Names each event in an <c>event:</c> field. OpenAI only.</summary>
    public Reply WithEventField(string name = "message") => this with { EventName = name };

    /// <summary>Compresses the body, whether or not the request allows it.</summary>
    public Reply Gzipped() => this with { IsGzipped = true };

    /// <summary>Sends the body byte by byte.</summary>
    /// <param name="interval">Time between two bytes. Default: none, but each byte is a packet of its own.</param>
    public Reply ByteByByte(TimeSpan interval = default) => this with { Drips = true, DripInterval = interval };
}
