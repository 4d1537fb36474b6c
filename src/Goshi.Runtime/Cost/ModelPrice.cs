using Goshi.Cost;

namespace Goshi;

/// <summary>
/// What a model costs at one service tier from one date on. Immutable. Above the long-context threshold the whole
/// request has the long-context rates.
/// </summary>
public sealed class ModelPrice
{
    private readonly RateCard _rates;
    private readonly RateCard? _longRates;

    /// <summary>Creates a price.</summary>
    /// <param name="rates">The rates up to the threshold.</param>
    /// <param name="longContextThreshold">
    /// The most prompt tokens, cached ones included, that <paramref name="rates"/> apply to.
    /// </param>
    /// <param name="longContext">
    /// The rates of the whole request above the threshold; null: such a request has no price.
    /// </param>
    /// <param name="unconfirmed">Whether the price's term has lapsed, so that it may be out of date.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate or the threshold is negative.</exception>
    public ModelPrice(
        TokenRates rates,
        long longContextThreshold = long.MaxValue,
        TokenRates? longContext = null,
        bool unconfirmed = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(longContextThreshold);
        _rates = new RateCard(in rates);
        _longRates = longContext is { } above ? new RateCard(in above) : null;
        LongContextThreshold = longContextThreshold;
        IsUnconfirmed = unconfirmed;
    }

    /// <summary>The rates up to <see cref="LongContextThreshold"/>.</summary>
    public TokenRates Rates => _rates.Rates;

    /// <summary>The rates above <see cref="LongContextThreshold"/>; null: the same model has no price there.</summary>
    public TokenRates? LongContextRates => _longRates?.Rates;

    /// <summary>The most prompt tokens, cached ones included, that <see cref="Rates"/> apply to.</summary>
    /// <value><see cref="long.MaxValue"/>: the price does not depend on the prompt's length.</value>
    public long LongContextThreshold { get; }

    /// <summary>Whether the price's term has lapsed, so that it may be out of date.</summary>
    public bool IsUnconfirmed { get; }

    /// <summary>Prompt tokens, US dollars per million.</summary>
    public decimal InputUsdPerMillionTokens => Money.RateFromPico(_rates.Input);

    /// <summary>Prompt tokens read from the cache, US dollars per million; the input price if they have none of their own.</summary>
    public decimal CachedInputUsdPerMillionTokens => Money.RateFromPico(_rates.CachedInput);

    /// <summary>Prompt tokens written to the cache, US dollars per million; the input price if they have none of their own.</summary>
    public decimal CacheWriteUsdPerMillionTokens => Money.RateFromPico(_rates.CacheWrite);

    /// <summary>Prompt tokens of audio, US dollars per million; the input price if they have none of their own.</summary>
    public decimal AudioInputUsdPerMillionTokens => Money.RateFromPico(_rates.AudioInput);

    /// <summary>Completion tokens, reasoning included, US dollars per million.</summary>
    public decimal OutputUsdPerMillionTokens => Money.RateFromPico(_rates.Output);

    /// <summary>Completion tokens of audio, US dollars per million; the output price if they have none of their own.</summary>
    public decimal AudioOutputUsdPerMillionTokens => Money.RateFromPico(_rates.AudioOutput);

    /// <summary>Prompt tokens of a long request, US dollars per million; null: no such price.</summary>
    public decimal? LongContextInputUsdPerMillionTokens => Usd(_longRates?.Input);

    /// <summary>Cached prompt tokens of a long request, US dollars per million; null: no such price.</summary>
    public decimal? LongContextCachedInputUsdPerMillionTokens => Usd(_longRates?.CachedInput);

    /// <summary>Cache-write prompt tokens of a long request, US dollars per million; null: no such price.</summary>
    public decimal? LongContextCacheWriteUsdPerMillionTokens => Usd(_longRates?.CacheWrite);

