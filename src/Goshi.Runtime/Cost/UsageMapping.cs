using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi;

/// <summary>
/// Token counts to and from Microsoft.Extensions.AI, where cached tokens are part of the input and reasoning is part of the
/// output, and from what providers report. OpenAI's own are read by <see cref="OpenAIUsage"/>.
/// </summary>
public static class UsageMapping
{
    /// <summary>
    /// The key of <see cref="UsageDetails.AdditionalCounts"/> for prompt tokens written to the cache, which have no
    /// property of their own there.
    /// </summary>
    public const string CacheWriteTokensKey = "InputTokenDetails.CacheWriteTokenCount";

    /// <summary>The key of <see cref="UsageDetails.AdditionalCounts"/> for prompt tokens of audio.</summary>
    /// <remarks>The properties for audio are experimental there and may go away; they are read where this key is missing.</remarks>
    public const string AudioInputTokensKey = "InputTokenDetails.AudioTokenCount";

    /// <summary>The key of <see cref="UsageDetails.AdditionalCounts"/> for completion tokens of audio.</summary>
    public const string AudioOutputTokensKey = "OutputTokenDetails.AudioTokenCount";

    /// <summary>Reads token counts. A part that is missing counts as 0; a total that is missing does not.</summary>
    /// <param name="details">The counts; null: none.</param>
    /// <returns>
    /// The usage, unchecked; null where the prompt's or the completion's total is neither given nor follows from the sum
    /// of both: an unknown total is not 0.
    /// </returns>
    public static TokenUsage? ToTokenUsage(this UsageDetails? details)
    {
        if (details is null)
        {
            return null;
        }

        var input = details.InputTokenCount ?? Rest(details.TotalTokenCount, details.OutputTokenCount);
        var output = details.OutputTokenCount ?? Rest(details.TotalTokenCount, details.InputTokenCount);
        if (input is not { } prompt || output is not { } completion)
        {
            return null;
        }

        return new TokenUsage
        {
            InputTokens = prompt,
            CachedInputTokens = details.CachedInputTokenCount ?? 0,
            CacheWriteTokens = Additional(details, CacheWriteTokensKey) ?? 0,
            AudioInputTokens = Additional(details, AudioInputTokensKey) ?? AudioInput(details) ?? 0,
            OutputTokens = completion,
            ReasoningTokens = details.ReasoningTokenCount ?? 0,
            AudioOutputTokens = Additional(details, AudioOutputTokensKey) ?? AudioOutput(details) ?? 0,
        };
    }

    /// <summary>Reads the counts of Ollama's last line.</summary>
    /// <param name="line">The line.</param>
    /// <returns>The usage, unchecked; null where either count is missing, which is not zero.</returns>
    public static TokenUsage? ToTokenUsage(this OllamaChatResponse line) =>
        line is { PromptEvalCount: { } input, EvalCount: { } output }
            ? new TokenUsage { InputTokens = input, OutputTokens = output }
            : null;

    /// <summary>Writes token counts. A part of 0 is left out, because the provider may not have reported it at all.</summary>
    /// <param name="usage">The usage.</param>
    /// <returns>New counts, the caller's to change.</returns>
    public static UsageDetails ToUsageDetails(this TokenUsage usage)
    {
        var details = new UsageDetails
        {
            InputTokenCount = usage.InputTokens,
            OutputTokenCount = usage.OutputTokens,
            TotalTokenCount = usage.TotalTokens,
            CachedInputTokenCount = NullIfZero(usage.CachedInputTokens),
            ReasoningTokenCount = NullIfZero(usage.ReasoningTokens),
        };
        AddUnlessZero(details, CacheWriteTokensKey, usage.CacheWriteTokens);
        AddUnlessZero(details, AudioInputTokensKey, usage.AudioInputTokens);
        AddUnlessZero(details, AudioOutputTokensKey, usage.AudioOutputTokens);
        return details;
    }

    private static long? Additional(UsageDetails details, string key) =>
        details.AdditionalCounts is { } counts && counts.TryGetValue(key, out var count) ? count : null;

#pragma warning disable MEAI001
    private static long? AudioInput(UsageDetails details) => details.InputAudioTokenCount;

    private static long? AudioOutput(UsageDetails details) => details.OutputAudioTokenCount;
#pragma warning restore MEAI001

    private static void AddUnlessZero(UsageDetails details, string key, long count)
    {
        if (count != 0)
        {
            (details.AdditionalCounts ??= [])[key] = count;
        }
    }

    private static long? NullIfZero(long count) => count == 0 ? null : count;

    private static long? Rest(long? total, long? part) => total - part is >= 0 and var rest ? rest : null;
}
