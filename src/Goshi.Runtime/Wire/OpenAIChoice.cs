namespace Goshi.Wire;

/// <summary>One answer of a chat-completions request.</summary>
public sealed class OpenAIChoice
{
    /// <summary>Its number, from 0.</summary>
    public int Index { get; init; }

    /// <summary>What the assistant said.</summary>
    public required OpenAIMessage Message { get; init; }

    /// <summary>Why the answer ended: <c>stop</c>, <c>length</c>, <c>tool_calls</c>, <c>content_filter</c>.</summary>
    public string? FinishReason { get; init; }

    /// <summary>Log probabilities, citations and audio; null: none.</summary>
    public OpenAIAnswerDetails? Details { get; init; }
}
