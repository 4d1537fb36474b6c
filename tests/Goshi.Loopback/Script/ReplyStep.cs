namespace Goshi.Loopback;

/// <summary>Something that happens at a point of a reply.</summary>
internal abstract record ReplyStep;

internal sealed record DelayStep(TimeSpan Duration) : ReplyStep;

internal sealed record HoldStep(Gate Gate) : ReplyStep;

internal sealed record StallStep : ReplyStep;

internal sealed record ResetStep : ReplyStep;

internal sealed record TruncateStep : ReplyStep;

internal sealed record CutStep : ReplyStep;

internal sealed record SendStep(Func<WireFormat, byte[]> Render) : ReplyStep;

/// <summary>Sends status line and headers.</summary>
internal sealed record HeadersStep(Rendering Rendering) : ReplyStep;

/// <summary>Sends bytes of the reply itself.</summary>
internal sealed record WriteStep(ReadOnlyMemory<byte> Bytes, bool CompletesChunk = false) : ReplyStep;
