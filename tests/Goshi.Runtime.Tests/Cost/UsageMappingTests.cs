using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Tests.Cost;

public class UsageMappingTests
{
    [Fact]
    public void Comes_back_as_it_went()
    {
        var usage = new TokenUsage
        {
            InputTokens = 1000, CachedInputTokens = 400, CacheWriteTokens = 100, AudioInputTokens = 50,
            OutputTokens = 500, ReasoningTokens = 300, AudioOutputTokens = 20,
        };

        Assert.Equal(usage, usage.ToUsageDetails().ToTokenUsage());
        Assert.Equal(1500, usage.ToUsageDetails().TotalTokenCount);
    }

    [Fact]
    public void Leaves_out_parts_that_nobody_reported()
    {
        var details = new TokenUsage { InputTokens = 5, OutputTokens = 0 }.ToUsageDetails();

        Assert.Equal(0, details.OutputTokenCount);
        Assert.Null(details.CachedInputTokenCount);
        Assert.Null(details.AdditionalCounts);
    }

    [Fact]
    public void Takes_an_explicit_zero_for_what_it_is() => Assert.Equal(
        default(TokenUsage), new UsageDetails { InputTokenCount = 0, OutputTokenCount = 0 }.ToTokenUsage());

    [Fact]
    public void Works_a_missing_total_out_of_the_sum() => Assert.Equal(
        new TokenUsage { InputTokens = 7, OutputTokens = 3 },
        new UsageDetails { InputTokenCount = 7, TotalTokenCount = 10 }.ToTokenUsage());

    [Fact]
    public void Does_not_take_missing_for_zero()
    {
        Assert.Null(((UsageDetails?)null).ToTokenUsage());
        Assert.Null(new UsageDetails().ToTokenUsage());
        Assert.Null(new UsageDetails { InputTokenCount = 7 }.ToTokenUsage());
        Assert.Null(new UsageDetails { InputTokenCount = 7, TotalTokenCount = 5 }.ToTokenUsage());
    }

    [Fact]
    public void Works_a_missing_prompt_out_of_the_sum_too() => Assert.Equal(
        new TokenUsage { InputTokens = 10, OutputTokens = 0 },
        new UsageDetails { OutputTokenCount = 0, TotalTokenCount = 10 }.ToTokenUsage());

    [Fact]
    public void Reads_both_counts_of_Ollamas_or_none()
    {
        Assert.Equal(
            new TokenUsage { InputTokens = 7, OutputTokens = 3 }, new OllamaChatResponse { PromptEvalCount = 7, EvalCount = 3 }.ToTokenUsage());
        Assert.Null(new OllamaChatResponse { EvalCount = 3 }.ToTokenUsage());
        Assert.Null(new OllamaChatResponse { PromptEvalCount = 7 }.ToTokenUsage());
    }

#pragma warning disable MEAI001
    [Fact]
    public void Reads_audio_from_the_properties_where_the_keys_are_missing()
    {
        var details = new UsageDetails { InputTokenCount = 9, OutputTokenCount = 8, InputAudioTokenCount = 4, OutputAudioTokenCount = 3 };
        Assert.Equal((4L, 3L), (details.ToTokenUsage()!.Value.AudioInputTokens, details.ToTokenUsage()!.Value.AudioOutputTokens));

        details.AdditionalCounts = new() { [UsageMapping.AudioInputTokensKey] = 2, [UsageMapping.AudioOutputTokensKey] = 1 };

        Assert.Equal((2L, 1L), (details.ToTokenUsage()!.Value.AudioInputTokens, details.ToTokenUsage()!.Value.AudioOutputTokens));
    }
#pragma warning restore MEAI001

    [Fact]
    public void Sums_up_in_microsoft_extensions_ai()
    {
        var details = new TokenUsage { InputTokens = 10, CacheWriteTokens = 4 }.ToUsageDetails();
        details.Add(new TokenUsage { InputTokens = 10, CacheWriteTokens = 5 }.ToUsageDetails());

        Assert.Equal(9, details.ToTokenUsage()!.Value.CacheWriteTokens);
    }
}
