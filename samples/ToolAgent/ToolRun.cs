namespace ToolAgent;

/// <summary>One run of a tool.</summary>
internal sealed record ToolRun(string Name, bool Failed, TimeSpan Elapsed);
