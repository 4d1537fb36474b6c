using Goshi.Hosting;

namespace Goshi.Tests.Hosting;

public class PackedModelsTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly ModelTable Table = PackedModels.Read(
        Today,
        """
        gpt-x provider=openai kind=chat context_window=128000 max_input_tokens=124000 max_output_tokens=16384 tools=true vision=false structured_outputs=true reasoning=false streaming=true temperature=only_without_reasoning chat_completions=true reasoning_efforts=none,low retirement=2027-03-31 regional_multiplier=1.1 aliases=gpt-x-latest,gpt-x-2026-01-02 prefixes=ft:gpt-x:
        gpt-x-mini provider=openai kind=chat prefixes=ft:gpt-x:mini
        odd%0020id%002C provider=acme kind=embedding aliases=%D83D%DE00,a=b prefixes=%0025:
        a provider=acme kind=chat
        gpt-x provider=second kind=chat
        """,
        """
        gpt-x standard=5,,,,15,
        gpt-x from=2026-01-02 standard=2.5,1.25,3,40,10,80 batch=1.25,,,,5, flex=2,,,,, priority=4,,,,20, above=272000 above.standard=5,,,,15.000001, unconfirmed=true
        odd%0020id%002C standard=0.02,,,,,
        unheard-of standard=1,,,,1,
        """);

    [Fact]
    public void Every_fact_of_a_line_is_read()
    {
        var model = Table.Find("gpt-x")!;

        Assert.Equal(("gpt-x", "openai", "chat"), (model.Id, model.Provider, model.Kind));
        Assert.Equal((128_000, 124_000, 16_384), (model.ContextWindow, model.MaxInputTokens, model.MaxOutputTokens));
        Assert.Equal((true, false, true), (model.Tools, model.Vision, model.StructuredOutputs));
        Assert.Equal((false, true, true), (model.Reasoning, model.Streaming, model.ChatCompletions));
        Assert.Equal(TemperatureSupport.OnlyWithoutReasoning, model.Temperature);
        Assert.Equal(["none", "low"], model.ReasoningEfforts);
        Assert.Equal((new DateOnly(2027, 3, 31), 1.1m), (model.RetirementDate, model.RegionalMultiplier));
        Assert.Equal(Today, Table.AsOf);
    }

    [Fact]
    public void A_fact_that_is_not_written_is_unknown()
    {
        var model = Table.Find("a")!;

        Assert.Equal((null, null, null), (model.ContextWindow, model.MaxInputTokens, model.MaxOutputTokens));
        Assert.Equal((null, null, null, null), (model.Tools, model.Vision, model.StructuredOutputs, model.ChatCompletions));
        Assert.Equal((TemperatureSupport.Unknown, null, 1m), (model.Temperature, model.RetirementDate, model.RegionalMultiplier));
        Assert.Empty(model.ReasoningEfforts);
        Assert.Empty(model.Prices);
    }

    [Fact]
    public void Every_price_of_a_model_is_read()
    {
        var prices = Table.Find("gpt-x")!.Prices;

        Assert.Equal([null, new DateOnly(2026, 1, 2)], prices.Select(static price => price.From));
        Assert.Equal(new TokenRates(5_000_000, 15_000_000), prices[0].Standard.Rates);
        Assert.Equal((long.MaxValue, null, false), (prices[0].Standard.LongContextThreshold, prices[0].Standard.LongContextRates, prices[0].Standard.IsUnconfirmed));
        Assert.Null(prices[0].Batch);
        Assert.Equal(
            new TokenRates(2_500_000, 10_000_000) { CachedInput = 1_250_000, CacheWrite = 3_000_000, AudioInput = 40_000_000, AudioOutput = 80_000_000 },
            prices[1].Standard.Rates);
        Assert.Equal((272_000, new TokenRates(5_000_000, 15_000_001), true), (prices[1].Standard.LongContextThreshold, prices[1].Standard.LongContextRates, prices[1].Standard.IsUnconfirmed));
        Assert.Equal((new TokenRates(1_250_000, 5_000_000), 272_000, null), (prices[1].Batch!.Rates, prices[1].Batch!.LongContextThreshold, prices[1].Batch!.LongContextRates));
        Assert.Equal((new TokenRates(2_000_000, 0), new TokenRates(4_000_000, 20_000_000)), (prices[1].Flex!.Rates, prices[1].Priority!.Rates));
    }

    [Theory]
    [InlineData("gpt-x", "gpt-x")]
    [InlineData("gpt-x-latest", "gpt-x")]
    [InlineData("gpt-x-2026-01-02", "gpt-x")]
    [InlineData("ft:gpt-x:acme::1", "gpt-x")]
    [InlineData("ft:gpt-x:mini:1", "gpt-x-mini")]
    [InlineData("odd id,", "odd id,")]
    [InlineData("😀", "odd id,")]
    [InlineData("a=b", "odd id,")]
    [InlineData("%:1", "odd id,")]
    [InlineData("a", "a")]
    [InlineData("", null)]
    [InlineData("b", null)]
    [InlineData("gpt-x-", null)]
    [InlineData("odd%0020id%002C", null)]
    [InlineData("unheard-of", null)]
    public void An_id_is_found_exactly_or_by_the_longest_prefix(string id, string? found) => Assert.Equal(found, Table.Find(id)?.Id);

    [Fact]
    public void The_first_line_of_an_id_wins() => Assert.Equal("openai", Table.Find("gpt-x")!.Provider);

    [Fact]
    public void Ids_that_differ_where_the_look_up_does_not_look_are_told_apart()
    {
        var ids = Enumerable.Range(0, 500).Select(static i => $"{i:D6}-and-the-same-for-every-one-of-them").ToArray();
        var table = PackedModels.Read(Today, string.Join('\n', ids.Select(static id => id + " provider=acme kind=chat")), "");

        Assert.All(ids, id => Assert.Equal(id, table.Find(id)?.Id));
        Assert.Null(table.Find("000500-and-the-same-for-every-one-of-them"));
    }

    [Fact]
    public void A_model_is_read_once_whoever_asks()
    {
        var found = new ModelInfo?[64];
        var table = PackedModels.Read(Today, "m provider=acme kind=chat", "m standard=1,,,,1,");
        Parallel.For(0, found.Length, i => found[i] = table.Find("m"));

        Assert.NotNull(found[0]);
        Assert.All(found, model => Assert.Same(found[0], model));
    }

    [Fact]
    public void Without_lines_nothing_is_found() => Assert.Null(PackedModels.Read(Today, "", "").Find("gpt-x"));
}
