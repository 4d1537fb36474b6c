using System.Globalization;
using Goshi.Generators.Emit;
using Goshi.Generators.Model;

namespace Goshi.Generators.Tests.Binding;

/// <summary>The table that the package carries, read as a compiler reads it.</summary>
public class PricePackagedTests
{
    private static PriceTable Table => PriceTables.Packaged;

    [Fact]
    public void Binds_without_a_diagnostic()
    {
        Assert.Equal("2026-11-22", Table.AsOf);
        Assert.Equal(85, Table.Records.Count(record => record.Provider == "openai"));
        Assert.Equal(
            ["anthropic", "deepseek", "google", "groq", "mistral", "openai", "x-ai"],
            Table.Records.Select(record => record.Provider).Distinct().Order());
    }

    [Fact]
    public void Is_small_enough_to_be_read_on_every_cold_build() =>
        Assert.InRange(PriceTables.PackagedText.Length, 1, 150_000);

    [Fact]
    public void Has_one_class_name_per_record() => Assert.Distinct(
        Table.Records.Select(static record => CSharpName.Of(record)), StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void Has_only_prices_that_are_whole_picodollars_per_token_after_the_regional_multiplier()
    {
        foreach (var record in Table.Records)
        {
            foreach (var rate in record.Prices.SelectMany(Rates))
            {
                var pico = rate * record.RegionalMultiplier * 1_000_000m;
                Assert.True(pico == decimal.Truncate(pico), $"{record.Id}: {rate} x {record.RegionalMultiplier}");
            }
        }
    }

    [Theory]
    [InlineData("gpt-4o", "2026-11-22", "standard", "2.5 1.25 - 10")]
    [InlineData("gpt-4o-2024-11-20", "2026-11-22", "standard", "2.5 1.25 - 10")]
    [InlineData("gpt-4o-2024-05-13", "2026-11-22", "standard", "5 - - 15")]
    [InlineData("gpt-4o", "2026-11-22", "batch", "1.25 - - 5")]
    [InlineData("gpt-4o", "2026-11-22", "priority", "4.25 2.125 - 17")]
    [InlineData("gpt-5.4", "2026-11-22", "standard", "2.5 0.25 - 15")]
    [InlineData("gpt-5.4", "2026-11-22", "standard long", "5 0.5 - 22.5")]
    [InlineData("gpt-5.4", "2026-11-22", "priority", "5 0.5 - 30")]
    [InlineData("gpt-6.2-sol", "2026-11-22", "standard", "2 0.1 2.5 10")]
    [InlineData("gpt-6.2-sol", "2026-11-22", "priority long", "8 0.4 10 30")]
    [InlineData("gpt-5.6", "2026-08-20", "standard", "5 0.5 6.25 30")]
    [InlineData("gpt-5.6", "2026-08-21", "standard", "4 0.4 5 20")]
    [InlineData("gpt-5.6-luna-2026-07-09", "2026-07-30", "flex long", "0.2 0.02 0.25 0.9")]
    [InlineData("o3", "2025-06-09", "standard", "10 2.5 - 40")]
    [InlineData("o3", "2025-06-10", "standard", "2 0.5 - 8")]
    [InlineData("ft:gpt-4o-2024-08-06:acme::abc123", "2026-11-22", "standard", "3.75 1.875 - 15")]
    [InlineData("text-embedding-3-small", "2026-11-22", "standard", "0.02 - - -")]
    [InlineData("text-embedding-ada-002-v2", "2026-11-22", "standard", "0.1 - - -")]
    [InlineData("claude-opus-4-1", "2026-11-22", "standard", "15 1.5 18.75 75")]
    [InlineData("deepseek-chat", "2026-11-22", "standard", "0.27 0.07 - 1.1")]
    [InlineData("deepseek-v4-flash", "2026-08-16", "standard", "0.14 0.0028 - 0.28")]
    [InlineData("deepseek-v4-flash", "2026-08-17", "standard", "0.44 0.014 - 1.32")]
    [InlineData("grok-4", "2026-11-22", "standard", "3 0.75 - 15")]
    [InlineData("grok-latest", "2026-11-22", "standard long", "4 0.6 - 12")]
    [InlineData("gemini-3.8-flash", "2026-12-31", "standard", "0.75 0.075 - 3.75")]
    [InlineData("gemini-3.8-flash", "2027-01-01", "standard", "1.5 0.15 - 7.5")]
    [InlineData("openai/gpt-oss-120b", "2026-11-22", "standard", "0.15 0.075 - 0.6")]
    public void Prices_a_model(string id, string date, string tier, string expected)
    {
        var rates = Tier(EntryOn(id, date), tier)!;

        Assert.Equal(expected, string.Join(" ", Text(rates.Input), Text(rates.CachedInput), Text(rates.CacheWrite), Text(rates.Output)));
    }

    [Theory]
    [InlineData("gpt-5.4", "priority long")]
    [InlineData("gpt-5.6-sol", "priority long")]
    [InlineData("gpt-4o", "standard long")]
    [InlineData("gpt-6.2-sol", "flex")]
    [InlineData("claude-opus-4-1", "batch")]
    public void Has_no_price_that_no_source_states(string id, string tier) => Assert.Null(Tier(EntryOn(id, "2026-11-22"), tier));

    [Theory]
    [InlineData("gpt-5.4", 272000)]
    [InlineData("gemini-1.5-flash", 128000)]
    [InlineData("claude-sonnet-4-5", 200000)]
    // xAI's prices change at 200,000 itself; everybody else's above the number.
    [InlineData("grok-4.5", 199999)]
    public void Reprices_above(string id, long threshold) =>
        Assert.Equal(threshold, EntryOn(id, "2026-11-22").LongContextThreshold);

    [Theory]
    [InlineData("2026-11-21", false)]
    [InlineData("2026-11-22", true)]
    public void A_promotion_that_has_run_out_is_unconfirmed(string date, bool unconfirmed) =>
        Assert.Equal(unconfirmed, EntryOn("gpt-5.6-sol", date).Unconfirmed);

    [Fact]
    public void Knows_limits_and_capabilities()
    {
        var record = PriceTables.Find(Table, "gpt-5.4");

        Assert.Equal((1_050_000, 922_000, 128_000), (record.ContextWindow, record.MaxInputTokens, record.MaxOutputTokens));
        Assert.Equal((true, true, true, true, true), (record.Tools, record.Vision, record.StructuredOutputs, record.Reasoning, record.Streaming));
        Assert.Equal(("only_without_reasoning", true, 1.1m), (record.Temperature, record.ChatCompletions, record.RegionalMultiplier));
        Assert.Equal(["none", "low", "medium", "high", "xhigh"], record.ReasoningEfforts);
    }

    [Fact]
    public void Knows_when_a_model_retires()
    {
        var record = PriceTables.Find(Table, "gpt-4o");

        Assert.Equal(("deprecated", "2027-01-14", "OpenAI deprecations page"), (record.Status, record.RetirementDate, record.RetirementSource));
    }

    [Theory]
    [InlineData("gpt-5.5-pro", false)]
    [InlineData("gpt-oss-120b", null)]
    [InlineData("claude-opus-4-1", null)]
    public void Knows_who_serves_chat_completions(string id, bool? expected) =>
        Assert.Equal(expected, PriceTables.Find(Table, id).ChatCompletions);

    [Fact]
    public void Open_weights_have_no_price_of_OpenAI() => Assert.Empty(PriceTables.Find(Table, "gpt-oss-120b").Prices);

    private static PriceEntry EntryOn(string id, string date) =>
        PriceTables.Find(Table, id).Prices.Last(entry => entry.From is null || string.CompareOrdinal(entry.From, date) <= 0);

    private static RatesModel? Tier(PriceEntry entry, string tier) => tier switch
    {
        "standard" => entry.Standard,
        "standard long" => entry.StandardLong,
        "batch" => entry.Batch,
        "flex" => entry.Flex,
        "flex long" => entry.FlexLong,
        "priority" => entry.Priority,
        "priority long" => entry.PriorityLong,
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, null),
    };

    private static IEnumerable<decimal> Rates(PriceEntry entry) =>
        from rates in new[]
        {
            entry.Standard, entry.StandardLong, entry.Batch, entry.BatchLong, entry.Flex, entry.FlexLong, entry.Priority,
            entry.PriorityLong,
        }
        where rates is not null
        from rate in new[]
        {
            rates.Input, rates.CachedInput, rates.CacheWrite, rates.AudioInput, rates.Output, rates.AudioOutput,
        }
        where rate is not null
        select rate.Value;

    private static string Text(decimal? rate) => rate?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
