using System.Net;
using System.Text.Json;

namespace Goshi.Loopback.Tests;

public sealed class OllamaTests
{
    private static readonly LoopbackOptions _options = new() { TimeProvider = new ManualClock() };

    [Fact]
    public async Task Streams_lines_by_default()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.Ollama.Enqueue(Reply.Text("Hello", " world").WithUsage(26, 2));

        using var response = await server.Ollama.ChatAsync();

        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            """
            {"model":"llama3.1:8b","created_at":"2026-11-22T10:00:00.0000000Z","message":{"role":"assistant","content":"Hello"},"done":false}
            {"model":"llama3.1:8b","created_at":"2026-11-22T10:00:00.0000000Z","message":{"role":"assistant","content":" world"},"done":false}
            {"model":"llama3.1:8b","created_at":"2026-11-22T10:00:00.0000000Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":620000000,"load_duration":20000000,"prompt_eval_count":26,"prompt_eval_duration":100000000,"eval_count":2,"eval_duration":500000000}

            """,
            await response.TextAsync());
    }

    [Fact]
    public async Task Answers_in_one_object_when_asked()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.Ollama.Enqueue(Reply.Text("4", "2").WithReasoning("Hm").WithUsage(null, 2).WithFinishReason("length"));

        using var response = await server.Ollama.ChatAsync(
            """{"model":"qwen3","messages":[{"role":"user","content":"Hi"}],"stream":false}""");

        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            """{"model":"qwen3","created_at":"2026-11-22T10:00:00.0000000Z","message":{"role":"assistant","content":"42","thinking":"Hm"},"done":true,"done_reason":"length","total_duration":620000000,"load_duration":20000000,"eval_count":2,"eval_duration":500000000}""",
            await response.TextAsync());
    }

    [Fact]
    public async Task Streams_thinking_and_tool_calls_with_object_arguments()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.Ollama.Enqueue(Reply
            .ToolCalls(new ToolCall("weather", """{"city":"Oslo"}"""), new ToolCall("time"))
            .WithReasoning("Hm"));

        var lines = (await server.Ollama.ChatAsync().TextAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(
            [
                """{"role":"assistant","content":"","thinking":"Hm"}""",
                """{"role":"assistant","content":"","tool_calls":[{"id":"call_00000000","function":{"index":0,"name":"weather","arguments":{"city":"Oslo"}}}]}""",
                """{"role":"assistant","content":"","tool_calls":[{"id":"call_00000001","function":{"index":1,"name":"time","arguments":{}}}]}""",
                """{"role":"assistant","content":""}""",
            ],
            lines.Select(static line => JsonElement.Parse(line).GetProperty("message").GetRawText()));
    }

    [Theory]
    [InlineData("", "load")]
    [InlineData(""","keep_alive":0""", "unload")]
    [InlineData(""","messages":[],"keep_alive":"5m" """, "load")]
    public async Task Loads_and_unloads_without_messages_and_uses_up_no_reply(string rest, string reason)
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.Ollama.Enqueue(Reply.Text("kept"));

        var text = await server.Ollama.ChatAsync($$"""{"model":"m"{{rest}}}""").TextAsync();

        Assert.EndsWith($$"""
            "done":true,"done_reason":"{{reason}}"}
            """, text);
        Assert.Equal(1, server.Ollama.Pending);
    }

    [Fact]
    public async Task Embeds()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.Ollama.Enqueue(Reply.Embeddings([1f, 0.5f], [0f, 1f]).WithUsage(8, null));

        Assert.Equal(
            """{"model":"nomic-embed-text","embeddings":[[1,0.5],[0,1]],"total_duration":14000000,"load_duration":1000000,"prompt_eval_count":8}""",
            await Wire.PostAsync(server.Ollama.BaseUrl + "api/embed", """{"model":"nomic-embed-text","input":["a","b"]}""").TextAsync());
    }

    [Fact]
    public async Task Says_its_version_and_lists_its_models()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.Ollama.HasOnly("qwen3:4b");

        var tags = JsonElement.Parse(await Wire.GetAsync(server.Ollama.BaseUrl, "api/tags").TextAsync()).GetProperty("models");
        var loaded = JsonElement.Parse(await Wire.GetAsync(server.Ollama.BaseUrl, "api/ps").TextAsync()).GetProperty("models");

        Assert.Equal("""{"version":"0.12.11"}""", await Wire.GetAsync(server.Ollama.BaseUrl, "api/version").TextAsync());
        Assert.Equal("Ollama is running", await Wire.GetAsync(server.Ollama.BaseUrl, "").TextAsync());
        Assert.Equal("qwen3:4b", tags[0].GetProperty("name").GetString());
        Assert.Equal(4096, loaded[0].GetProperty("context_length").GetInt32());
    }

    [Theory]
    [InlineData("""{"model":"missing","messages":[]}""", 404, """{"error":"model 'missing' not found"}""")]
    [InlineData("""{"messages":[]}""", 400, """{"error":"model is required"}""")]
    [InlineData("", 400, """{"error":"missing request body"}""")]
    [InlineData("nonsense", 400, """{"error":"invalid character 'n' looking for beginning of value"}""")]
    public async Task Refuses(string request, int status, string body)
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.Ollama.HasOnly("llama3.1:latest");

        using var response = await server.Ollama.ChatAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(body, await response.TextAsync());
    }

    [Fact]
    public async Task A_name_without_a_tag_means_latest()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.Ollama.HasOnly("llama3.1:latest");

        using var response = await server.Ollama.ChatAsync("""{"model":"llama3.1","messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Errors_are_a_message_and_nothing_else()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.Ollama.Enqueue(Reply.Status(503, "server busy, please try again.  maximum pending requests exceeded"));

        using var response = await server.Ollama.ChatAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(
            """{"error":"server busy, please try again.  maximum pending requests exceeded"}""", await response.TextAsync());
    }
}
