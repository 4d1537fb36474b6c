using Goshi.Hosting;

namespace Goshi.Tests.Cost;

public class ModelPriceTests
{
    [Fact]
    public void Charges_cached_tokens_inside_the_prompt_not_on_top() =>
        Assert.Equal(0.007m, Cost(Prices.Gpt4o, new() { InputTokens = 1000, CachedInputTokens = 400, OutputTokens = 500 }));

    [Fact]
    public void Charges_reasoning_inside_the_completion() =>
        Assert.Equal(0.005m, Cost(Prices.Gpt4o, new() { OutputTokens = 500, ReasoningTokens = 450 }));

    [Fact]
    public void Charges_cached_tokens_without_a_price_as_input() =>
        Assert.Equal(1m, Cost(Prices.OneMicro, new() { InputTokens = 1_000_000, CachedInputTokens = 500_000 }));

    [Fact]
    public void Charges_cache_writes_at_their_own_rate() => Assert.Equal(
        (500 * 4m + 400 * 0.4m + 100 * 5m) / 1_000_000,
        Cost(Prices.WithCacheWrite, new() { InputTokens = 1000, CachedInputTokens = 400, CacheWriteTokens = 100 }));

    [Fact]
    public void Charges_audio_instead_of_text() => Assert.Equal(
        (600 * 2.5m + 400 * 32m + 30 * 10m + 70 * 64m) / 1_000_000,
        Cost(Prices.Audio, new() { InputTokens = 1000, AudioInputTokens = 400, OutputTokens = 100, AudioOutputTokens = 70 }));

    [Fact]
    public void Charges_a_token_that_is_audio_and_cached_once_as_audio()
    {
        var price = new ModelPrice(TokenRates.FromUsdPerMillionTokens(2m, 0m, cachedInput: 1m, cacheWrite: 3m, audioInput: 40m));

        // 700 + 400 + 100 do not fit 1,000: 200 of the cached ones must be audio.
        var cost = Cost(price, new() { InputTokens = 1000, AudioInputTokens = 700, CachedInputTokens = 400, CacheWriteTokens = 100 });

        Assert.Equal((700 * 40m + 100 * 3m + 200 * 1m) / 1_000_000, cost);
    }

    [Fact]
    public void Keeps_cached_audio_cached_where_audio_has_no_price() => Assert.Equal(
        1000 * 1.25m / 1_000_000,
        Cost(Prices.Gpt4o, new() { InputTokens = 1000, AudioInputTokens = 1000, CachedInputTokens = 1000 }));

    [Theory]
    [InlineData(272_000, 272_000 * 2.5 + 1000 * 15)]
    [InlineData(272_001, 272_001 * 5.0 + 1000 * 22.5)]
    public void Reprices_the_whole_request_only_above_the_threshold(long input, double micro) =>
        Assert.Equal((decimal)micro / 1_000_000, Cost(Prices.Gpt5_4, new() { InputTokens = input, OutputTokens = 1000 }));

    [Fact]
    public void Counts_cached_tokens_towards_the_threshold() => Assert.Equal(
        (1 * 5m + 272_000 * 0.5m) / 1_000_000,
        Cost(Prices.Gpt5_4, new() { InputTokens = 272_001, CachedInputTokens = 272_000 }));

    [Fact]
    public void Has_no_price_above_the_threshold_where_none_is_known()
    {
        var usage = new TokenUsage { InputTokens = 272_001 };

        Assert.False(Prices.Gpt5_4Priority.TryCalculate(in usage, out var usd));
        Assert.Equal(0, usd);
        Assert.Null(Prices.Gpt5_4Priority.LongContextInputUsdPerMillionTokens);
    }

    [Fact]
    public void Refuses_inconsistent_usage()
    {
        var usage = new TokenUsage { InputTokens = 1, CachedInputTokens = 2 };

        Assert.Throws<ArgumentException>(() => Prices.Gpt4o.TryCalculate(in usage, out _));
    }

    [Fact]
    public void Scales_every_rate_for_regional_processing()
    {
        var regional = Prices.Gpt5_4.Scale(1.1m);

        Assert.Equal(2.75m, regional.InputUsdPerMillionTokens);
        Assert.Equal(0.275m, regional.CachedInputUsdPerMillionTokens);
        Assert.Equal(16.5m, regional.OutputUsdPerMillionTokens);
        Assert.Equal(24.75m, regional.LongContextOutputUsdPerMillionTokens);
        Assert.Equal(272_000, regional.LongContextThreshold);
        Assert.Null(regional.Rates.AudioInput);
        Assert.Same(Prices.Gpt5_4, Prices.Gpt5_4.Scale(1));
    }

    [Fact]
    public void Rounds_a_scaled_rate_up() =>
        Assert.Equal(2, new ModelPrice(new TokenRates(1, 0)).Scale(1.1m).Rates.Input);

