using System.Text;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Tests.Cost;

/// <summary>Usage objects as providers send them.</summary>
public class RecordedUsageTests
{
    [Theory]
    // Chat completions: plain, cached, reasoning, audio, predictions.
    [InlineData("""{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}""", 19, 0, 0, 0, 10, 0, 0)]
    [InlineData("""{"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306,"prompt_tokens_details":{"cached_tokens":1920},"completion_tokens_details":{"reasoning_tokens":0}}""", 2006, 1920, 0, 0, 300, 0, 0)]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500,"prompt_tokens_details":{"cached_tokens":100,"cache_write_tokens":500,"text_tokens":1000,"image_tokens":0},"completion_tokens_details":{"reasoning_tokens":448}}""", 1000, 100, 500, 0, 500, 448, 0)]
    [InlineData("""{"prompt_tokens":150,"completion_tokens":200,"total_tokens":350,"prompt_tokens_details":{"audio_tokens":120,"cached_tokens":0},"completion_tokens_details":{"audio_tokens":180,"reasoning_tokens":0}}""", 150, 0, 0, 120, 200, 0, 180)]
    [InlineData("""{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}""", 0, 0, 0, 0, 0, 0, 0)]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":3,"prompt_tokens_details":null,"completion_tokens_details":null,"total_tokens":12}""", 9, 0, 0, 0, 3, 0, 0)]
    // Responses.
    [InlineData("""{"input_tokens":328,"input_tokens_details":{"cached_tokens":128},"output_tokens":52,"output_tokens_details":{"reasoning_tokens":20},"total_tokens":380}""", 328, 128, 0, 0, 52, 20, 0)]
    [InlineData("""{"input_tokens":1000,"input_tokens_details":{"cached_tokens":400,"cache_write_tokens":100},"output_tokens":7,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":1007}""", 1000, 400, 100, 0, 7, 0, 0)]
    // Both names at once, as some gateways send: the endpoint's own win.
    [InlineData("""{"input_tokens":0,"output_tokens":0,"prompt_tokens":12,"completion_tokens":4,"total_tokens":16}""", 12, 0, 0, 0, 4, 0, 0)]
    [InlineData("""{"prompt_tokens":12,"completion_tokens":4,"total_tokens":16,"input_tokens":0,"output_tokens":0}""", 12, 0, 0, 0, 4, 0, 0)]
    // Compatible servers: DeepSeek, Moonshot, Groq, xAI (reasoning beside the completion tokens, as its total shows).
    [InlineData("""{"prompt_tokens":17,"completion_tokens":30,"total_tokens":47,"prompt_tokens_details":{"cached_tokens":0},"prompt_cache_hit_tokens":0,"prompt_cache_miss_tokens":17}""", 17, 0, 0, 0, 30, 0, 0)]
    [InlineData("""{"prompt_tokens":700,"completion_tokens":30,"total_tokens":730,"prompt_cache_hit_tokens":640,"prompt_cache_miss_tokens":60}""", 700, 640, 0, 0, 30, 0, 0)]
    [InlineData("""{"prompt_tokens":700,"completion_tokens":30,"total_tokens":730,"cached_tokens":256}""", 700, 256, 0, 0, 30, 0, 0)]
    [InlineData("""{"queue_time":0.02,"prompt_tokens":42,"prompt_time":0.001,"completion_tokens":9,"completion_time":0.01,"total_tokens":51,"total_time":0.02}""", 42, 0, 0, 0, 9, 0, 0)]
    [InlineData("""{"prompt_tokens":32,"completion_tokens":9,"total_tokens":315,"prompt_tokens_details":{"text_tokens":32,"cached_tokens":6},"completion_tokens_details":{"reasoning_tokens":274}}""", 32, 6, 0, 0, 283, 274, 0)]
    public void A_reported_usage_is_read_to_the_token(
        string json, long input, long cached, long write, long audio, long output, long reasoning, long audioOutput)
    {
        var usage = OpenAIUsage.Parse(Encoding.UTF8.GetBytes(json))!.Value.ToTokenUsage();

        Assert.Equal(
            new TokenUsage
            {
                InputTokens = input, CachedInputTokens = cached, CacheWriteTokens = write, AudioInputTokens = audio,
                OutputTokens = output, ReasoningTokens = reasoning, AudioOutputTokens = audioOutput,
            },
            usage);
        usage.Validate();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"prompt_tokens":7}""")]
    [InlineData("""{"output_tokens":7}""")]
    [InlineData("""{"prompt_tokens":7,"total_tokens":5}""")]
    [InlineData("""{"prompt_tokens":null,"completion_tokens":null,"total_tokens":5}""")]
    public void A_missing_count_is_not_zero(string json) => Assert.Null(OpenAIUsage.Parse(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":11}}""")]
    [InlineData("""{"prompt_tokens":-1,"completion_tokens":5}""")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"completion_tokens_details":{"reasoning_tokens":6}}""")]
    [InlineData("""{"input_tokens":10,"output_tokens":5,"input_tokens_details":{"cached_tokens":6,"cache_write_tokens":5}}""")]
    public void Counts_that_contradict_each_other_are_an_error_and_not_a_number(string json)
    {
        var usage = OpenAIUsage.Parse(Encoding.UTF8.GetBytes(json))!.Value.ToTokenUsage();

        Assert.Throws<ArgumentException>(() => Prices.OneMicro.TryCalculate(in usage, out _));
    }

    [Theory]
    [InlineData("""{"model":"m","done":true,"prompt_eval_count":26,"eval_count":298}""", 26, 298)]
    [InlineData("""{"model":"m","done":true,"prompt_eval_count":0,"eval_count":1}""", 0, 1)]
    public void Ollamas_counts_are_read(string json, long input, long output) => Assert.Equal(
        new TokenUsage { InputTokens = input, OutputTokens = output },
        OllamaChatResponse.Parse(Encoding.UTF8.GetBytes(json)).ToTokenUsage());

    [Theory]
    [InlineData("""{"model":"m","done":true,"eval_count":298}""")]
    [InlineData("""{"model":"m","done":true}""")]
    public void A_count_that_Ollama_leaves_out_is_not_zero(string json) =>
        Assert.Null(OllamaChatResponse.Parse(Encoding.UTF8.GetBytes(json)).ToTokenUsage());

#pragma warning disable MEAI001
    [Fact]
    public void Audio_counts_of_Microsoft_Extensions_AI_are_read_from_either_place() => Assert.Equal(
        new TokenUsage { InputTokens = 10, AudioInputTokens = 4, OutputTokens = 8, AudioOutputTokens = 6 },
        new UsageDetails
        {
            InputTokenCount = 10, OutputTokenCount = 8, InputAudioTokenCount = 4,
            AdditionalCounts = new() { [UsageMapping.AudioOutputTokensKey] = 6 },
        }.ToTokenUsage());
#pragma warning restore MEAI001
}
