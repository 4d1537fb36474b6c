using System.Text.Json;

namespace Goshi.Loopback.Tests;

public sealed class OpenAIChatTests
{
    private static readonly LoopbackOptions _options = new() { TimeProvider = new ManualClock() };

    [Fact]
    public async Task Answers_with_an_indented_completion()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.OpenAI.Enqueue(Reply.Text("Hello", " wörld").WithUsage(12, 3).WithModel("gpt-4o-mini-2024-07-18"));

        using var response = await server.OpenAI.ChatAsync(Wire.OpenAIChat);

        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            """
            {
              "id": "chatcmpl-00000001",
              "object": "chat.completion",
              "created": 1795341600,
              "model": "gpt-4o-mini-2024-07-18",
              "choices": [
                {
                  "index": 0,
                  "message": {
                    "role": "assistant",
                    "content": "Hello wörld",
                    "refusal": null,
                    "annotations": []
                  },
                  "logprobs": null,
                  "finish_reason": "stop"
                }
              ],
              "usage": {
                "prompt_tokens": 12,
                "completion_tokens": 3,
                "total_tokens": 15,
                "prompt_tokens_details": {
                  "cached_tokens": 0,
                  "audio_tokens": 0
                },
                "completion_tokens_details": {
                  "reasoning_tokens": 0,
                  "audio_tokens": 0,
                  "accepted_prediction_tokens": 0,
                  "rejected_prediction_tokens": 0
                }
              },
              "service_tier": "default",
              "system_fingerprint": "fp_loopback"
            }
            """,
            await response.TextAsync());
    }

    [Fact]
    public async Task Sends_the_headers_of_the_real_endpoint()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);

        using var response = await server.OpenAI.ChatAsync(Wire.OpenAIChat);

        Assert.Equal("req_00000000000000000000000000000001", response.Headers.GetValues("x-request-id").Single());
        Assert.Equal("7", response.Headers.GetValues("openai-processing-ms").Single());
        Assert.Equal("6ms", response.Headers.GetValues("x-ratelimit-reset-requests").Single());
        Assert.Equal("10000", response.Headers.GetValues("x-ratelimit-limit-requests").Single());
    }

    [Fact]
    public async Task Names_the_scripted_or_the_requested_service_tier()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        const string request = """{"model":"m","messages":[{"role":"user","content":"Hi"}],"service_tier":"flex"}""";
        server.OpenAI.Enqueue(Reply.Text("a"), Reply.Text("b").WithServiceTier("default"));

        var requested = JsonElement.Parse(await server.OpenAI.ChatAsync(request).TextAsync());
        var scripted = JsonElement.Parse(await server.OpenAI.ChatAsync(request).TextAsync());

        Assert.Equal("flex", requested.GetProperty("service_tier").GetString());
        Assert.Equal("default", scripted.GetProperty("service_tier").GetString());
    }

    [Fact]
    public async Task Sends_tool_calls_with_arguments_as_text()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.OpenAI.Enqueue(Reply.ToolCall("weather", """{"city":"Oslo"}"""));

        var choice = JsonElement.Parse(await server.OpenAI.ChatAsync(Wire.OpenAIChat).TextAsync()).GetProperty("choices")[0];

        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
        Assert.Equal(JsonValueKind.Null, choice.GetProperty("message").GetProperty("content").ValueKind);
        var function = choice.GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function");
        Assert.Equal("""{"city":"Oslo"}""", function.GetProperty("arguments").GetString());
    }

    [Fact]
    public async Task Reports_a_quarter_of_the_characters_when_no_usage_is_scripted()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.OpenAI.Enqueue(Reply.Text("12345678", "9"));

        var usage = JsonElement.Parse(await server.OpenAI.ChatAsync(
            """{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"12345"}]},{"role":"user","content":"678"}]}""")
            .TextAsync()).GetProperty("usage");

        Assert.Equal(2, usage.GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(3, usage.GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Embeds_equal_texts_equally_and_others_not()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);

        var data = JsonElement.Parse(await Wire.PostAsync(
            server.OpenAI.BaseUrl + "/embeddings",
            """{"model":"text-embedding-3-small","input":["a","b","a"],"dimensions":3}""").TextAsync()).GetProperty("data");

        Assert.Equal(3, data[0].GetProperty("embedding").GetArrayLength());
        Assert.Equal(data[0].GetProperty("embedding").GetRawText(), data[2].GetProperty("embedding").GetRawText());
        Assert.NotEqual(data[0].GetProperty("embedding").GetRawText(), data[1].GetProperty("embedding").GetRawText());
    }

    [Fact]
    public async Task Embeds_scripted_vectors_as_numbers_or_base64()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.OpenAI.Always(Reply.Embeddings([1f, 0.5f]));

        var numbers = await Wire.PostAsync(server.OpenAI.BaseUrl + "/embeddings", """{"model":"m","input":"a"}""").TextAsync();
        var base64 = await Wire.PostAsync(
            server.OpenAI.BaseUrl + "/embeddings", """{"model":"m","input":"a","encoding_format":"base64"}""").TextAsync();

        Assert.Equal("[1,0.5]", JsonSerializer.Serialize(JsonElement.Parse(numbers).GetProperty("data")[0].GetProperty("embedding")));
        Assert.Equal("AACAPwAAAD8=", JsonElement.Parse(base64).GetProperty("data")[0].GetProperty("embedding").GetString());
    }

    [Fact]
    public async Task Lists_models()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.OpenAI.HasOnly("gpt-x");

        var text = await Wire.GetAsync(server.OpenAI.BaseUrl, "/models").TextAsync();

        Assert.Equal(
            """{"object":"list","data":[{"id":"gpt-x","object":"model","created":1700000000,"owned_by":"system"}]}""",
            JsonSerializer.Serialize(JsonElement.Parse(text)));
    }
}
