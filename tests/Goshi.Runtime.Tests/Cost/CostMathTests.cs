using FsCheck;
using FsCheck.Fluent;
using Goshi.Hosting;

namespace Goshi.Tests.Cost;

public class CostMathTests
{
    [Fact]
    public void Prices_a_cached_call_to_gpt_4o_exactly()
    {
        var usage = new TokenUsage { InputTokens = 1000, CachedInputTokens = 400, OutputTokens = 500 };

        Assert.Equal(0.007m, CostMath.Calculate(in usage, 2_500_000L, 1_250_000L, 2_500_000L, 2_500_000L, 10_000_000L, 10_000_000L));
    }

    [Theory]
    [InlineData(272_000, 0.68)]
    [InlineData(272_001, 1.360005)]
    public void Takes_the_second_rates_only_above_the_threshold(long input, double usd)
    {
        var usage = new TokenUsage { InputTokens = input };

        Assert.Equal((decimal)usd, CostMath.Calculate(
            in usage, 272_000, 2_500_000, 250_000, 2_500_000, 2_500_000, 15_000_000, 15_000_000,
            5_000_000, 500_000, 5_000_000, 5_000_000, 22_500_000, 22_500_000));
    }

    [Fact]
    public void Refuses_inconsistent_usage()
    {
        var usage = new TokenUsage { OutputTokens = 1, ReasoningTokens = 2 };

        Assert.Throws<ArgumentException>(() => CostMath.Calculate(in usage, 1, 1, 1, 1, 1, 1));
    }

    [Fact]
    public void Agrees_with_decimal_arithmetic_on_every_usage_and_price()
    {
        var numbers = Gen.Choose(0, 2_000_000).Select(n => (long)n).ArrayOf(13).ToArbitrary();

        Prop.ForAll(numbers, n =>
        {
            var usage = UsageOf(n);
            var (input, cached, write, audio, output, audioOut) = (n[7], n[8], n[9], n[10], n[11], n[12]);

            return CostMath.Calculate(in usage, input, cached, write, audio, output, audioOut)
                == ByHand(usage, input, cached, write, audio, output, audioOut);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Agrees_with_decimal_arithmetic_beyond_64_bits_whichever_rate_leads_there(int rate)
    {
        const long Large = 1L << 33;
        var counts = new TokenUsage
        {
            InputTokens = rate < 4 ? Large : 0,
            CachedInputTokens = rate == 1 ? Large : 0,
            CacheWriteTokens = rate == 2 ? Large : 0,
            AudioInputTokens = rate == 3 ? Large : 0,
            OutputTokens = rate >= 4 ? Large : 0,
            AudioOutputTokens = rate == 5 ? Large : 0,
        };
        long[] rates = [1, 2, 3, 4, 5, 6];
        rates[rate] = Large;

        Assert.Equal(
            ByHand(counts, rates[0], rates[1], rates[2], rates[3], rates[4], rates[5]),
            CostMath.Calculate(in counts, rates[0], rates[1], rates[2], rates[3], rates[4], rates[5]));
    }

    [Fact]
    public void Is_never_below_zero_nor_above_the_dearest_rate()
    {
        var numbers = Gen.Choose(0, 2_000_000).Select(n => (long)n).ArrayOf(13).ToArbitrary();

        Prop.ForAll(numbers, n =>
        {
            var usage = UsageOf(n);
            var cost = CostMath.Calculate(in usage, n[7], n[8], n[9], n[10], n[11], n[12]);
            var most = ((decimal)usage.InputTokens * n[7..11].Max()) + ((decimal)usage.OutputTokens * n[11..13].Max());

            return cost >= 0 && cost <= most / 1_000_000_000_000m;
        }).QuickCheckThrowOnFailure();
    }

    // Parts cut to their totals, so that every generated usage is consistent; audio may overlap cached tokens.
    private static TokenUsage UsageOf(long[] n) => new()
    {
        InputTokens = n[0],
        CachedInputTokens = Math.Min(n[1], n[0]),
        CacheWriteTokens = Math.Min(n[2], n[0] - Math.Min(n[1], n[0])),
        AudioInputTokens = Math.Min(n[3], n[0]),
        OutputTokens = n[4],
        ReasoningTokens = Math.Min(n[5], n[4]),
        AudioOutputTokens = Math.Min(n[6], n[4]),
    };

    private static decimal ByHand(TokenUsage u, decimal input, decimal cached, decimal write, decimal audio, decimal output, decimal audioOut)
    {
        var audioTokens = audio == input ? 0 : u.AudioInputTokens;
        var writeTokens = Math.Min(u.CacheWriteTokens, u.InputTokens - audioTokens);
        var cachedTokens = Math.Min(u.CachedInputTokens, u.InputTokens - audioTokens - writeTokens);
        var fresh = u.InputTokens - audioTokens - writeTokens - cachedTokens;
        return ((fresh * input) + (cachedTokens * cached) + (writeTokens * write) + (audioTokens * audio)
            + ((u.OutputTokens - u.AudioOutputTokens) * output) + (u.AudioOutputTokens * audioOut)) / 1_000_000_000_000m;
    }
}
