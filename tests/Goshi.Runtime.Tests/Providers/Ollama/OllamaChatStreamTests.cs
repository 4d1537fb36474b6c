using Goshi.Providers;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Providers.Ollama;

public sealed class OllamaChatStreamTests
{
    private const string Text =
        """
        {"model":"llama3.1:8b","created_at":"2026-11-01T10:00:00Z","message":{"role":"assistant","content":"","thinking":"Hm"},"done":false}
        {"model":"llama3.1:8b","created_at":"2026-11-01T10:00:00Z","message":{"role":"assistant","content":"Hel"},"done":false}
        {"model":"llama3.1:8b","created_at":"2026-11-01T10:00:01Z","message":{"role":"assistant","content":""},"done":false}
        {"model":"llama3.1:8b","created_at":"2026-11-01T10:00:01Z","message":{"role":"assistant","content":"lo"},"done":false}
        {"model":"llama3.1:8b","created_at":"2026-11-01T10:00:02Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","load_duration":5000000,"prompt_eval_count":26,"eval_count":3}

        """;

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task Streams_text_and_reasoning(int pieceSize)
    {
        var meter = new StreamMeter();
        var updates = await Open(Text, meter, pieceSize).ReadAll();

        Assert.Equal(["", "Hel", "lo", ""], updates.Select(update => update.Text));
        Assert.Equal("Hm", Assert.IsType<TextReasoningContent>(updates[0].Contents[0]).Text);
        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
        Assert.Equal(new TokenUsage { InputTokens = 26, OutputTokens = 3 }, meter.Usage);
        Assert.Equal(("Hello", 7L, "llama3.1:8b"), (meter.PartialText, meter.ContentBytes, meter.ResponseModel));
        Assert.Single(updates.Select(update => update.MessageId).Distinct());
        Assert.NotNull(updates[0].MessageId);
    }