    /// <summary>Audio prompt tokens of a long request, US dollars per million; null: no such price.</summary>
    public decimal? LongContextAudioInputUsdPerMillionTokens => Usd(_longRates?.AudioInput);

    /// <summary>Completion tokens of a long request, US dollars per million; null: no such price.</summary>
    public decimal? LongContextOutputUsdPerMillionTokens => Usd(_longRates?.Output);

    /// <summary>Audio completion tokens of a long request, US dollars per million; null: no such price.</summary>
    public decimal? LongContextAudioOutputUsdPerMillionTokens => Usd(_longRates?.AudioOutput);

    /// <summary>Calculates the exact cost of a request.</summary>
    /// <remarks>
    /// Cached, cache-write and audio tokens are charged at their own rates inside their totals, never twice. Tokens that
    /// must be audio and cached at once (the parts are larger than the prompt) bill as audio.
    /// </remarks>
    /// <param name="usage">The request's tokens.</param>
    /// <param name="usd">US dollars, twelve decimals, zeros included; 0 when there is no price.</param>
    /// <returns>False: the price does not cover a prompt of this length.</returns>
    /// <exception cref="ArgumentException">The usage is inconsistent: see <see cref="TokenUsage.Validate"/>.</exception>
    /// <exception cref="OverflowException">The cost is beyond the range of a decimal with twelve decimals.</exception>
    public bool TryCalculate(in TokenUsage usage, out decimal usd)
    {
        usage.Validate();
        var card = CardFor(usage.InputTokens);
        if (card is null)
        {
            usd = 0;
            return false;
        }

        usd = card.TryMultiply(in usage, out var pico) ? Money.FromPicoRaw((ulong)pico) : Money.FromPico(card.Multiply(in usage));
        return true;
    }

    /// <summary>Creates this price times a factor, for regional processing.</summary>
    /// <param name="multiplier">The factor, above 0; a scaled rate is rounded up to a whole 1e-12 USD per token.</param>
    /// <returns>The scaled price; this one if the factor is 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not above 0.</exception>
    /// <exception cref="OverflowException">A scaled rate is beyond the range of 64 bits.</exception>
    public ModelPrice Scale(decimal multiplier)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(multiplier);
        return multiplier == 1
            ? this
            : new ModelPrice(_rates.Scale(multiplier), LongContextThreshold, _longRates?.Scale(multiplier), IsUnconfirmed);
    }

    /// <summary>
    /// The cost in integers of 1e-12 USD; at the end of 64 bits (nine million dollars for one request) it stays there.
    /// </summary>
    /// <returns>False: the price does not cover a prompt of this length.</returns>
    internal bool TryCalculatePico(in TokenUsage usage, out long pico)
    {
        usage.Validate();
        var card = CardFor(usage.InputTokens);
        if (card is null)
        {
            pico = 0;
            return false;
        }

        if (!card.TryMultiply(in usage, out pico))
        {
            pico = Money.Saturate(card.Multiply(in usage));
        }

        return true;
    }

    /// <summary>
    /// The dearest rates that a prompt of at most so many tokens can lead to; null where it can lead to a context without
    /// a price. The bound may be above the threshold while the real prompt is below it, so both contexts count then.
    /// </summary>
    internal (long Input, long Output)? WorstRates(long promptBound, bool audioInput, bool audioOutput)
    {
        var (input, output) = (_rates.WorstInput(audioInput), _rates.WorstOutput(audioOutput));
        if (promptBound <= LongContextThreshold)
        {
            return (input, output);
        }

        return _longRates is null
            ? null
            : (Math.Max(input, _longRates.WorstInput(audioInput)), Math.Max(output, _longRates.WorstOutput(audioOutput)));
    }

    private static decimal? Usd(long? pico) => pico is { } rate ? Money.RateFromPico(rate) : null;

    private RateCard? CardFor(long inputTokens) => inputTokens > LongContextThreshold ? _longRates : _rates;
}
