using System.Net;
using System.Text.Json;
using Goshi.Providers;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Providers.OpenAI;

public sealed class OpenAIResponseTests
{
    [Fact]
    public async Task Reads_an_answer()
    {
        var meter = new StreamMeter();
        var response = await Read(
            """
            {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"gpt-4.1-2025-04-14",
             "choices":[{"index":0,"message":{"role":"assistant","content":"Hello é!","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],
             "usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,
               "prompt_tokens_details":{"cached_tokens":5,"audio_tokens":1,"cache_write_tokens":2,"text_tokens":18},
               "completion_tokens_details":{"reasoning_tokens":4,"audio_tokens":3,"accepted_prediction_tokens":1,"rejected_prediction_tokens":2}},
             "service_tier":"flex","system_fingerprint":"fp_1"}
            """,
            meter);

        Assert.Equal("Hello é!", response.Text);
        Assert.Equal("chatcmpl-1", response.ResponseId);
        Assert.Equal("chatcmpl-1", response.Messages[0].MessageId);
        Assert.Equal("gpt-4.1-2025-04-14", response.ModelId);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), response.CreatedAt);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.IsType<OpenAIChatCompletion>(response.RawRepresentation);
        Assert.Equal((19, 10, 29, 5, 4), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount, response.Usage.CachedInputTokenCount, response.Usage.ReasoningTokenCount));
        Assert.Equal(
            new TokenUsage { InputTokens = 19, CachedInputTokens = 5, CacheWriteTokens = 2, AudioInputTokens = 1, OutputTokens = 10, ReasoningTokens = 4, AudioOutputTokens = 3 },
            meter.Usage);
        Assert.Equal((ServiceTier.Flex, "chatcmpl-1", "gpt-4.1-2025-04-14", "Hello é!", 9L), (meter.Tier, meter.ResponseId, meter.ResponseModel, meter.PartialText, meter.ContentBytes));
        Assert.True(meter.ContentReceived);
    }

    [Fact]
    public async Task Reads_reasoning_refusal_and_tool_calls()
    {
        var response = await Read(
            """
            {"choices":[{"finish_reason":"tool_calls","message":{"tool_calls":[
                {"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\",\"days\":2,\"x\":null}"}},
                {"id":"c2","type":"function","function":{"name":"now","arguments":""}},
                {"id":"c3","type":"function","function":{"name":"bad","arguments":"{\"city\":"}},
                {"id":"c4","type":"function","function":{"name":"bad","arguments":"[1]"}}],
              "refusal":"I cannot.","reasoning_content":"Hm.","content":null}}]}
            """);

        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Collection(
            response.Messages[0].Contents,
            content => Assert.Equal("Hm.", Assert.IsType<TextReasoningContent>(content).Text),
            content => Assert.Equal(("I cannot.", "Refusal"), (Assert.IsType<ErrorContent>(content).Message, ((ErrorContent)content).ErrorCode)),
            content =>
            {
                var call = Assert.IsType<FunctionCallContent>(content);
                Assert.Equal(("c1", "weather", "Oslo"), (call.CallId, call.Name, call.Arguments!["city"]!.ToString()));
                Assert.Equal(2, Assert.IsType<JsonElement>(call.Arguments["days"]).GetInt32());
                Assert.Null(call.Arguments["x"]);
                Assert.Null(call.Exception);
            },
            content => Assert.Empty(Assert.IsType<FunctionCallContent>(content).Arguments!),
            content => Assert.NotNull(Assert.IsType<FunctionCallContent>(content).Exception),
            content => Assert.NotNull(Assert.IsType<FunctionCallContent>(content).Exception));
    }

    [Theory]
    [InlineData("stop", "stop")]
    [InlineData("length", "length")]
    [InlineData("tool_calls", "tool_calls")]
    [InlineData("function_call", "tool_calls")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("eos", "eos")]
    public async Task Maps_the_finish_reason(string reason, string expected) =>
        Assert.Equal(expected, (await Read($$$"""{"choices":[{"finish_reason":"{{{reason}}}","message":{"content":"a"}}]}""")).FinishReason?.Value);

    [Theory]
    [InlineData("")]
    [InlineData(""","usage":null""")]
    [InlineData(""","usage":{}""")]
    [InlineData(""","usage":{"prompt_tokens":3}""")]
    [InlineData(""","usage":"none" """)]
    public async Task A_usage_that_is_missing_is_not_zero(string usage)
    {
        var meter = new StreamMeter();
        var response = await Read($$$"""{"choices":[{"message":{"content":"a"}}]{{{usage}}}}""", meter);
        Assert.Null(meter.Usage);
        Assert.Null(response.Usage);
    }

    [Fact]
    public async Task A_usage_of_zero_is_zero()
    {
        var meter = new StreamMeter();
        await Read("""{"choices":[{"message":{"content":"a"}}],"usage":{"prompt_tokens":0,"completion_tokens":0}}""", meter);
        Assert.Equal(default(TokenUsage), meter.Usage);
    }

    [Fact]
    public async Task Reads_counts_of_compatible_servers()
    {
        var meter = new StreamMeter();
        await Read("""{"choices":[{"message":{"content":"a"}}],"usage":{"prompt_tokens":10,"total_tokens":14.0,"prompt_cache_hit_tokens":6,"completion_tokens_details":{"reasoning_tokens":3}}}""", meter);
        Assert.Equal(new TokenUsage { InputTokens = 10, CachedInputTokens = 6, OutputTokens = 4, ReasoningTokens = 3 }, meter.Usage);
    }

    [Fact]
    public async Task Reads_content_in_parts() =>
        Assert.Equal("ab", (await Read("""{"choices":[{"message":{"content":[{"type":"text","text":"a"},{"type":"x"},null,{"text":"b"}]}}]}""")).Text);

    [Theory]
    [InlineData("<html>not an API</html>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"hello":"world"}""")]
    public async Task A_success_that_is_no_answer_is_an_error(string body)
    {
        var exception = await Assert.ThrowsAsync<ProviderException>(() => Read(body));
        Assert.Equal(HttpStatusCode.OK, exception.StatusCode);
        Assert.Contains("base_url", exception.Message);
    }

    [Fact]
    public async Task An_answer_whose_json_breaks_off_is_a_lost_connection()
    {
        var exception = await Assert.ThrowsAsync<HttpIOException>(() => Read("""{"choices":[{"message":{"content":"cut o"""));
        Assert.Equal(HttpRequestError.ResponseEnded, exception.HttpRequestError);
        Assert.DoesNotContain("cut o", exception.Message);
    }

    [Fact]
    public async Task An_error_under_a_success_status_is_an_error() =>
        Assert.Equal("502", (await Assert.ThrowsAsync<ProviderException>(() => Read("""{"error":{"message":"Upstream failed","code":502}}"""))).Code);

    private static async Task<ChatResponse> Read(string json, StreamMeter? meter = null) =>
        await Replies.OpenAI.ReadAsync(Replies.Of(json), Replies.Input(Targets.Plain), meter ?? new StreamMeter(), default);
}
