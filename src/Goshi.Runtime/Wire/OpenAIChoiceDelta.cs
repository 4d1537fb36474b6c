namespace Goshi.Wire;

/// <summary>What one chunk adds to one answer.</summary>
public readonly record struct OpenAIChoiceDelta
{
    /// <summary>Which answer; above 0 only when several were asked for.</summary>
    public int Index { get; init; }

    /// <summary>The role; in the first chunk only.</summary>
    public string? Role { get; init; }

    /// <summary>The next piece of the text.</summary>
    public string? Content { get; init; }

    /// <summary>The next piece of the reasoning, which some compatible servers send.</summary>
    public string? Reasoning { get; init; }

    /// <summary>The next piece of the model's refusal.</summary>
    public string? Refusal { get; init; }

    /// <summary>The next pieces of tool calls; null: none.</summary>
    public IReadOnlyList<OpenAIToolCallDelta>? ToolCalls { get; init; }

    /// <summary>The next log probabilities, citations and audio; null: none.</summary>
    public OpenAIAnswerDetails? Details { get; init; }

    /// <summary>Why the answer ended: <c>stop</c>, <c>length</c>, <c>tool_calls</c>, <c>content_filter</c>; null: it goes on.</summary>
    public string? FinishReason { get; init; }
}
