namespace Goshi.Wire;

/// <summary>One message of a chat-completions request or answer.</summary>
public sealed class OpenAIMessage
{
    /// <summary>Who speaks: <c>system</c>, <c>developer</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</summary>
    public required string Role { get; set; }

    /// <summary>The text; null when <see cref="Parts"/> or <see cref="ToolCalls"/> say it all.</summary>
    public string? Content { get; set; }

    /// <summary>Text, images, audio and files; when set, sent in place of <see cref="Content"/>.</summary>
    public IList<OpenAIContentPart>? Parts { get; set; }

    /// <summary>The speaker's name; null: not sent.</summary>
    public string? Name { get; set; }

    /// <summary>The model's refusal to answer; null: none.</summary>
    public string? Refusal { get; set; }

    /// <summary>The model's reasoning, which some compatible servers return; never sent.</summary>
    public string? Reasoning { get; set; }

    /// <summary>The tools that the assistant called; null: none.</summary>
    public IList<OpenAIToolCall>? ToolCalls { get; set; }

    /// <summary>The call that a <c>tool</c> message answers.</summary>
    public string? ToolCallId { get; set; }
}
