using System.Text.Json;

namespace Goshi.Wire;

/// <summary>The token counts that a provider reports. Every detail is a part of its total, never an addition.</summary>
public readonly record struct OpenAIUsage
{
    /// <summary>All prompt tokens.</summary>
    public long PromptTokens { get; init; }

    /// <summary>All completion tokens, reasoning tokens included.</summary>
    public long CompletionTokens { get; init; }

    /// <summary>Prompt and completion tokens together.</summary>
    public long TotalTokens { get; init; }

    /// <summary>Prompt tokens read from the provider's cache.</summary>
    public long CachedTokens { get; init; }

    /// <summary>Prompt tokens written to the provider's cache.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>Prompt tokens of audio.</summary>
    public long PromptAudioTokens { get; init; }

    /// <summary>Completion tokens spent on reasoning.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>Completion tokens of audio.</summary>
    public long CompletionAudioTokens { get; init; }

    /// <summary>Completion tokens of a prediction that was right.</summary>
    public long AcceptedPredictionTokens { get; init; }

    /// <summary>Completion tokens of a prediction that was wrong; paid for all the same.</summary>
    public long RejectedPredictionTokens { get; init; }

    /// <summary>Reads a usage object of chat completions (<c>prompt_tokens</c> ...) or of responses (<c>input_tokens</c> ...).</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <returns>The counts, unchecked; null where a total is neither given nor follows from the sum: missing is not zero.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static OpenAIUsage? Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return Read(ref reader);
    }

    /// <summary>The counts that cost is calculated from.</summary>
    /// <remarks>
    /// As reported, so they may contradict each other; <see cref="TokenUsage.Validate"/> tells. Where a server's total shows
    /// that it counts reasoning beside the completion tokens (xAI does), they are put inside.
    /// </remarks>
    /// <returns>The usage, unchecked.</returns>
    public TokenUsage ToTokenUsage() => new()
    {
        InputTokens = PromptTokens,
        CachedInputTokens = CachedTokens,
        CacheWriteTokens = CacheWriteTokens,
        AudioInputTokens = PromptAudioTokens,
        OutputTokens = CountsReasoningApart ? CompletionTokens + ReasoningTokens : CompletionTokens,
        ReasoningTokens = ReasoningTokens,
        AudioOutputTokens = CompletionAudioTokens,
    };

    private bool CountsReasoningApart =>
        ReasoningTokens > 0 && (Int128)PromptTokens + CompletionTokens + ReasoningTokens == TotalTokens;

    /// <summary>Reads the object under the reader; null when it lacks a total, since a missing count is not zero.</summary>
    internal static OpenAIUsage? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.TrySkip();
            return null;
        }

        long? prompt = null, completion = null, total = null, hits = null;
        var usage = default(OpenAIUsage);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("prompt_tokens"u8))
            {
                prompt = Next(ref reader) ?? prompt;
            }
            else if (reader.ValueTextEquals("input_tokens"u8))
            {
                var input = Next(ref reader);
                prompt ??= input;
            }
            else if (reader.ValueTextEquals("completion_tokens"u8))
            {
                completion = Next(ref reader) ?? completion;
            }
            else if (reader.ValueTextEquals("output_tokens"u8))
            {
                var output = Next(ref reader);
                completion ??= output;
            }
            else if (reader.ValueTextEquals("total_tokens"u8))
            {
                total = Next(ref reader);
            }
            else if (reader.ValueTextEquals("prompt_cache_hit_tokens"u8) || reader.ValueTextEquals("cached_tokens"u8))
            {
                hits = Next(ref reader); // DeepSeek's and Moonshot's names
            }
            else if (reader.ValueTextEquals("prompt_tokens_details"u8) || reader.ValueTextEquals("input_tokens_details"u8))
            {
                reader.Read();
                usage = ReadDetails(ref reader, usage, ofPrompt: true);
            }
            else if (reader.ValueTextEquals("completion_tokens_details"u8) || reader.ValueTextEquals("output_tokens_details"u8))
            {
                reader.Read();
                usage = ReadDetails(ref reader, usage, ofPrompt: false);
            }
            else
            {
                reader.Read();
                reader.TrySkip();
            }
        }

        prompt ??= Rest(total, completion);
        completion ??= Rest(total, prompt);
        return prompt is { } p && completion is { } c
            ? usage with
            {
                PromptTokens = p,
                CompletionTokens = c,
                TotalTokens = total ?? p + c,
                CachedTokens = usage.CachedTokens == 0 ? hits ?? 0 : usage.CachedTokens,
            }
            : null;
    }

    private static long? Rest(long? total, long? part) => total - part is >= 0 and var rest ? rest : null;

    private static OpenAIUsage ReadDetails(ref Utf8JsonReader reader, OpenAIUsage usage, bool ofPrompt)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.TrySkip();
            return usage;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("cached_tokens"u8))
            {
                usage = usage with { CachedTokens = Next(ref reader) ?? 0 };
            }
            else if (reader.ValueTextEquals("cache_write_tokens"u8))
            {
                usage = usage with { CacheWriteTokens = Next(ref reader) ?? 0 };
            }
            else if (reader.ValueTextEquals("reasoning_tokens"u8))
            {
                usage = usage with { ReasoningTokens = Next(ref reader) ?? 0 };
            }
            else if (reader.ValueTextEquals("audio_tokens"u8))
            {
                var audio = Next(ref reader) ?? 0;
                usage = ofPrompt ? usage with { PromptAudioTokens = audio } : usage with { CompletionAudioTokens = audio };
            }
            else if (reader.ValueTextEquals("accepted_prediction_tokens"u8))
            {
                usage = usage with { AcceptedPredictionTokens = Next(ref reader) ?? 0 };
            }
            else if (reader.ValueTextEquals("rejected_prediction_tokens"u8))
            {
                usage = usage with { RejectedPredictionTokens = Next(ref reader) ?? 0 };
            }
            else
            {
                reader.Read();
                reader.TrySkip();
            }
        }

        return usage;
    }

    private static long? Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return WireJson.ReadWhole(ref reader);
    }
}
