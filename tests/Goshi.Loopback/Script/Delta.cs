namespace Goshi.Loopback;

/// <summary>One piece of an answer's content.</summary>
internal abstract record Delta;

internal sealed record TextDelta(string Text) : Delta;

internal sealed record ReasoningDelta(string Text) : Delta;

internal sealed record RefusalDelta(string Text) : Delta;

internal sealed record ToolCallDelta(ToolCall Call) : Delta;
