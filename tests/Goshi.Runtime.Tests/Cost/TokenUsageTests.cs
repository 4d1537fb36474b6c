namespace Goshi.Tests.Cost;

public class TokenUsageTests
{
    [Fact]
    public void Accepts_parts_that_fill_their_totals()
    {
        new TokenUsage
        {
            InputTokens = 1000, CachedInputTokens = 400, CacheWriteTokens = 600, AudioInputTokens = 1000,
            OutputTokens = 50, ReasoningTokens = 50, AudioOutputTokens = 50,
        }.Validate();
    }

    [Fact]
    public void Accepts_nothing_at_all() => default(TokenUsage).Validate();

    [Fact]
    public void Refuses_cached_and_written_tokens_above_the_prompt() => Refuses(
        new() { InputTokens = 10, CachedInputTokens = 6, CacheWriteTokens = 5 },
        "CachedInputTokens + CacheWriteTokens is 11, more than InputTokens, 10");

    [Fact]
    public void Refuses_audio_above_the_prompt() => Refuses(
        new() { InputTokens = 10, AudioInputTokens = 11 }, "AudioInputTokens is 11, more than InputTokens, 10");

    [Fact]
    public void Refuses_reasoning_above_the_completion() => Refuses(
        new() { OutputTokens = 10, ReasoningTokens = 11 }, "ReasoningTokens is 11, more than OutputTokens, 10");

    [Fact]
    public void Refuses_audio_above_the_completion() => Refuses(
        new() { OutputTokens = 10, AudioOutputTokens = 11 }, "AudioOutputTokens is 11, more than OutputTokens, 10");

    public static TheoryData<TokenUsage> Negative =>
    [
        new() { InputTokens = -1 },
        new() { InputTokens = 9, CachedInputTokens = -1 },
        new() { InputTokens = 9, CacheWriteTokens = -1 },
        new() { InputTokens = 9, AudioInputTokens = -1 },
        new() { OutputTokens = -1 },
        new() { OutputTokens = 9, ReasoningTokens = -1 },
        new() { OutputTokens = 9, AudioOutputTokens = -1 },
    ];

    [Theory]
    [MemberData(nameof(Negative))]
    public void Refuses_a_negative_count(TokenUsage usage) => Refuses(usage, "negative");

    [Fact]
    public void Refuses_parts_whose_sum_overflows() => Refuses(
        new() { InputTokens = 10, CachedInputTokens = long.MaxValue, CacheWriteTokens = long.MaxValue },
        "CachedInputTokens + CacheWriteTokens is 18446744073709551614");

    [Fact]
    public void Adds_count_by_count()
    {
        var one = new TokenUsage
        {
            InputTokens = 1, CachedInputTokens = 2, CacheWriteTokens = 3, AudioInputTokens = 4,
            OutputTokens = 5, ReasoningTokens = 6, AudioOutputTokens = 7,
        };

        var expected = new TokenUsage
        {
            InputTokens = 2, CachedInputTokens = 4, CacheWriteTokens = 6, AudioInputTokens = 8,
            OutputTokens = 10, ReasoningTokens = 12, AudioOutputTokens = 14,
        };
        Assert.Equal(expected, one + one);
        Assert.Equal(6, one.TotalTokens);
    }

    [Fact]
    public void Stays_at_the_end_of_the_range_instead_of_wrapping()
    {
        var huge = new TokenUsage { InputTokens = long.MaxValue, OutputTokens = long.MinValue };

        var sum = huge + huge;

        Assert.Equal(long.MaxValue, sum.InputTokens);
        Assert.Equal(long.MinValue, sum.OutputTokens);
    }

    private static void Refuses(TokenUsage usage, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(usage.Validate).Message);
}
