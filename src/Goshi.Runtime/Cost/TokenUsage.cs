using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Goshi;

/// <summary>Token counts of one request, or a sum of several.</summary>
public readonly record struct TokenUsage
{
    /// <summary>All prompt tokens: fresh, cached, cache-write and audio tokens are inside this total.</summary>
    public long InputTokens { get; init; }

    /// <summary>Prompt tokens read from the provider's cache; part of <see cref="InputTokens"/>.</summary>
    public long CachedInputTokens { get; init; }

    /// <summary>Prompt tokens written to the provider's cache; part of <see cref="InputTokens"/>, none of them cached ones.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>Prompt tokens of audio; part of <see cref="InputTokens"/>.</summary>
    public long AudioInputTokens { get; init; }

    /// <summary>All completion tokens: reasoning and audio tokens are inside this total.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Completion tokens spent on reasoning; part of <see cref="OutputTokens"/>, billed as all output is.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>Completion tokens of audio; part of <see cref="OutputTokens"/>.</summary>
    public long AudioOutputTokens { get; init; }

    /// <summary>Prompt and completion tokens together.</summary>
    public long TotalTokens => Add(InputTokens, OutputTokens);

    /// <summary>Whether no count is negative and no part is larger than its total.</summary>
    internal bool IsConsistent =>
        (InputTokens | CachedInputTokens | CacheWriteTokens | AudioInputTokens
            | OutputTokens | ReasoningTokens | AudioOutputTokens) >= 0
        // Written as a subtraction because the sum could overflow, the difference of two non-negatives cannot.
        && CachedInputTokens <= InputTokens - CacheWriteTokens
        && AudioInputTokens <= InputTokens
        && ReasoningTokens <= OutputTokens
        && AudioOutputTokens <= OutputTokens;

    /// <summary>Checks that the counts can be those of a real request.</summary>
    /// <exception cref="ArgumentException">
    /// A count is negative; cached and cache-write tokens together, or audio tokens, are more than the prompt's tokens;
    /// or reasoning or audio tokens are more than the completion's.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Validate()
    {
        if (!IsConsistent)
        {
            ThrowInconsistent();
        }
    }

    /// <summary>Adds two usages count by count; a sum beyond the range of <see cref="long"/> stays at its end.</summary>
    /// <param name="left">One usage.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum.</returns>
    public static TokenUsage operator +(TokenUsage left, TokenUsage right) => new()
    {
        InputTokens = Add(left.InputTokens, right.InputTokens),
        CachedInputTokens = Add(left.CachedInputTokens, right.CachedInputTokens),
        CacheWriteTokens = Add(left.CacheWriteTokens, right.CacheWriteTokens),
        AudioInputTokens = Add(left.AudioInputTokens, right.AudioInputTokens),
        OutputTokens = Add(left.OutputTokens, right.OutputTokens),
        ReasoningTokens = Add(left.ReasoningTokens, right.ReasoningTokens),
        AudioOutputTokens = Add(left.AudioOutputTokens, right.AudioOutputTokens),
    };

    // Saturates instead of throwing: the counts come from a provider, and summing them up must not fail.
    private static long Add(long left, long right)
    {
        var sum = unchecked(left + right);
        var overflowed = ((left ^ sum) & (right ^ sum)) < 0;
        return !overflowed ? sum : left < 0 ? long.MinValue : long.MaxValue;
    }

    // Apart, so that the check itself is inlined into every calculation.
    [DoesNotReturn]
    private void ThrowInconsistent() => throw new ArgumentException(Inconsistency());

    private string Inconsistency()
    {
        if ((InputTokens | CachedInputTokens | CacheWriteTokens | AudioInputTokens
            | OutputTokens | ReasoningTokens | AudioOutputTokens) < 0)
        {
            return FormattableString.Invariant($"A token count is negative: {this}.");
        }

        var (part, count, whole, total) =
            CachedInputTokens > InputTokens - CacheWriteTokens
                ? ("CachedInputTokens + CacheWriteTokens", (Int128)CachedInputTokens + CacheWriteTokens, nameof(InputTokens), InputTokens)
            : AudioInputTokens > InputTokens ? (nameof(AudioInputTokens), AudioInputTokens, nameof(InputTokens), InputTokens)
            : ReasoningTokens > OutputTokens ? (nameof(ReasoningTokens), ReasoningTokens, nameof(OutputTokens), OutputTokens)
            : (nameof(AudioOutputTokens), AudioOutputTokens, nameof(OutputTokens), OutputTokens);
        return FormattableString.Invariant(
            $"{part} is {count}, more than {whole}, {total}: it is a part of that total, not an addition to it.");
    }
}
