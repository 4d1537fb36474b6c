namespace Goshi.Wire;

/// <summary>One message of an Ollama chat.</summary>
public sealed class OllamaMessage
{
    /// <summary>Who speaks: <c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</summary>
    public required string Role { get; set; }

    /// <summary>The text.</summary>
    public string Content { get; set; } = "";

    /// <summary>The model's reasoning; null: none.</summary>
    public string? Thinking { get; set; }

    /// <summary>Images as base64; null: none.</summary>
    public IList<string>? Images { get; set; }

    /// <summary>The tools that the assistant called; null: none.</summary>
    public IList<OllamaToolCall>? ToolCalls { get; set; }

    /// <summary>The function whose result a <c>tool</c> message holds.</summary>
    public string? ToolName { get; set; }

    /// <summary>The call that a <c>tool</c> message answers; null: not sent.</summary>
    public string? ToolCallId { get; set; }
}
