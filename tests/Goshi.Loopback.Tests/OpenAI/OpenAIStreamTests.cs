namespace Goshi.Loopback.Tests;

public sealed class OpenAIStreamTests
{
    private static readonly LoopbackOptions _options = new() { TimeProvider = new ManualClock() };

    [Fact]
    public async Task Streams_role_content_finish_reason_usage_and_DONE()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.OpenAI.Enqueue(Reply.Text("Hello", " world").WithUsage(prompt: 12, completion: 3, cached: 4, reasoning: 1));

        using var response = await server.OpenAI.ChatAsync(
            """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}""");

        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            """
            data: {"id":"chatcmpl-00000001","object":"chat.completion.chunk","created":1795341600,"model":"gpt-4o-mini","service_tier":"default","system_fingerprint":"fp_loopback","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}

            data: {"id":"chatcmpl-00000001","object":"chat.completion.chunk","created":1795341600,"model":"gpt-4o-mini","service_tier":"default","system_fingerprint":"fp_loopback","choices":[{"index":0,"delta":{"content":"Hello"},"logprobs":null,"finish_reason":null}],"usage":null}

            data: {"id":"chatcmpl-00000001","object":"chat.completion.chunk","created":1795341600,"model":"gpt-4o-mini","service_tier":"default","system_fingerprint":"fp_loopback","choices":[{"index":0,"delta":{"content":" world"},"logprobs":null,"finish_reason":null}],"usage":null}

            data: {"id":"chatcmpl-00000001","object":"chat.completion.chunk","created":1795341600,"model":"gpt-4o-mini","service_tier":"default","system_fingerprint":"fp_loopback","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}

            data: {"id":"chatcmpl-00000001","object":"chat.completion.chunk","created":1795341600,"model":"gpt-4o-mini","service_tier":"default","system_fingerprint":"fp_loopback","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":4,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":1,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}

            data: [DONE]


            """,
            await response.TextAsync());
    }

    [Fact]
    public async Task Sends_no_usage_unless_asked()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);

        Assert.DoesNotContain("usage", await server.OpenAI.ChatAsync(Wire.OpenAIStream).TextAsync());
    }

    [Fact]
    public async Task Leaves_usage_out_when_told_though_asked()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.OpenAI.Enqueue(Reply.Text("Hi").WithoutUsage());

        var text = await server.OpenAI.ChatAsync(
            """{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}""").TextAsync();

        Assert.DoesNotContain("\"choices\":[],", text);
        Assert.EndsWith("data: [DONE]\n\n", text);
    }

    [Fact]
    public async Task Streams_tool_calls_in_fragments_by_index()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.OpenAI.Enqueue(Reply.ToolCalls(
            new ToolCall("weather", """{"city":"Oslo"}""") { Id = "call_a" }, new ToolCall("time") { Fragments = ["{", "}"] }));

        var deltas = Deltas(await server.OpenAI.ChatAsync().TextAsync());

        Assert.Equal(
            [
                """{"role":"assistant","content":null,"refusal":null}""",
                """{"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"weather","arguments":""}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":"}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"\"Oslo\"}"}}]}""",
                """{"tool_calls":[{"index":1,"id":"call_00000001","type":"function","function":{"name":"time","arguments":""}}]}""",
                """{"tool_calls":[{"index":1,"function":{"arguments":"{"}}]}""",
                """{"tool_calls":[{"index":1,"function":{"arguments":"}"}}]}""",
                "{}",
            ],
            deltas);
    }

    [Fact]
    public async Task Streams_reasoning_before_and_refusals_instead_of_text()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.OpenAI.Enqueue(Reply.Text("42").WithReasoning("Let me", " see"), Reply.Refusal("I", " won't"));

        var reasoning = Deltas(await server.OpenAI.ChatAsync().TextAsync());
        var refusal = Deltas(await server.OpenAI.ChatAsync().TextAsync());

        Assert.Equal(
            ["""{"reasoning_content":"Let me"}""", """{"reasoning_content":" see"}""", """{"content":"42"}"""], reasoning[1..^1]);
        Assert.Equal(["""{"refusal":"I"}""", """{"refusal":" won't"}"""], refusal[1..^1]);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(""","stream_options":{"include_obfuscation":true}""", true)]
    [InlineData(""","stream_options":{"include_obfuscation":false}""", false)]
    public async Task Obfuscates_when_switched_on_unless_the_request_says_no(string streamOptions, bool expected)
    {
        await using var server = await LoopbackProvider.StartAsync(_options);
        server.OpenAI.SendsObfuscation = true;

        var text = await server.OpenAI.ChatAsync(
            $$"""{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true{{streamOptions}}}""").TextAsync();

        Assert.Equal(expected, text.Contains("\"obfuscation\":"));
    }

    [Fact]
    public async Task Opens_Azure_streams_with_an_event_without_choices()
    {
        await using var server = await LoopbackProvider.StartAsync(_options);

        var text = await Wire.PostAsync(
            server.OpenAI.AzureBaseUrl("my deployment") + "/chat/completions?api-version=2024-10-21",
            """{"messages":[{"role":"user","content":"Hi"}],"stream":true}""").TextAsync();

        Assert.StartsWith("""data: {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":""", text);
        Assert.Equal("my deployment", server.Requests[0].Model);
        Assert.Equal("2024-10-21", server.Requests[0].Query["api-version"]);
    }

    private static List<string> Deltas(string stream) =>
    [
        .. stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(static line => line != "data: [DONE]")
            .Select(static line => System.Text.Json.JsonElement.Parse(line["data: ".Length..]))
            .Select(static chunk => chunk.GetProperty("choices")[0].GetProperty("delta").GetRawText()),
    ];
}