    [Fact]
    public async Task Folds_a_stream_into_an_answer()
    {
        var answer = await Replies.Ollama.ReadAsync(Replies.Split(Text, 50), Replies.Input(Targets.Ollama), new StreamMeter(), default);

        Assert.Equal("Hello", answer.Text);
        Assert.Single(answer.Messages);
        Assert.Equal((26, 3, 29), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount));
        Assert.Equal(5000, answer.Usage.AdditionalCounts!["LoadDurationMicroseconds"]);
        Assert.Equal(("llama3.1:8b", ChatFinishReason.Stop), (answer.ModelId, answer.FinishReason));
    }

    [Fact]
    public async Task Hands_over_log_probabilities_with_the_end()
    {
        const string Body =
            """
            {"model":"llama3.1:8b","created_at":"2026-11-01T10:00:00Z","message":{"role":"assistant","content":"Hel"},"done":false,"logprobs":[{"token":"Hel","logprob":-0.5,"bytes":[72,101,108],"top_logprobs":[{"token":"Hel","logprob":-0.5},{"token":"Hi","logprob":-1}]}]}
            {"model":"llama3.1:8b","created_at":"2026-11-01T10:00:00Z","message":{"role":"assistant","content":"lo"},"done":false,"logprobs":[{"token":"lo","logprob":-0.25}]}
            {"model":"llama3.1:8b","created_at":"2026-11-01T10:00:01Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}

            """;
        var updates = await Open(Body, new StreamMeter(), 1000).ReadAll();
        var folded = updates.ToChatResponse();
        var logprobs = Assert.IsAssignableFrom<IReadOnlyList<OpenAITokenLogprob>>(folded.Messages[0].AdditionalProperties!["logprobs"]);

        Assert.Equal([("Hel", -0.5), ("lo", -0.25)], logprobs.Select(static logprob => (logprob.Token, logprob.Logprob)));
        Assert.Equal(["Hel", "Hi"], logprobs[0].Alternatives.Select(static logprob => logprob.Token));
        Assert.All(updates.SkipLast(1), static update => Assert.Null(update.AdditionalProperties));
    }

    [Fact]
    public async Task Hands_over_tool_calls_and_says_so_in_the_finish_reason()
    {
        const string Body =
            """
            {"model":"m","message":{"role":"assistant","content":"","tool_calls":[{"function":{"index":0,"name":"weather","arguments":{"city":"Oslo"}}},{"id":"x","function":{"name":"now","arguments":{}}}]},"done":false}
            {"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}

            """;
        var meter = new StreamMeter();
        await using var stream = Open(Body, meter);
        var update = await stream.ReadAsync(default);
        Assert.True(meter.ContentReceived);
        var calls = update!.Contents.Cast<FunctionCallContent>().ToList();
        Assert.Equal(["weather", "now"], calls.Select(call => call.Name));
        Assert.Equal("Oslo", calls[0].Arguments!["city"]!.ToString());
        Assert.NotEmpty(calls[0].CallId);
        Assert.Equal("x", calls[1].CallId);
        Assert.Equal(ChatFinishReason.ToolCalls, (await stream.ReadAsync(default))!.FinishReason);
    }

    [Theory]
    [InlineData("stop", "stop")]
    [InlineData("length", "length")]
    [InlineData("load", "load")]
    public async Task Maps_the_reason_of_the_end(string reason, string expected) =>
        Assert.Equal(expected, (await Open($$"""{"done":true,"done_reason":"{{reason}}"}""", new StreamMeter()).ReadAll())[^1].FinishReason?.Value);

    [Fact]
    public async Task A_count_that_is_missing_is_not_zero()
    {
        var meter = new StreamMeter();
        var updates = await Open("""{"message":{"content":"a"},"done":true,"eval_count":1}""", meter).ReadAll();
        Assert.Null(meter.Usage);
        var details = updates[^1].Contents.OfType<UsageContent>().Single().Details;
        Assert.Null(details.InputTokenCount);
        Assert.Null(details.TotalTokenCount);
        Assert.Equal(1, details.OutputTokenCount);
    }

    [Theory]
    [InlineData("""{"message":{"content":"a"},"done":true,"prompt_eval_count":1}""", true)]
    [InlineData("""{"message":{"content":"a"},"done":true,"total_duration":9000}""", false)]
    public async Task Usage_is_handed_over_where_anything_was_counted(string body, bool isCounted) =>
        Assert.Equal(isCounted, (await Open(body, new StreamMeter()).ReadAll())[^1].Contents.OfType<UsageContent>().Any());

    [Fact]
    public async Task Lines_that_say_more_than_text_and_the_first_that_says_anything_keep_their_raw_form()
    {
        const string Body =
            """
            {"model":"m","message":{"content":""},"done":false}
            {"model":"m","message":{"content":"first"},"done":false}
            {"model":"m","message":{"content":"text"},"done":false}
            {"model":"m","message":{"content":"text"},"done":false}
            {"model":"m","message":{"content":"","thinking":"Hm"},"done":false}
            {"model":"m","message":{"content":"text"},"done":false,"logprobs":[{"token":"text","logprob":-0.5}]}
            {"model":"m","message":{"content":"last"},"done":true}

            """;

        var updates = await Open(Body, new StreamMeter()).ReadAll();

        Assert.Equal([true, false, false, true, true, true], updates.Select(static update => update.RawRepresentation is OllamaChatResponse));
    }

    [Fact]
    public async Task Tells_each_time_that_the_server_measured()
    {
        const string Body =
            """{"message":{"content":"a"},"done":true,"eval_count":1,"prompt_eval_count":2,"total_duration":9000,"load_duration":4000,"prompt_eval_duration":3000,"eval_duration":2000}""";

        var details = (await Open(Body, new StreamMeter()).ReadAll())[^1].Contents.OfType<UsageContent>().Single().Details;

        Assert.Equal(
            new Dictionary<string, long>
            {
                ["TotalDurationMicroseconds"] = 9,
                ["LoadDurationMicroseconds"] = 4,
                ["PromptEvalDurationMicroseconds"] = 3,
                ["EvalDurationMicroseconds"] = 2,
            },
            details.AdditionalCounts!);
    }

    [Fact]
    public async Task Keeps_what_one_line_says_and_the_next_does_not()
    {
        const string Body =
            """
            {"model":"served","created_at":"2026-11-01T10:00:00Z","message":{"content":"a"},"done":false}
            {"created_at":"2026-11-01T10:00:09Z","message":{"tool_calls":[{"function":{"name":"now","arguments":{}}}]},"done":false}
            {"done":true,"done_reason":"stop"}

            """;
        var meter = new StreamMeter();
        var updates = await Open(Body, meter).ReadAll();

        Assert.All(updates, static update => Assert.Equal("served", update.ModelId));
        Assert.All(updates, static update => Assert.Equal(0, update.CreatedAt!.Value.Second));
        Assert.Equal([null, null, ChatFinishReason.ToolCalls], updates.Select(static update => update.FinishReason));
        Assert.Equal(meter.ResponseId, Assert.Single(updates.Select(static update => update.ResponseId).Distinct()));
        Assert.Equal((3L, (long)"anow{}".Length), (meter.Chunks, meter.ContentBytes));
    }

    [Fact]
    public async Task An_interruption_carries_what_had_arrived()
    {
        await using var stream = Open(Text[..Text.LastIndexOf("{\"model\"", StringComparison.Ordinal)], new StreamMeter());
        var exception = await Assert.ThrowsAsync<StreamInterruptedException>(() => stream.ReadAll());
        Assert.Equal(("ollama", "llama3.1:8b", "Hello", true), (exception.Provider, exception.Model, exception.PartialText, exception.IsCostEstimated));
    }

    [Fact]
    public async Task Folding_a_stream_that_breaks_throws_in_place_of_a_short_answer() =>
        await Assert.ThrowsAsync<StreamInterruptedException>(async () =>
            await Replies.Ollama.ReadAsync(Replies.Split(Text[..200], 50), Replies.Input(Targets.Ollama), new StreamMeter(), default));

    [Fact]
    public async Task An_error_line_raises() =>
        Assert.Contains("out of memory", (await Assert.ThrowsAsync<ProviderException>(() => Open("{\"error\":\"out of memory\"}\n", new StreamMeter()).ReadAll())).Message);

    private static ChatStream Open(string body, StreamMeter meter, int pieceSize = 1000) =>
        Replies.Ollama.OpenStream(Replies.Split(body, pieceSize), Replies.Input(Targets.Ollama, stream: true), meter);
}
