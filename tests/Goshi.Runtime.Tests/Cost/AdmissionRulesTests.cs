using Goshi.Cost;

namespace Goshi.Tests.Cost;

public class AdmissionRulesTests
{
    private const long Micro = 1_000_000;

    [Fact]
    public void Adds_nothing_without_a_limit() => Assert.Equal(
        new AdmissionDecision(AdmissionVerdict.Admitted, null, IsTokenLimitAdded: false, 0, 0),
        AdmissionRules.Decide(Request(Prices.OneMicro, 1000), remainingPico: null));

    [Theory]
    [InlineData(1_500, true)]
    [InlineData(1_499, false)]
    public void Sends_a_given_limit_as_given_or_refuses(long remaining, bool fits)
    {
        var verdict = fits ? AdmissionVerdict.Admitted : AdmissionVerdict.Refused;
        var decision = AdmissionRules.Decide(Request(Prices.OneMicro, 1000) with { TokenLimit = 500 }, remaining * Micro);

        Assert.Equal(new AdmissionDecision(verdict, 500, IsTokenLimitAdded: false, 1_500 * Micro, 1_500 * Micro), decision);
    }

    [Fact]
    public void Sends_a_given_limit_below_the_smallest_cap() => Assert.Equal(
        AdmissionVerdict.Admitted,
        AdmissionRules.Decide(Request(Prices.OneMicro, 1000) with { TokenLimit = 1 }, 1_001 * Micro).Verdict);

    [Theory]
    [InlineData(null, 1_000_000, 16_384)]
    [InlineData(4_096, 1_000_000, 4_096)]
    [InlineData(128_000, 1_000_000, 16_384)]
    [InlineData(4_096, 3_000, 2_000)]
    [InlineData(4_096, 1_256, 256)]
    public void Caps_at_the_model_16384_and_what_is_left(int? modelLimit, long remaining, int cap)
    {
        var decision = AdmissionRules.Decide(Request(Prices.OneMicro, 1000) with { ModelTokenLimit = modelLimit }, remaining * Micro);

        Assert.Equal(AdmissionVerdict.Admitted, decision.Verdict);
        Assert.Equal(cap, decision.TokenLimit);
        Assert.True(decision.IsTokenLimitAdded);
        Assert.Equal((1000 + cap) * Micro, decision.WorstCasePico);
    }

    [Theory]
    [InlineData(false, 1_256, 1_255)]
    [InlineData(true, 2_024, 2_023)]
    public void Refuses_a_cap_below_256_or_1024_for_reasoning(bool isReasoning, long enough, long tooLittle)
    {
        var request = Request(Prices.OneMicro, 1000) with { IsReasoning = isReasoning };

        Assert.Equal(AdmissionVerdict.Admitted, AdmissionRules.Decide(in request, enough * Micro).Verdict);
        var refused = AdmissionRules.Decide(in request, tooLittle * Micro);
        Assert.Equal(AdmissionVerdict.Refused, refused.Verdict);
        Assert.Equal(enough * Micro, refused.RequiredPico);
    }

    [Fact]
    public void Does_not_refuse_a_model_that_can_only_give_less() => Assert.Equal(
        100, AdmissionRules.Decide(Request(Prices.OneMicro, 0) with { ModelTokenLimit = 100 }, 100 * Micro).TokenLimit);

    [Fact]
    public void Refuses_when_nothing_is_left_or_less() => Assert.Equal(
        AdmissionVerdict.Refused, AdmissionRules.Decide(Request(Prices.OneMicro, 0), -1).Verdict);

    [Fact]
    public void Counts_the_dearest_kind_of_prompt_token() =>
        Assert.Equal(1000 * 5 * Micro, AdmissionRules.WorstCase(Request(Prices.WithCacheWrite, 1000), 0));

    [Fact]
    public void Counts_audio_rates_only_where_there_is_audio()
    {
        var text = Request(Prices.Audio, 100);

        Assert.Equal((250 + 1000) * Micro, AdmissionRules.WorstCase(in text, 100));
        Assert.Equal((3_200 + 1000) * Micro, AdmissionRules.WorstCase(text with { HasAudioInput = true }, 100));
        Assert.Equal((250 + 6_400) * Micro, AdmissionRules.WorstCase(text with { HasAudioOutput = true }, 100));
    }

    [Theory]
    [InlineData(272_000, 272_000 * 2_500_000L + 10 * 15_000_000L)]
    [InlineData(272_001, 272_001 * 5_000_000L + 10 * 22_500_000L)]
    public void Counts_the_long_context_rates_when_the_bound_is_above_the_threshold(long bound, long worst) =>
        Assert.Equal(worst, AdmissionRules.WorstCase(Request(Prices.Gpt5_4, bound), 10));

    [Fact]
    public void Counts_the_dearer_context_when_the_bound_is_above_the_threshold()
    {
        var cheaperWhenLong = new ModelPrice(new TokenRates(10, 10), 100, new TokenRates(20, 5));

        Assert.Equal(101 * 20 + 10, AdmissionRules.WorstCase(Request(cheaperWhenLong, 101), 1));
    }

    [Fact]
    public void Calls_a_context_without_a_price_unpriced()
    {
        var request = Request(Prices.Gpt5_4Priority, 272_001);

        Assert.Equal(AdmissionVerdict.Unpriced, AdmissionRules.Decide(in request, long.MaxValue).Verdict);
        Assert.Null(AdmissionRules.WorstCase(in request, 1));
    }

    [Fact]
    public void Counts_the_token_limit_once_per_answer_asked_for()
    {
        var request = Request(Prices.OneMicro, 100) with { Choices = 3 };

        Assert.Equal((100 + 3 * 256) * Micro, AdmissionRules.WorstCase(in request, 256));
        Assert.Equal(300, AdmissionRules.Decide(in request, 1_000 * Micro).TokenLimit);
    }

    [Fact]
    public void Caps_a_model_whose_output_is_free()
    {
        var price = new ModelPrice(new TokenRates(1_000_000, 0));

        Assert.Equal(16_384, AdmissionRules.Decide(Request(price, 10), 10 * Micro).TokenLimit);
    }

    [Fact]
    public void Never_reserves_less_than_nothing() => Assert.Equal(
        0, AdmissionRules.Decide(Request(Prices.OneMicro, -5) with { TokenLimit = -5 }, 0).WorstCasePico);

    [Fact]
    public void Refuses_a_worst_case_beyond_64_bits()
    {
        var request = Request(new ModelPrice(new TokenRates(long.MaxValue, long.MaxValue)), long.MaxValue) with { TokenLimit = 1 };

        var decision = AdmissionRules.Decide(in request, long.MaxValue);

        Assert.Equal(AdmissionVerdict.Refused, decision.Verdict);
        Assert.Equal(long.MaxValue, decision.RequiredPico);
    }

    private static AdmissionRequest Request(ModelPrice price, long promptBound) => new()
    {
        Budget = new ProviderBudget("openai"),
        Model = "m",
        Billing = Billing.Priced,
        Price = price,
        PromptBound = promptBound,
    };
}
