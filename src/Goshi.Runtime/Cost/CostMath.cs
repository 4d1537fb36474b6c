using System.ComponentModel;
using System.Runtime.CompilerServices;
using Goshi.Cost;

namespace Goshi.Hosting;

/// <summary>
/// The arithmetic of a price, for generated calculators only. Rates are integers of 1e-12 US dollars per token; as
/// constants they fold into the inlined code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CostMath
{
    // Below this, tokens x rate cannot leave 64 bits: prompt and completion are each less than 2^31 x 2^31 = 2^62.
    private const ulong Small = 1UL << 31;

    /// <summary>Calculates the exact cost of a request whose price has one context tier.</summary>
    /// <param name="usage">The request's tokens.</param>
    /// <param name="input">Prompt tokens.</param>
    /// <param name="cachedInput">Prompt tokens read from the cache; as <paramref name="input"/> if they have no price.</param>
    /// <param name="cacheWrite">Prompt tokens written to the cache; as <paramref name="input"/> if they have no price.</param>
    /// <param name="audioInput">Prompt tokens of audio; as <paramref name="input"/> if they have no price.</param>
    /// <param name="output">Completion tokens.</param>
    /// <param name="audioOutput">Completion tokens of audio; as <paramref name="output"/> if they have no price.</param>
    /// <returns>US dollars; twelve decimals are kept, zeros included.</returns>
    /// <exception cref="ArgumentException">The usage is inconsistent: see <see cref="TokenUsage.Validate"/>.</exception>
    /// <exception cref="OverflowException">The cost is beyond the range of a decimal with twelve decimals.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static decimal Calculate(
        in TokenUsage usage, long input, long cachedInput, long cacheWrite, long audioInput, long output, long audioOutput)
    {
        usage.Validate();
        return TryMultiply(in usage, input, cachedInput, cacheWrite, audioInput, output, audioOutput, out var pico)
            ? Money.FromPicoRaw((ulong)pico)
            : Money.FromPico(Multiply(in usage, input, cachedInput, cacheWrite, audioInput, output, audioOutput));
    }

    /// <summary>
    /// Calculates the exact cost of a request whose price changes with the length of the prompt: more prompt tokens than
    /// the threshold put the whole request at the second set of rates.
    /// </summary>
    /// <param name="usage">The request's tokens.</param>
    /// <param name="threshold">The most prompt tokens, cached ones included, that the first set of rates applies to.</param>
    /// <param name="input">Prompt tokens.</param>
    /// <param name="cachedInput">Prompt tokens read from the cache.</param>
    /// <param name="cacheWrite">Prompt tokens written to the cache.</param>
    /// <param name="audioInput">Prompt tokens of audio.</param>
    /// <param name="output">Completion tokens.</param>
    /// <param name="audioOutput">Completion tokens of audio.</param>
    /// <param name="longInput">Prompt tokens above the threshold.</param>
    /// <param name="longCachedInput">Prompt tokens read from the cache, above the threshold.</param>
    /// <param name="longCacheWrite">Prompt tokens written to the cache, above the threshold.</param>
    /// <param name="longAudioInput">Prompt tokens of audio, above the threshold.</param>
    /// <param name="longOutput">Completion tokens, above the threshold.</param>
    /// <param name="longAudioOutput">Completion tokens of audio, above the threshold.</param>
    /// <returns>US dollars; twelve decimals are kept, zeros included.</returns>
    /// <exception cref="ArgumentException">The usage is inconsistent: see <see cref="TokenUsage.Validate"/>.</exception>
    /// <exception cref="OverflowException">The cost is beyond the range of a decimal with twelve decimals.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static decimal Calculate(
        in TokenUsage usage, long threshold,
        long input, long cachedInput, long cacheWrite, long audioInput, long output, long audioOutput,
        long longInput, long longCachedInput, long longCacheWrite, long longAudioInput, long longOutput, long longAudioOutput) =>
        usage.InputTokens > threshold
            ? Calculate(in usage, longInput, longCachedInput, longCacheWrite, longAudioInput, longOutput, longAudioOutput)
            : Calculate(in usage, input, cachedInput, cacheWrite, audioInput, output, audioOutput);

    /// <summary>
    /// The cost in 64 bits, for consistent usage. Each part is charged as a difference to its total, so that no token is
    /// paid twice; a difference that leaves 64 bits on the way comes back, because arithmetic modulo 2^64 is exact.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryMultiply(
        in TokenUsage usage, long input, long cachedInput, long cacheWrite, long audioInput, long output, long audioOutput,
        out long pico)
    {
        pico = unchecked(
            (usage.InputTokens * input)
            + (usage.CachedInputTokens * (cachedInput - input))
            + (usage.CacheWriteTokens * (cacheWrite - input))
            + (usage.AudioInputTokens * (audioInput - input))
            + (usage.OutputTokens * output)
            + (usage.AudioOutputTokens * (audioOutput - output)));
        return (ulong)(usage.InputTokens | usage.OutputTokens) < Small
            && (ulong)(input | cachedInput | cacheWrite | audioInput | output | audioOutput) < Small
            && (audioInput == input || !HasOverlap(in usage));
    }

    /// <summary>
    /// The cost of any consistent usage. A token that must be both audio and cached (the parts are larger than the
    /// prompt) bills once, as audio: no source gives a price for cached audio, and a budget may not be surprised.
    /// Audio without a price of its own bills as text does, so its cached tokens stay cached.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Int128 Multiply(
        in TokenUsage usage, long input, long cachedInput, long cacheWrite, long audioInput, long output, long audioOutput)
    {
        var audio = audioInput == input ? 0 : usage.AudioInputTokens;
        var cacheWritten = Math.Min(usage.CacheWriteTokens, usage.InputTokens - audio);
        var cached = Math.Min(usage.CachedInputTokens, usage.InputTokens - audio - cacheWritten);
        var fresh = usage.InputTokens - audio - cacheWritten - cached;
        return ((Int128)fresh * input) + ((Int128)cached * cachedInput) + ((Int128)cacheWritten * cacheWrite)
            + ((Int128)audio * audioInput)
            + ((Int128)(usage.OutputTokens - usage.AudioOutputTokens) * output)
            + ((Int128)usage.AudioOutputTokens * audioOutput);
    }

    private static bool HasOverlap(in TokenUsage usage) =>
        usage.AudioInputTokens > usage.InputTokens - usage.CachedInputTokens - usage.CacheWriteTokens;
}
