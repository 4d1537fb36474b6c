using System.Globalization;
using Goshi.Generators.Text;

namespace Goshi.PriceChecks;

/// <summary>A dated price is complete and exact in every tier.</summary>
internal static class PriceCheck
{
    private static readonly string[] Tiers = ["standard", "batch", "flex", "priority"];

    /// <summary>Checks one dated price.</summary>
    /// <param name="price">The price.</param>
    /// <param name="multiplier">The model's multiplier for regional processing.</param>
    /// <param name="problems">Takes the problems.</param>
    public static void Check(JsonNode price, decimal multiplier, ProblemList problems)
    {
        var standard = price.Get("standard")!;
        foreach (var tier in Tiers)
        {
            if (price.Get(tier) is { } rates)
            {
                CheckRates(tier, rates, standard, multiplier, problems);
                CheckLongContext(tier, rates, price.Get("long_context")?.Get(tier), multiplier, problems);
            }
        }
    }

    private static void CheckRates(
        string tier, JsonNode rates, JsonNode standard, decimal multiplier, ProblemList problems)
    {
        // Without its own rate for cache writes a tier would bill them at its input rate, which is less.
        foreach (var name in new[] { "output", "cache_write" })
        {
            if (standard.Get(name) is not null && rates.Get(name) is null)
            {
                problems.Add(rates, $"The tier '{tier}' lacks '{name}', which 'standard' has");
            }
        }

        foreach (var rate in rates.Members)
        {
            CheckRate(rate, multiplier, problems);
        }

        foreach (var name in new[] { "cached_input", "cached_audio_input" })
        {
            var full = Value(rates, name == "cached_input" ? "input" : "audio_input");
            if (Value(rates, name) > full)
            {
                problems.Add(rates.Get(name)!, $"'{name}' costs more than the same tokens uncached");
            }
        }
    }

    private static void CheckRate(JsonMember rate, decimal multiplier, ProblemList problems)
    {
        if (rate.Value.Kind != JsonKind.String)
        {
            problems.Add(rate.Value, $"Write '{rate.Name}' in quotes: other readers of this file turn numbers into doubles");
        }

        var regional = decimal.Parse(rate.Value.Text, CultureInfo.InvariantCulture) * multiplier * 1_000_000m;
        if (regional != decimal.Truncate(regional))
        {
            problems.Add(rate.Value, $"'{rate.Name}' times the regional multiplier {multiplier} has more than six decimals");
        }
    }

    private static void CheckLongContext(
        string tier, JsonNode rates, JsonNode? longRates, decimal multiplier, ProblemList problems)
    {
        if (longRates is null)
        {
            return;
        }

        foreach (var rate in rates.Members.Where(rate => longRates.Get(rate.Name) is null))
        {
            problems.Add(longRates, $"The long-context rates of '{tier}' lack '{rate.Name}', which the normal ones have");
        }

        foreach (var rate in longRates.Members)
        {
            CheckRate(rate, multiplier, problems);
            if (Value(longRates, rate.Name) < Value(rates, rate.Name))
            {
                problems.Add(rate.Value, $"'{rate.Name}' of '{tier}' costs less in long context than without");
            }
        }
    }

    private static decimal? Value(JsonNode rates, string name) =>
        rates.Text(name) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;
}
