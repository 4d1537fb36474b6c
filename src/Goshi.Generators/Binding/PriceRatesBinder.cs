using Goshi.Generators.Model;

namespace Goshi.Generators.Binding;

/// <summary>Binds the rates of one tier.</summary>
internal static class PriceRatesBinder
{
    private const string Form = "a price: digits and up to six decimals, such as 2.5";

    /// <summary>
    /// <c>cache_write_1h</c>, <c>cache_write_12h</c> and <c>cached_audio_input</c> are kept in the table and charged
    /// nowhere: no provider's usage says how many tokens they apply to.
    /// </summary>
    private static readonly string[] Names =
    [
        "input", "cached_input", "cache_write", "cache_write_1h", "cache_write_12h", "output", "audio_input",
        "cached_audio_input", "audio_output",
    ];

    /// <summary>Binds a tier.</summary>
    /// <param name="parent">What holds it; null gives null.</param>
    /// <param name="tier">Its name.</param>
    /// <param name="hasOutput">Whether the model has completion tokens to be paid for.</param>
    public static RatesModel? Bind(PriceObject? parent, string tier, bool hasOutput)
    {
        if (parent?.Object(tier, "the rates of '" + tier + "'", Names) is not { } rates)
        {
            return null;
        }

        if (rates.Member("input") is null)
        {
            rates.ReportMissing("input");
        }

        if (hasOutput && rates.Member("output") is null)
        {
            rates.ReportMissing("output");
        }

        rates.Decimal("cache_write_1h", Form);
        rates.Decimal("cache_write_12h", Form);
        rates.Decimal("cached_audio_input", Form);
        var input = rates.Decimal("input", Form);
        var bound = new RatesModel(
            input ?? 0,
            rates.Decimal("cached_input", Form),
            rates.Decimal("cache_write", Form),
            rates.Decimal("audio_input", Form),
            rates.Decimal("output", Form),
            rates.Decimal("audio_output", Form));

        // Without an input price there is none; it must not come out as free.
        return input is null || (hasOutput && bound.Output is null) ? null : bound;
    }
}
