using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Goshi.Generators.Tests.Binding;

namespace Goshi.Generators.Tests.Emit;

/// <summary>
/// Every id of the packaged file at every tier, date and context length, of every provider: the emitted calculators against
/// arithmetic in fractions of whole numbers that reads the JSON by itself.
/// </summary>
public class PriceVectorTests
{
    private static readonly ServiceTier[] Tiers = [ServiceTier.Standard, ServiceTier.Batch, ServiceTier.Flex, ServiceTier.Priority];

    [Theory]
    [InlineData("openai", 8_000)]
    [InlineData("anthropic", 400)]
    [InlineData("deepseek", 100)]
    [InlineData("google", 500)]
    [InlineData("groq", 150)]
    [InlineData("mistral", 500)]
    [InlineData("x-ai", 500)]
    public void Every_price_is_exact(string provider, int atLeast)
    {
        var priced = 0;
        foreach (var vector in Vectors(provider))
        {
            var usage = vector.Usage;
            var isPriced = PackagedCosts.TryCalculate(vector.Id, in usage, vector.Tier, vector.Date, out var usd);

            Assert.Equal((vector, vector.Usd is not null, vector.Usd ?? 0), (vector, isPriced, usd));
            priced += isPriced ? 1 : 0;
        }

        Assert.True(priced >= atLeast, $"{priced} vectors of {provider}");
    }

    [Fact]
    public void Every_regional_price_is_exact()
    {
        var priced = 0;
        foreach (var vector in Vectors("openai").Where(static vector => vector.Multiplier != 1 && vector.Usd is not null))
        {
            var usage = vector.Usage;
            var info = PackagedCosts.Find(vector.Id)!;

            Assert.Equal(vector.Multiplier, info.RegionalMultiplier);
            Assert.True(info.TryGetPrice(vector.Tier, vector.Date, out var price));
            Assert.True(price.Scale(info.RegionalMultiplier).TryCalculate(in usage, out var usd));
            Assert.Equal((vector, vector.Usd * vector.Multiplier), (vector, usd));
            priced++;
        }

        Assert.True(priced > 1_000, $"{priced} regional vectors");
    }

    private static IEnumerable<Vector> Vectors(string provider)
    {
        using var file = JsonDocument.Parse(PriceTables.PackagedText);
        foreach (var model in file.RootElement.GetProperty("models").EnumerateArray().Where(model => model.GetProperty("provider").GetString() == provider))
        {
            var multiplier = model.TryGetProperty("regional_multiplier", out var factor) ? decimal.Parse(factor.GetString()!, CultureInfo.InvariantCulture) : 1;
            var entries = model.GetProperty("prices").EnumerateArray().ToArray();
            string[] ids = [model.GetProperty("id").GetString()!, .. Texts(model, "aliases"), .. Texts(model, "snapshots"), .. Texts(model, "prefixes").Select(static prefix => prefix + "x:acme::1")];
            foreach (var (id, date, tier) in from id in ids from date in Dates(entries) from tier in Tiers select (id, date, tier))
            {
                var entry = entries.Length == 0 ? default : entries.LastOrDefault(entry => From(entry) is not { } from || from <= date, entries[0]);
                foreach (var usage in Usages(entry))
                {
                    yield return new Vector(id, tier, date, usage, multiplier, Usd(entry, tier.ToString().ToLowerInvariant(), usage));
                }
            }
        }
    }

    private static IEnumerable<string> Texts(JsonElement model, string name) =>
        model.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(static item => item.GetString()!) : [];

    private static IEnumerable<DateOnly> Dates(JsonElement[] entries) => entries
        .Select(From).OfType<DateOnly>().SelectMany(static from => new[] { from.AddDays(-1), from, from.AddDays(1) })
        .Concat([new(2001, 1, 1), new(2026, 11, 22), new(2099, 12, 31)]).Distinct();

    private static DateOnly? From(JsonElement entry) =>
        entry.TryGetProperty("from", out var from) ? DateOnly.Parse(from.GetString()!, CultureInfo.InvariantCulture) : null;

    private static IEnumerable<TokenUsage> Usages(JsonElement entry)
    {
        yield return new() { InputTokens = 1, OutputTokens = 1 };
        yield return new() { InputTokens = 1_000, CachedInputTokens = 400, OutputTokens = 500, ReasoningTokens = 448 };
        yield return new() { InputTokens = 7_777, CachedInputTokens = 1_024, CacheWriteTokens = 3_333, OutputTokens = 999 };
        yield return new() { InputTokens = 1_500, AudioInputTokens = 1_200, OutputTokens = 900, AudioOutputTokens = 700 };
        if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("long_context", out var above))
        {
            var threshold = above.GetProperty("above").GetInt64();
            yield return new() { InputTokens = threshold, CachedInputTokens = 100_000, CacheWriteTokens = 3, OutputTokens = 11 };
            yield return new() { InputTokens = threshold + 1, CachedInputTokens = 100_000, CacheWriteTokens = 3, OutputTokens = 11 };
            yield return new() { InputTokens = 1_000_003, OutputTokens = 127_999 };
        }
    }

    private static decimal? Usd(JsonElement entry, string tier, TokenUsage usage)
    {
        var prices = entry;
        if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("long_context", out var above) && usage.InputTokens > above.GetProperty("above").GetInt64())
        {
            prices = above;
        }

        if (prices.ValueKind != JsonValueKind.Object || !prices.TryGetProperty(tier, out var rates))
        {
            return null;
        }

        // Each token is of one kind, and each kind has one rate.
        var (cached, written, audio) = (usage.CachedInputTokens, usage.CacheWriteTokens, usage.AudioInputTokens);
        var total = ((usage.InputTokens - cached - written - audio) * Rate("input"))
            + (cached * Rate("cached_input", "input"))
            + (written * Rate("cache_write", "input"))
            + (audio * Rate("audio_input", "input"))
            + ((usage.OutputTokens - usage.AudioOutputTokens) * Rate("output"))
            + (usage.AudioOutputTokens * Rate("audio_output", "output"));
        return (decimal)total / 1_000_000_000_000m;

        // Dollars per million tokens as a whole number of 1e-12 dollars per token, from the digits of the text.
        BigInteger Rate(params string[] names)
        {
            if (names.Select(name => rates.TryGetProperty(name, out var rate) ? rate.GetString() : null).FirstOrDefault(static text => text is not null) is not { } text)
            {
                return 0;
            }

            var point = text.IndexOf('.', StringComparison.Ordinal);
            var decimals = point < 0 ? 0 : text.Length - point - 1;
            return BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * BigInteger.Pow(10, 6 - decimals);
        }
    }

    private sealed record Vector(string Id, ServiceTier Tier, DateOnly Date, TokenUsage Usage, decimal Multiplier, decimal? Usd);
}
