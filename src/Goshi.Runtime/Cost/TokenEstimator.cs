using Goshi.Cost;
using Microsoft.Extensions.AI;

namespace Goshi;

/// <summary>
/// Estimates prompt tokens by the size of everything that a request carries: texts, names, tool declarations, calls and
/// results, the response's schema. Needs no vocabulary, so it fits every model.
/// </summary>
public sealed class TokenEstimator : ITokenEstimator
{
    // Dense scripts come to about 2 bytes per token, English prose to more than 4. Random text can exceed the bound.
    private const int BoundBytesPerToken = 2;
    private const int ExpectedBytesPerToken = 4;
    private const int TokensPerMessage = 8;

    // OpenAI counts 10 audio tokens per second. The bound takes the thinnest encodings (about 6 kbit/s), the expectation
    // a common one (128 kbit/s).
    private const int BoundAudioBytesPerToken = 64;
    private const int ExpectedAudioBytesPerToken = 1_600;

    private TokenEstimator()
    {
    }

    /// <summary>The estimator that is used unless another is registered.</summary>
    public static TokenEstimator Default { get; } = new();

    /// <summary>
    /// Half a token per byte of text and 8 per message; per image the model's maximum, 4,000 where none is known.
    /// </summary>
    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="messages"/> is null.</exception>
    public long Bound(IReadOnlyList<ChatMessage> messages, ChatOptions? options) => Bound(messages, options, options?.ModelId);

    /// <inheritdoc cref="Bound(IReadOnlyList{ChatMessage}, ChatOptions?)"/>
    internal static long Bound(IReadOnlyList<ChatMessage> messages, ChatOptions? options, string? model)
    {
        var size = PromptMeter.Measure(messages, options, model);
        return Bound(in size, messages.Count);
    }

    /// <summary>A quarter of a token per byte of text; per image the model's maximum, 4,000 where none is known.</summary>
    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="messages"/> is null.</exception>
    public long Expect(IReadOnlyList<ChatMessage> messages, ChatOptions? options) => Expect(messages, options, options?.ModelId);

    /// <inheritdoc cref="Expect(IReadOnlyList{ChatMessage}, ChatOptions?)"/>
    internal static long Expect(IReadOnlyList<ChatMessage> messages, ChatOptions? options, string? model)
    {
        var size = PromptMeter.Measure(messages, options, model);
        return Expect(in size);
    }

    internal static long Bound(in PromptSize size, int messages) =>
        CeilingOf(size.TextBytes, BoundBytesPerToken)
        + ((long)TokensPerMessage * messages)
        + CeilingOf(size.AudioBytes, BoundAudioBytesPerToken)
        + size.ImageTokens;

    internal static long Expect(in PromptSize size) =>
        CeilingOf(size.TextBytes, ExpectedBytesPerToken)
        + CeilingOf(size.AudioBytes, ExpectedAudioBytesPerToken)
        + size.ImageTokens;

    private static long CeilingOf(long value, int divisor) => (value + divisor - 1) / divisor;
}
