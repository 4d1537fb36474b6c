namespace Goshi;

/// <summary>Token counts of one request, or a sum of several.</summary>
public readonly record struct TokenUsage
{
    /// <summary>All prompt tokens: fresh, cached, cache-write and audio tokens are inside this total.</summary>
    public long InputTokens { get; init; }

    /// <summary>Prompt tokens read from the provider's cache; part of <see cref="InputTokens"/>.</summary>
    public long CachedInputTokens { get; init; }

    /// <summary>Prompt tokens written to the provider's cache; part of <see cref="InputTokens"/>.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>Prompt tokens of audio; part of <see cref="InputTokens"/>.</summary>
    public long AudioInputTokens { get; init; }

    /// <summary>All completion tokens: reasoning and audio tokens are inside this total.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Completion tokens spent on reasoning; part of <see cref="OutputTokens"/>.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>Completion tokens of audio; part of <see cref="OutputTokens"/>.</summary>
    public long AudioOutputTokens { get; init; }
}
