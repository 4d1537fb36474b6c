using System.Text.Json;
using Goshi.Providers;
using Goshi.Resilience;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Providers.OpenAI;

public sealed class OpenAIChatStreamTests
{
    private const string Text =
        """
        data: {"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-4.1-x","service_tier":"default","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"abc"}

        data: {"id":"c1","created":1700000000,"model":"gpt-4.1-x","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}],"usage":null}

        data: {"id":"c1","created":1700000000,"model":"gpt-4.1-x","choices":[{"index":0,"delta":{"content":"lo é"},"finish_reason":null}],"usage":null}

        data: {"id":"c1","created":1700000000,"model":"gpt-4.1-x","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

        data: {"id":"c1","created":1700000000,"model":"gpt-4.1-x","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}

        data: [DONE]


        """;

    private const string Tools =
        """
        data: {"id":"c1","created":1700000000,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}}]}}]}

        data: {"id":"c1","created":1700000000,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":"}}]}}]}

        data: {"id":"c1","created":1700000000,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_2","type":"function","function":{"name":"now","arguments":"{"}},{"index":0,"function":{"arguments":"\"Oslo\"}"}}]}}]}

        data: {"id":"c1","created":1700000000,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"}"}}]}}]}

        data: {"id":"c1","created":1700000000,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

        data: {"id":"c1","created":1700000000,"model":"m","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}

        data: [DONE]


        """;

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(100_000)]
    public async Task Streams_text_split_anywhere(int pieceSize)
    {
        var meter = new StreamMeter();
        var updates = await Open(Text, meter, pieceSize).ReadAll();

        Assert.Equal(["Hel", "lo é", "", ""], updates.Select(update => update.Text));
        Assert.All(updates, update => Assert.Equal(("c1", "c1", "gpt-4.1-x", ChatRole.Assistant), (update.ResponseId, update.MessageId, update.ModelId, update.Role)));
        Assert.Equal([null, null, ChatFinishReason.Stop, null], updates.Select(update => update.FinishReason));
        Assert.Equal(12, Assert.IsType<UsageContent>(Assert.Single(updates[^1].Contents)).Details.TotalTokenCount);
        Assert.Equal(new TokenUsage { InputTokens = 9, OutputTokens = 3 }, meter.Usage);
        Assert.Equal(("Hello é", 8L, 5L, ServiceTier.Standard), (meter.PartialText, meter.ContentBytes, meter.Chunks, meter.Tier));
    }

    [Fact]
    public async Task Hands_over_tool_calls_when_they_are_whole_but_counts_their_first_fragment_as_content()
    {
        var meter = new StreamMeter();
        await using var stream = Open(Tools, meter, 64);

        var first = await stream.ReadAsync(default);
        Assert.Empty(first!.Contents);
        Assert.True(meter.ContentReceived);

        List<ChatResponseUpdate> updates = [];
        while (await stream.ReadAsync(default) is { } update)
        {
            updates.Add(update);
        }

        var finish = Assert.Single(updates, update => update.FinishReason is not null);
        Assert.Equal(ChatFinishReason.ToolCalls, finish.FinishReason);
        Assert.Equal(
            [("call_1", "weather"), ("call_2", "now")],
            finish.Contents.Cast<FunctionCallContent>().Select(call => (call.CallId, call.Name)));
        Assert.Equal("Oslo", ((FunctionCallContent)finish.Contents[0]).Arguments!["city"]!.ToString());
        Assert.Equal("", meter.PartialText);
        Assert.Equal("weather".Length + "{\"city\":\"Oslo\"}".Length + "now".Length + "{}".Length, meter.ContentBytes);
    }

    [Theory]
    [InlineData("""{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}""", """{"index":0,"id":"b","function":{"name":"g","arguments":"{}"}}""")]
    [InlineData("""{"id":"a","function":{"name":"f","arguments":"{}"}}""", """{"id":"b","function":{"name":"g","arguments":"{}"}}""")]
    [InlineData("""{"index":1,"id":"b","function":{"name":"g","arguments":"{}"}}""", """{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}""")]
    [InlineData("""{"index":0,"id":"a","function":{"name":"f","arguments":"{"}},{"index":0,"id":"a","function":{"name":"f","arguments":"}"}}""", """{"index":2,"id":"b","function":{"name":"g","arguments":{}}}""")]
    public async Task Puts_calls_together_for_servers_that_number_them_badly(string first, string second)
    {
        var body = """data: {"choices":[{"delta":{"tool_calls":[""" + first + "]}}]}" + "\n\n"
            + """data: {"choices":[{"delta":{"tool_calls":[""" + second + "]}}]}" + "\n\ndata: [DONE]\n\n";
        var answer = (await Open(body, new StreamMeter()).ReadAll()).ToChatResponse();
        var calls = answer.Messages[0].Contents.Cast<FunctionCallContent>().ToList();
        Assert.Equal([("a", "f"), ("b", "g")], calls.Select(call => (call.CallId, call.Name)));
        Assert.All(calls, call => Assert.Null(call.Exception));
    }

    [Theory]
    [InlineData("""{\"x\":""")]
    [InlineData("""[1]""")]
    public async Task Reports_arguments_that_were_cut_off_or_are_no_object(string arguments)
    {
        var body = $$$"""data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{{{arguments}}}"}}]},"finish_reason":"length"}]}""";
        var updates = await Open(body + "\n\ndata: [DONE]\n\n", new StreamMeter()).ReadAll();
        var call = Assert.IsType<FunctionCallContent>(Assert.Single(Assert.Single(updates).Contents));
        Assert.IsAssignableFrom<JsonException>(call.Exception!.InnerException);
    }

    [Fact]
    public async Task Streams_reasoning_in_either_spelling_once()
    {
        const string Body =
            """
            data: {"choices":[{"delta":{"reasoning_content":"Let ","reasoning":"Let "}}]}

            data: {"choices":[{"delta":{"reasoning":"me."}}]}

            data: {"choices":[{"delta":{"content":"Done"}}]}

            data: [DONE]


            """;
        var answer = (await Open(Body, new StreamMeter()).ReadAll()).ToChatResponse();
        Assert.Equal("Let me.", Assert.IsType<TextReasoningContent>(answer.Messages[0].Contents[0]).Text);
        Assert.Equal("Done", answer.Text);
    }

    [Fact]
    public async Task Hands_over_a_refusal_whole()
    {
        const string Body =
            """
            data: {"choices":[{"delta":{"refusal":"I "}}]}

            data: {"choices":[{"delta":{"refusal":"cannot."}}]}

            data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """;
        var meter = new StreamMeter();
        await using var stream = Open(Body, meter);
        Assert.Empty((await stream.ReadAsync(default))!.Contents);
        Assert.True(meter.ContentReceived);
        await stream.ReadAsync(default);
        var error = Assert.IsType<ErrorContent>(Assert.Single((await stream.ReadAsync(default))!.Contents));
        Assert.Equal(("I cannot.", "Refusal"), (error.Message, error.ErrorCode));
    }

    [Fact]
    public async Task Other_answers_than_the_first_are_left_out()
    {
        const string Body = """data: {"choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"content":"b"}}]}""";
        Assert.Equal("a", (await Open(Body + "\n\ndata: [DONE]\n\n", new StreamMeter()).ReadAll()).ToChatResponse().Text);
    }

    [Theory]
    [InlineData(Text, """{"id":"c1","created":1700000000,"model":"gpt-4.1-x","choices":[{"message":{"role":"assistant","content":"Hello é"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}""")]
    [InlineData(Tools, """{"id":"c1","created":1700000000,"model":"m","choices":[{"message":{"content":null,"tool_calls":[{"id":"call_1","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}},{"id":"call_2","function":{"name":"now","arguments":"{}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}""")]
    public async Task A_folded_stream_equals_the_answer_that_was_not_streamed(string stream, string whole)
    {
        var folded = (await Open(stream, new StreamMeter()).ReadAll()).ToChatResponse();
        var direct = await Replies.OpenAI.ReadAsync(Replies.Of(whole), Replies.Input(Targets.Plain), new StreamMeter(), default);
        Assert.Equal(Describe(direct), Describe(folded));
    }

    [Fact]
    public async Task An_interruption_carries_what_had_arrived()
    {
        var meter = new StreamMeter();
        await using var stream = Open(Text[..Text.IndexOf("data: {\"id\":\"c1\",\"created\":1700000000,\"model\":\"gpt-4.1-x\",\"choices\":[{\"index\":0,\"delta\":{},", StringComparison.Ordinal)], meter);
        var exception = await Assert.ThrowsAsync<StreamInterruptedException>(() => stream.ReadAll());
        Assert.Equal(("openai", "gpt-4.1-x", "Hello é", true), (exception.Provider, exception.Model, exception.PartialText, exception.IsCostEstimated));
        Assert.Null(exception.Usage);
        Assert.DoesNotContain("Hello", exception.Message);
    }

    [Fact]
    public async Task An_interruption_after_the_usage_carries_it()
    {
        await using var stream = Open(Text.Replace("data: [DONE]", "", StringComparison.Ordinal), new StreamMeter());
        var exception = await Assert.ThrowsAsync<StreamInterruptedException>(() => stream.ReadAll());
        Assert.Equal(new TokenUsage { InputTokens = 9, OutputTokens = 3 }, exception.Usage);
        Assert.False(exception.IsCostEstimated);
    }

    [Fact]
    public async Task A_stream_of_nothing_but_its_terminator_is_no_answer() =>
        await Assert.ThrowsAsync<StreamInterruptedException>(() => Open("data: [DONE]\n\n", new StreamMeter()).ReadAll());

    [Fact]
    public async Task A_whole_answer_in_place_of_a_stream_is_streamed()
    {
        var response = Replies.Of("""{"id":"c1","choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":3}}""");
        response.Content.Headers.ContentType = new("application/json");
        var meter = new StreamMeter();
        var answer = (await Replies.OpenAI.OpenStream(response, Replies.Input(Targets.Plain, stream: true), meter).ReadAll()).ToChatResponse();
        Assert.Equal("Hello", answer.Text);
        Assert.Equal(9, meter.Usage?.InputTokens);
    }

    [Theory]
    [InlineData("Hello", true)]
    [InlineData("", false)]
    public async Task A_whole_answer_in_place_of_a_stream_is_content_if_it_has_any(string text, bool isContent)
    {
        var response = Replies.Of($$$"""{"choices":[{"message":{"content":"{{{text}}}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":3}}""");
        response.Content.Headers.ContentType = new("application/json");
        var meter = new StreamMeter();
        var updates = await Replies.OpenAI.OpenStream(response, Replies.Input(Targets.Plain, stream: true), meter).ReadAll();

        Assert.Equal(isContent, meter.ContentReceived);
        Assert.Equal(9, updates.ToChatResponse().Usage!.InputTokenCount);
    }

    [Fact]
    public async Task An_error_in_place_of_a_stream_is_an_error()
    {
        var response = Replies.Of("""{"error":{"message":"No such thing","code":"bad"}}""");
        response.Content.Headers.ContentType = new("application/json");
        await using var stream = Replies.OpenAI.OpenStream(response, Replies.Input(Targets.Plain, stream: true), new StreamMeter());
        Assert.Equal("bad", (await Assert.ThrowsAsync<ProviderException>(() => stream.ReadAll())).Code);
    }

    [Fact]
    public async Task Each_event_is_told_with_content_or_without()
    {
        var time = new ManualTimeProvider();
        var seconds = Enumerable.Range(0, 100).Select(static second => TimeSpan.FromSeconds(second)).ToArray();
        using var deadlines = new Deadlines(
            new AlarmPool(time), default, new DeadlineSettings(seconds[60], seconds[60], seconds[30], seconds[90], seconds[10]) { Provider = "openai", KeyPrefix = "llm.openai" });
        var meter = new StreamMeter(deadlines);
        await using var stream = Open(Text, meter);
        deadlines.StartStream();

        Assert.Equal("Hel", (await stream.ReadAsync(default))!.Text);
        time.Advance(seconds[60]);

        Assert.Equal(2, meter.Chunks);
        Assert.Contains("2 events without content", deadlines.Expired!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_update_and_each_that_holds_more_than_text_has_its_chunk()
    {
        var updates = await Open(Text, new StreamMeter()).ReadAll();

        Assert.IsType<OpenAIChatChunk>(updates[0].RawRepresentation);
        Assert.IsType<OpenAIChatChunk>(updates[^1].RawRepresentation);
        Assert.All(
            updates.Skip(1).Where(static update => update.FinishReason is null && update.Contents is [TextContent]),
            static update => Assert.Null(update.RawRepresentation));
        Assert.Contains(updates, static update => update.RawRepresentation is null);
    }

    [Fact]
    public async Task Each_update_with_content_is_counted_as_such()
    {
        var meter = new StreamMeter();
        await using var stream = Open(
            Events(
                """{"choices":[{"delta":{"content":"a"}}]}""",
                """{"choices":[{"delta":{"reasoning":"b"}}]}""",
                """{"choices":[{"delta":{"content":"c","audio":{"data":"AQI="}}}]}""",
                """{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"f"}}]}}]}""",
                """{"choices":[{"delta":{"content":"d","tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}}]}""",
                """{"choices":[{"delta":{},"finish_reason":"stop"}]}""",
                """{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}"""),
            meter);
        List<bool> isContent = [];
        var bytes = 0L;
        while (await stream.ReadAsync(default) is not null)
        {
            isContent.Add(meter.ContentBytes > bytes);
            bytes = meter.ContentBytes;
        }

        Assert.Equal([true, true, true, true, true, false, false], isContent);
    }

    [Fact]
    public async Task Of_a_running_count_only_the_last_is_handed_over_and_what_came_before_the_end_is_not_final()
    {
        var meter = new StreamMeter();
        await using var stream = Open(
            Events(
                """{"created":1700000000,"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":9,"completion_tokens":1}}""",
                """{"created":1700000007,"choices":[{"delta":{"content":"b"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":2}}"""),
            meter);

        var first = await stream.ReadAsync(default);
        Assert.False(meter.IsUsageFinal);
        var second = await stream.ReadAsync(default);
        Assert.True(meter.IsUsageFinal);
        var last = await stream.ReadAsync(default);

        Assert.All([first!, second!], static update => Assert.IsType<TextContent>(Assert.Single(update.Contents)));
        Assert.Equal(2, Assert.IsType<UsageContent>(Assert.Single(last!.Contents)).Details.OutputTokenCount);
        Assert.All([first!, second!, last], static update => Assert.Equal(1_700_000_000, update.CreatedAt!.Value.ToUnixTimeSeconds()));
        Assert.Null(await stream.ReadAsync(default));
    }

    [Fact]
    public async Task A_count_after_the_answer_comes_with_its_own_event()
    {
        await using var stream = Open(Text[..^"data: [DONE]\n\n".Length], new StreamMeter());
        for (var i = 0; i < 3; i++)
        {
            await stream.ReadAsync(default);
        }

        // The event that ends the stream has not come, and is not waited for.
        Assert.IsType<UsageContent>(Assert.Single((await stream.ReadAsync(default))!.Contents));
    }

    [Fact]
    public async Task A_refusal_is_handed_over_once()
    {
        var updates = await Open(
            Events("""{"choices":[{"delta":{"refusal":"No."},"finish_reason":"stop"}]}""", """{"choices":[{"delta":{},"finish_reason":"stop"}]}"""),
            new StreamMeter()).ReadAll();

        Assert.Single(updates.SelectMany(static update => update.Contents).OfType<ErrorContent>());
    }

    [Fact]
    public async Task What_is_whole_is_handed_over_although_the_server_never_says_why_it_ended()
    {
        var updates = await Open(
            Events("""{"id":"c1","choices":[{"delta":{"refusal":"No."}}]}""", """{"id":"c1","choices":[{"delta":{"tool_calls":[{"index":0,"id":"call","function":{"name":"f","arguments":"{}"}}]}}]}"""),
            new StreamMeter()).ReadAll();

        Assert.Collection(
            updates[^1].Contents,
            static content => Assert.Equal("No.", Assert.IsType<ErrorContent>(content).Message),
            static content => Assert.Equal("call", Assert.IsType<FunctionCallContent>(content).CallId));
    }

    [Fact]
    public async Task Log_probabilities_come_with_the_end_alone()
    {
        var updates = await Open(
            Events(
                """{"choices":[{"delta":{"content":"a"},"logprobs":{"content":[{"token":"a","logprob":-1}]}}]}""",
                """{"choices":[{"delta":{},"finish_reason":"stop"}]}"""),
            new StreamMeter()).ReadAll();

        Assert.Null(updates[0].AdditionalProperties);
        Assert.Contains("logprobs", updates[^1].AdditionalProperties!.Keys);
    }

    [Fact]
    public async Task A_page_in_place_of_a_stream_is_refused_for_good()
    {
        var response = Replies.Of("<html>Sign in</html>");
        response.Content.Headers.ContentType = new("text/HTML");
        await using var stream = Replies.OpenAI.OpenStream(response, Replies.Input(Targets.Plain, stream: true), new StreamMeter());

        var error = await Assert.ThrowsAsync<ProviderException>(() => stream.ReadAsync(default).AsTask());

        Assert.Equal(Verdict.FailOver, FailureRules.Classify(error, isOllama: false));
    }

    [Fact]
    public async Task A_disposed_stream_has_ended_and_freed_its_response()
    {
        var response = Replies.Split(Text, 1000);
        var stream = Replies.OpenAI.OpenStream(response, Replies.Input(Targets.Plain, stream: true), new StreamMeter());
        await stream.ReadAsync(default);

        await stream.DisposeAsync();

        Assert.Null(await stream.ReadAsync(default));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_interruption_says_how_the_stream_broke()
    {
        async Task<StreamInterruptedException> Break(string body) =>
            await Assert.ThrowsAsync<StreamInterruptedException>(() => Open(body, new StreamMeter()).ReadAll());

        Assert.Contains("ended without [DONE]", (await Break(Text.Replace("data: [DONE]", "", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        Assert.Contains("not valid JSON", (await Break("data: {\n\n")).Message, StringComparison.Ordinal);
        Assert.Contains("without a single chunk", (await Break("data: [DONE]\n\n")).Message, StringComparison.Ordinal);
        Assert.Contains("inside of an event", (await Break("data: {}")).Message, StringComparison.Ordinal);
    }

    private static string Events(params string[] events) => string.Concat(events.Select(static json => $"data: {json}\n\n")) + "data: [DONE]\n\n";

    private static ChatStream Open(string body, StreamMeter meter, int pieceSize = 1000) =>
        Replies.OpenAI.OpenStream(Replies.Split(body, pieceSize), Replies.Input(Targets.Plain, stream: true), meter);

    private static string Describe(ChatResponse response) => string.Join(
        "\n",
        response.Messages.Select(message => $"{message.Role} {message.MessageId} {message.CreatedAt:O} {string.Join(", ", message.Contents.Select(Describe))}")
            .Append($"{response.ResponseId} {response.ModelId} {response.CreatedAt:O} {response.FinishReason} {response.Usage?.InputTokenCount} {response.Usage?.OutputTokenCount} {response.Usage?.TotalTokenCount}"));

    private static string Describe(AIContent content) => content switch
    {
        FunctionCallContent call => $"{call.CallId} {call.Name} {string.Join(", ", call.Arguments!)}",
        _ => $"{content.GetType().Name} {content}",
    };
}
