using System.Reflection;
using Goshi.Generators.Emit;
using Goshi.Generators.Model;

namespace Goshi.Generators.Tests.Emit;

public class CostsEmitterTests
{
    private static readonly TokenUsage Usage = new() { InputTokens = 1000, CachedInputTokens = 400, OutputTokens = 500 };

    private static readonly PriceTable Full = Prices.Table(
        Prices.Record("gpt-4o") with
        {
            Aliases = ["gpt-4o-2024-08-06"], Prefixes = ["ft:gpt-4o:"],
            ContextWindow = 128_000, MaxInputTokens = 124_000, MaxOutputTokens = 16_384,
            Tools = true, Vision = true, StructuredOutputs = true, Reasoning = false, Streaming = true,
            Temperature = "accepted", ChatCompletions = true,
            Prices =
            [
                Prices.Entry(Prices.Rates(5m, null, 15m)) with { To = "2024-09-30" },
                Prices.Entry(Prices.Rates(2.5m, 1.25m, 10m)) with
                {
                    From = "2024-10-01",
                    Batch = Prices.Rates(1.25m, null, 5m),
                    Priority = Prices.Rates(4.25m, 2.125m, 17m),
                },
                Prices.Entry(Prices.Rates(9m, 9m, 9m)) with { From = "2027-01-01" },
            ],
        },
        Prices.Record("gpt-4o-mini") with { Prefixes = ["ft:gpt-4o-mini:"], Prices = [Prices.Entry(Prices.Rates(0.15m, 0.075m, 0.6m))] },
        Prices.Record("gpt-5.4") with
        {
            Reasoning = true, Temperature = "only_without_reasoning", ReasoningEfforts = ["none", "low"], RegionalMultiplier = 1.1m,
            RetirementDate = "2027-03-31", RetirementSource = "deprecations page",
            Prices =
            [
                Prices.Entry(new(2m, 0.2m, 2.5m, null, 12m, null)) with
                {
                    LongContextThreshold = 272_000, StandardLong = new(4m, 0.4m, 5m, null, 18m, null),
                    Priority = Prices.Rates(4m, 0.4m, 24m), Unconfirmed = true,
                },
            ],
        },
        Prices.Record("gpt-audio") with { Prices = [Prices.Entry(new(2.5m, null, null, 40m, 10m, 80m))] },
        Prices.Record("text-embedding-3-small") with { Kind = "embedding", Prices = [Prices.Entry(Prices.Rates(0.02m, null, null))] },
        Prices.Record("gpt-oss-120b") with { Temperature = "rejected" });

    [Fact]
    public void A_full_table()
    {
        var consumer = Emit(Full);

        Assert.Equal(0.007m, consumer.Calculate("Gpt4o", Usage));
        Assert.Equal(new DateOnly(2026, 11, 22), consumer.Costs.GetProperty("AsOf")!.GetValue(null));
    }

    [Fact]
    public void An_empty_table()
    {
        var consumer = Emit(PriceTable.Empty);

        Assert.Empty(consumer.Costs.GetNestedTypes());
        Assert.Null(consumer.Find("gpt-4o"));
    }

    [Fact]
    [UseCulture("de-DE")]
    public void A_hostile_table_stays_text()
    {
        var consumer = Emit(Prices.Table(
            Prices.Record(Configs.Nasty) with { Provider = Configs.Nasty, Kind = Configs.Nasty, Aliases = ["{{a}}"], Prefixes = [Configs.Nasty], RetirementDate = "2026-01-02", RetirementSource = Configs.Nasty, ReasoningEfforts = [Configs.Nasty], RegionalMultiplier = 1.15m, Prices = [Prices.Entry(Prices.Rates(0.000001m, 1234.5m, 9999999.999999m)) with { From = "2025-12-31" }] },
            Prices.Record("table") with { Prices = [Prices.Entry(Prices.Rates(1m, null, 1m))] },
            Prices.Record("try-calculate") with { Prices = [Prices.Entry(Prices.Rates(1m, null, 1m))] },
            Prices.Record("prices") with { Prices = [Prices.Entry(Prices.Rates(1m, null, 1m))] },
            Prices.Record("string"), Prices.Record("system"), Prices.Record("モデル"), Prices.Record("odd") with { Name = "class" }));

        Assert.Equal(Configs.Nasty, consumer.Find(Configs.Nasty)!.Id);
        Assert.Equal(Configs.Nasty, consumer.Find("{{a}}")!.Provider);
        Assert.Equal(1.15m, consumer.Find(Configs.Nasty)!.RegionalMultiplier);
        Assert.Equal("table", consumer.Find("table")!.Id);
    }

