using Goshi.Cost;

namespace Goshi;

/// <summary>
/// What each kind of token costs, in integers of 1e-12 US dollars per token: 2.5 USD per million tokens is 2,500,000.
/// </summary>
/// <param name="Input">Prompt tokens, 1e-12 USD each.</param>
/// <param name="Output">Completion tokens, reasoning included, 1e-12 USD each.</param>
public readonly record struct TokenRates(long Input, long Output)
{
    /// <summary>Prompt tokens read from the cache, 1e-12 USD each.</summary>
    /// <value>Null: they bill at <see cref="Input"/>.</value>
    public long? CachedInput { get; init; }

    /// <summary>Prompt tokens written to the cache, 1e-12 USD each.</summary>
    /// <value>Null: they bill at <see cref="Input"/>.</value>
    public long? CacheWrite { get; init; }

    /// <summary>Prompt tokens of audio, 1e-12 USD each.</summary>
    /// <value>Null: they bill as text does.</value>
    public long? AudioInput { get; init; }

    /// <summary>Completion tokens of audio, 1e-12 USD each.</summary>
    /// <value>Null: they bill at <see cref="Output"/>.</value>
    public long? AudioOutput { get; init; }

    /// <summary>Creates rates from prices as providers publish them, in US dollars per million tokens.</summary>
    /// <param name="input">Prompt tokens.</param>
    /// <param name="output">Completion tokens.</param>
    /// <param name="cachedInput">Prompt tokens read from the cache; null: as <paramref name="input"/>.</param>
    /// <param name="cacheWrite">Prompt tokens written to the cache; null: as <paramref name="input"/>.</param>
    /// <param name="audioInput">Prompt tokens of audio; null: as text.</param>
    /// <param name="audioOutput">Completion tokens of audio; null: as <paramref name="output"/>.</param>
    /// <returns>The same prices per token.</returns>
    /// <exception cref="ArgumentException">A price has more than six decimals, which 1e-12 USD per token cannot hold.</exception>
    /// <exception cref="OverflowException">A price is beyond 9,223,372,036,854 USD per million tokens.</exception>
    public static TokenRates FromUsdPerMillionTokens(
        decimal input,
        decimal output,
        decimal? cachedInput = null,
        decimal? cacheWrite = null,
        decimal? audioInput = null,
        decimal? audioOutput = null) => new(Money.RateToPico(input), Money.RateToPico(output))
        {
            CachedInput = Rate(cachedInput),
            CacheWrite = Rate(cacheWrite),
            AudioInput = Rate(audioInput),
            AudioOutput = Rate(audioOutput),
        };

    private static long? Rate(decimal? usdPerMillion) => usdPerMillion is { } usd ? Money.RateToPico(usd) : null;
}
