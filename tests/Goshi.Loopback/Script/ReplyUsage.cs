namespace Goshi.Loopback;

/// <summary>The tokens that an answer reports. Every detail is a part of its total, never an addition.</summary>
/// <param name="Prompt">Tokens of the prompt; null: the field is left out.</param>
/// <param name="Completion">Tokens of the answer; null: the field is left out.</param>
public sealed record ReplyUsage(int? Prompt, int? Completion)
{
    /// <summary>The part of the prompt that came from the cache.</summary>
    public int Cached { get; init; }

    /// <summary>The part of the prompt that was written to the cache; null: the field is left out.</summary>
    public int? CacheWrite { get; init; }

    /// <summary>The part of the answer that was reasoning.</summary>
    public int Reasoning { get; init; }

    /// <summary>The part of the prompt that was audio.</summary>
    public int PromptAudio { get; init; }

    /// <summary>The part of the answer that was audio.</summary>
    public int CompletionAudio { get; init; }
}