    [Theory]
    [InlineData("gpt-4o", "gpt-4o")]
    [InlineData("gpt-4o-2024-08-06", "gpt-4o")]
    [InlineData("ft:gpt-4o:acme::1", "gpt-4o")]
    [InlineData("ft:gpt-4o-mini:acme::1", "gpt-4o-mini")]
    [InlineData("gpt-4o-mini", "gpt-4o-mini")]
    [InlineData("gpt-4o-2099-01-01", null)]
    [InlineData("GPT-4o", null)]
    [InlineData("gpt-4", null)]
    [InlineData("ft:gpt-4o", null)]
    [InlineData("", null)]
    public void An_id_is_found_exactly_or_not_at_all(string id, string? found) => Assert.Equal(found, Loaded.Value.Find(id)?.Id);

    [Theory]
    [InlineData("gpt-4o", ServiceTier.Standard, "2026-11-22", "0.007")]
    [InlineData("gpt-4o", ServiceTier.Standard, "2024-10-01", "0.007")]
    [InlineData("gpt-4o", ServiceTier.Standard, "2024-09-30", "0.0125")]
    [InlineData("gpt-4o", ServiceTier.Standard, "2001-01-01", "0.0125")]
    [InlineData("gpt-4o", ServiceTier.Standard, "2027-01-01", "0.0135")]
    [InlineData("gpt-4o", ServiceTier.Batch, "2026-11-22", "0.00375")]
    [InlineData("gpt-4o", ServiceTier.Priority, "2026-11-22", "0.0119")]
    [InlineData("gpt-4o", ServiceTier.Flex, "2026-11-22", null)]
    [InlineData("gpt-4o", ServiceTier.Batch, "2024-01-01", null)]
    [InlineData("gpt-oss-120b", ServiceTier.Standard, "2026-11-22", null)]
    [InlineData("unheard-of", ServiceTier.Standard, "2026-11-22", null)]
    public void A_request_is_priced_by_id_tier_and_date_or_not_at_all(string id, ServiceTier tier, string date, string? usd)
    {
        object?[] arguments = [id, Usage, tier, DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), null];
        var isPriced = (bool)Loaded.Value.Costs.GetMethod("TryCalculate")!.Invoke(null, arguments)!;