    [Theory]
    [InlineData(1L << 31)]
    [InlineData((1L << 31) - 1)]
    [InlineData(1L << 40)]
    public void Is_exact_beyond_the_fast_path(long tokens)
    {
        var price = new ModelPrice(new TokenRates((1L << 31) - 1, 3) { CachedInput = 7 });

        var cost = Cost(price, new() { InputTokens = tokens, CachedInputTokens = 5, OutputTokens = tokens });

        Assert.Equal(((decimal)(tokens - 5) * ((1L << 31) - 1) + 5 * 7 + (decimal)tokens * 3) / 1_000_000_000_000m, cost);
    }

    [Fact]
    public void Is_exact_at_a_rate_beyond_the_fast_path()
    {
        var price = new ModelPrice(new TokenRates(10_000_000_000, 1));

        Assert.Equal(100_000_000m, Cost(price, new() { InputTokens = 10_000_000_000 }));
    }

    [Fact]
    public void Throws_rather_than_rounding_a_cost_that_a_decimal_cannot_hold()
    {
        var price = new ModelPrice(new TokenRates(long.MaxValue, 0));
        var usage = new TokenUsage { InputTokens = long.MaxValue };

        Assert.Throws<OverflowException>(() => price.TryCalculate(in usage, out _));
        Assert.True(price.TryCalculatePico(in usage, out var pico));
        Assert.Equal(long.MaxValue, pico);
    }

    [Fact]
    public void Tells_every_rate_in_dollars_per_million()
    {
        var price = new ModelPrice(
            TokenRates.FromUsdPerMillionTokens(1m, 2m, 3m, 4m, 5m, 6m), 100, TokenRates.FromUsdPerMillionTokens(7m, 8m, 9m, 10m, 11m, 12m), unconfirmed: true);

        Assert.Equal(
            (1m, 2m, 3m, 4m, 5m, 6m),
            (price.InputUsdPerMillionTokens, price.OutputUsdPerMillionTokens, price.CachedInputUsdPerMillionTokens,
                price.CacheWriteUsdPerMillionTokens, price.AudioInputUsdPerMillionTokens, price.AudioOutputUsdPerMillionTokens));
        Assert.Equal(
            (7m, 8m, 9m, 10m, 11m, 12m),
            (price.LongContextInputUsdPerMillionTokens, price.LongContextOutputUsdPerMillionTokens, price.LongContextCachedInputUsdPerMillionTokens,
                price.LongContextCacheWriteUsdPerMillionTokens, price.LongContextAudioInputUsdPerMillionTokens, price.LongContextAudioOutputUsdPerMillionTokens));
        Assert.Equal((100L, true, 7_000_000L), (price.LongContextThreshold, price.IsUnconfirmed, price.LongContextRates!.Value.Input));
        Assert.True(price.Scale(2).IsUnconfirmed);
        Assert.Equal((6m, 24m), (price.Scale(2).CachedInputUsdPerMillionTokens, price.Scale(2).LongContextAudioOutputUsdPerMillionTokens));
        Assert.False(Prices.Gpt4o.IsUnconfirmed);
    }

    [Fact]
    public void Refuses_a_negative_threshold_and_a_factor_that_is_not_above_zero()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModelPrice(new TokenRates(1, 1), -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Prices.Gpt4o.Scale(0));
        Assert.Throws<ArgumentException>(() => Prices.Gpt4o.TryCalculatePico(new TokenUsage { OutputTokens = -1 }, out _));
    }

    [Theory]
    [InlineData(272_000, true)]
    [InlineData(272_001, false)]
    public void Calculates_in_integers_what_it_calculates_in_dollars(long input, bool hasPrice)
    {
        var usage = new TokenUsage { InputTokens = input, CachedInputTokens = 7, OutputTokens = 11 };

        Assert.Equal(hasPrice, Prices.Gpt5_4Priority.TryCalculatePico(in usage, out var pico));
        Assert.Equal(hasPrice, Prices.Gpt5_4Priority.TryCalculate(in usage, out var usd));
        Assert.Equal(usd, pico / 1_000_000_000_000m);
    }

    [Fact]
    public void Refuses_a_negative_rate() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModelPrice(new TokenRates(1, 1) { CacheWrite = -1 }));

    [Fact]
    public void Allocates_nothing()
    {
        var usage = new TokenUsage { InputTokens = 1000, CachedInputTokens = 400, OutputTokens = 500 };
        Prices.Gpt4o.TryCalculate(in usage, out _);
        Calculate(in usage);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Prices.Gpt4o.TryCalculate(in usage, out _);
            Calculate(in usage);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static decimal Calculate(in TokenUsage usage) => CostMath.Calculate(
        in usage, 2_500_000L, 1_250_000L, 2_500_000L, 2_500_000L, 10_000_000L, 10_000_000L);

    private static decimal Cost(ModelPrice price, TokenUsage usage)
    {
        Assert.True(price.TryCalculate(in usage, out var usd));
        Assert.True(price.TryCalculatePico(in usage, out var pico));
        Assert.Equal(pico / 1_000_000_000_000m, Math.Min(usd, long.MaxValue / 1_000_000_000_000m));
        return usd;
    }
}
