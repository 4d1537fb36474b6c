using Goshi.Cost;

namespace Goshi.Tests.Cost;

public class SettlementRulesTests
{
    private static readonly TokenUsage Reported = new() { InputTokens = 90, CachedInputTokens = 10, OutputTokens = 40 };

    [Fact]
    public void Charges_nothing_for_what_was_not_answered()
    {
        Assert.Null(Usage(Facts(AttemptEnd.NotSent)));
        Assert.Null(Usage(Facts(AttemptEnd.ErrorStatus) with { Reported = Reported, ContentBytes = 100 }));
    }

    [Fact]
    public void Takes_reported_usage() =>
        Assert.Equal(new SettledUsage(Reported), Usage(Facts(AttemptEnd.Completed) with { Reported = Reported }));

    [Fact]
    public void Takes_a_reported_zero_for_zero() =>
        Assert.Equal(new SettledUsage(default), Usage(Facts(AttemptEnd.Completed) with { Reported = default(TokenUsage) }));

    [Fact]
    public void Estimates_what_arrived_without_usage()
    {
        var estimate = new SettledUsage(new() { InputTokens = 100, OutputTokens = 26 }, Estimated: true);

        Assert.Equal(estimate, Usage(Facts(AttemptEnd.Completed) with { ContentBytes = 101 }));
        Assert.Equal(estimate, Usage(Facts(AttemptEnd.Interrupted) with { ContentBytes = 101 }));
    }

    [Fact]
    public void Does_not_estimate_more_than_the_token_limit() => Assert.Equal(
        20, Usage(Facts(AttemptEnd.Interrupted) with { ContentBytes = 101, TokenLimit = 20 })!.Value.Usage.OutputTokens);

    [Fact]
    public void Marks_the_usage_of_a_broken_stream_as_an_estimate()
    {
        var settled = Usage(Facts(AttemptEnd.Interrupted) with { Reported = Reported, ContentBytes = 400 });

        Assert.Equal(new SettledUsage(Reported with { OutputTokens = 100 }, Estimated: true), settled);
    }

    [Fact]
    public void Takes_usage_that_came_with_the_end_although_the_stream_broke_behind_it() => Assert.Equal(
        new SettledUsage(Reported),
        Usage(Facts(AttemptEnd.Interrupted) with { Reported = Reported, IsReportedFinal = true, ContentBytes = 4_000 }));

    [Fact]
    public void Keeps_a_running_count_that_is_more_than_what_arrived() => Assert.Equal(
        new SettledUsage(Reported, Estimated: true), Usage(Facts(AttemptEnd.Interrupted) with { Reported = Reported, ContentBytes = 4 }));

    [Fact]
    public void Settles_a_broken_stream_with_inconsistent_usage_as_an_estimate() => Assert.Equal(
        new SettledUsage(new() { InputTokens = 100, OutputTokens = 9 }, Estimated: true, WasInconsistent: true),
        Usage(Facts(AttemptEnd.Interrupted) with { Reported = new TokenUsage { InputTokens = 1, CachedInputTokens = 2, OutputTokens = 9 }, ContentBytes = 4 }));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.001, 1)]
    [InlineData(2, 200)]
    [InlineData(2.001, 201)]
    public void Assumes_100_tokens_per_second_when_no_headers_came(double seconds, long output) => Assert.Equal(
        new SettledUsage(new() { InputTokens = 100, OutputTokens = output }, Estimated: true, Unconfirmed: true),
        Usage(Facts(AttemptEnd.NoHeaders) with { Waited = TimeSpan.FromSeconds(seconds) }));

    [Fact]
    public void Assumes_no_more_than_the_token_limit_when_no_headers_came()
    {
        var facts = Facts(AttemptEnd.NoHeaders) with { Waited = TimeSpan.FromSeconds(60), TokenLimit = 256 };

        Assert.Equal(256, Usage(facts)!.Value.Usage.OutputTokens);
        Assert.Equal(512, Usage(facts with { Choices = 2 })!.Value.Usage.OutputTokens);
    }

    [Fact]
    public void Settles_inconsistent_usage_as_an_estimate_without_its_discounts()
    {
        var settled = Usage(Facts(AttemptEnd.Completed) with
        {
            Reported = new TokenUsage { InputTokens = 120, CachedInputTokens = 500, OutputTokens = -3 },
            ContentBytes = 40,
        });

        Assert.Equal(
            new SettledUsage(new() { InputTokens = 120, OutputTokens = 10 }, Estimated: true, WasInconsistent: true), settled);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public void Never_throws_whatever_is_reported(long count)
    {
        var reported = new TokenUsage
        {
            InputTokens = count, CachedInputTokens = long.MaxValue, CacheWriteTokens = count, AudioInputTokens = count,
            OutputTokens = count, ReasoningTokens = long.MinValue, AudioOutputTokens = count,
        };
        foreach (var end in Enum.GetValues<AttemptEnd>())
        {
            var facts = new AttemptFacts
            {
                End = end, Reported = reported, PromptExpectation = count, ContentBytes = count, Waited = new TimeSpan(count),
            };
            if (Usage(facts) is { } settled)
            {
                settled.Usage.Validate();
                SettlementRules.Price("p", "m", in settled, isFree: false, Prices.Gpt4o);
            }
        }
    }

    [Fact]
    public void Prices_the_tokens()
    {
        var usage = new SettledUsage(Reported);

        Assert.Equal(
            new Settlement("openai", "gpt-4o", Reported, 80 * 2_500_000 + 10 * 1_250_000 + 40 * 10_000_000),
            SettlementRules.Price("openai", "gpt-4o", in usage, isFree: false, Prices.Gpt4o));
    }

    [Fact]
    public void Knows_free_from_unpriced()
    {
        var usage = new SettledUsage(new() { InputTokens = 272_001 }, Estimated: true, Unconfirmed: true);

        Assert.Equal(Billing.Free, SettlementRules.Price("p", "m", in usage, isFree: true, null).Billing);
        Assert.Equal(Billing.Unpriced, SettlementRules.Price("p", "m", in usage, isFree: false, null).Billing);
        var settlement = SettlementRules.Price("p", "m", in usage, isFree: false, Prices.Gpt5_4Priority);
        Assert.Equal(new Settlement("p", "m", usage.Usage, 0, Estimated: true, Unconfirmed: true, Billing.Unpriced), settlement);
    }

    private static SettledUsage? Usage(AttemptFacts facts) => SettlementRules.Usage(in facts);

    private static AttemptFacts Facts(AttemptEnd end) => new() { End = end, PromptExpectation = 100 };
}