        Assert.Equal(usd is not null, isPriced);
        Assert.Equal(usd is null ? 0m : decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture), arguments[4]);
    }

    [Fact]
    public void More_prompt_than_the_threshold_reprices_the_whole_request()
    {
        Assert.Equal(0.544m, Loaded.Value.Calculate("Gpt5_4", new() { InputTokens = 272_000 }));
        Assert.Equal(1.088004m, Loaded.Value.Calculate("Gpt5_4", new() { InputTokens = 272_001 }));
    }

    [Fact]
    public void A_tier_without_a_price_for_long_context_is_unpriced_there()
    {
        var price = Loaded.Value.Find("gpt-5.4")!.TryGetPrice(ServiceTier.Priority, new(2026, 11, 22), out var found) ? found : null;

        Assert.True(price!.TryCalculate(new() { InputTokens = 272_000 }, out _));
        Assert.False(price.TryCalculate(new() { InputTokens = 272_001 }, out _));
        Assert.True(price.IsUnconfirmed);
    }

    [Fact]
    public void The_calculator_of_a_model_and_its_dated_price_agree()
    {
        TokenUsage[] usages =
        [
            Usage, new() { InputTokens = 10_000, CacheWriteTokens = 3_000, CachedInputTokens = 2_000, OutputTokens = 7, ReasoningTokens = 3 },
            new() { InputTokens = 500, AudioInputTokens = 300, OutputTokens = 400, AudioOutputTokens = 123 }, new() { InputTokens = 300_000, OutputTokens = 1 },
        ];
        foreach (var (name, id) in new[] { ("Gpt4o", "gpt-4o"), ("Gpt4oMini", "gpt-4o-mini"), ("Gpt5_4", "gpt-5.4"), ("GptAudio", "gpt-audio") })
        {
            foreach (var usage in usages)
            {
                Assert.True(Loaded.Value.Find(id)!.TryGetPrice(ServiceTier.Standard, new(2026, 11, 22), out var price));
                Assert.True(price.TryCalculate(in usage, out var usd));
                Assert.Equal(usd, Loaded.Value.Calculate(name, usage));
            }
        }
    }

    [Fact]
    public void Inconsistent_usage_is_refused()
    {
        var usage = new TokenUsage { InputTokens = 1, CachedInputTokens = 2 };

        Assert.IsType<ArgumentException>(Assert.Throws<TargetInvocationException>(() => Loaded.Value.Calculate("Gpt4o", usage)).InnerException, exactMatch: false);
    }

    [Fact]
    public void A_model_without_a_price_has_no_calculator()
    {
        Assert.Null(Loaded.Value.Costs.GetNestedType("GptOss120b"));
        Assert.NotNull(Loaded.Value.Models.GetNestedType("GptOss120b"));
        Assert.Empty(Loaded.Value.Find("gpt-oss-120b")!.Prices);
    }

    [Fact]
    public void Facts_of_a_model_are_constants_or_absent()
    {
        var model = Loaded.Value.Models.GetNestedType("Gpt4o")!;

        Assert.Equal(128_000, model.GetField("ContextWindow")!.GetRawConstantValue());
        Assert.Equal("gpt-4o", model.GetField("Id")!.GetRawConstantValue());
        Assert.Equal(true, model.GetProperty("Tools")!.GetValue(null));
        Assert.Null(model.GetProperty("RetirementDate"));
        Assert.Equal(new DateOnly(2027, 3, 31), Loaded.Value.Models.GetNestedType("Gpt5_4")!.GetProperty("RetirementDate")!.GetValue(null));
        Assert.Null(Loaded.Value.Models.GetNestedType("Gpt5_4")!.GetField("ContextWindow"));
    }

    [Fact]
    public void A_new_price_leaves_what_GoshiModels_is_emitted_from_equal()
    {
        var before = ModelsSlice.Of(Full, Configs.Context);
        var after = ModelsSlice.Of(Full with { Records = [Full.Records[0] with { Prices = [Prices.Entry(Prices.Rates(1m, null, 1m))] }, .. Full.Records.Skip(1)] }, Configs.Context);

        Assert.Equal(before, after);
        Assert.Equal(before.GetHashCode(), after.GetHashCode());
    }

    private static Lazy<PriceConsumer> Loaded { get; } = new(static () => new PriceConsumer(Full));

    private static PriceConsumer Emit(PriceTable table, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var consumer = new PriceConsumer(table);
        Snapshot.Verify([("GoshiModels.g", consumer.ModelsSource), ("GoshiCosts.g", consumer.CostsSource)], test: test);
        return consumer;
    }

    /// <summary>GoshiModels and GoshiCosts, emitted, compiled and loaded.</summary>
    private sealed class PriceConsumer
    {
        public PriceConsumer(PriceTable table)
        {
            ModelsSource = ModelsEmitter.Emit(ModelsSlice.Of(table, Configs.Context));
            CostsSource = CostsEmitter.Emit(CostsSlice.Of(table, Configs.Context));
            var assembly = Consumer.Load(ModelsSource, CostsSource);
            Models = assembly.GetType("Acme.App.GoshiModels", throwOnError: true)!;
            Costs = assembly.GetType("Acme.App.GoshiCosts", throwOnError: true)!;
        }

        public string ModelsSource { get; }

        public string CostsSource { get; }

        public Type Models { get; }

        public Type Costs { get; }

        public ModelInfo? Find(string id) => ((ModelTable)Models.GetProperty("Table")!.GetValue(null)!).Find(id);

        public decimal Calculate(string model, TokenUsage usage) =>
            (decimal)Costs.GetNestedType(model)!.GetMethod("Calculate")!.Invoke(null, [usage])!;
    }
}
