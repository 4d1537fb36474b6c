using System.Text;
using Goshi.Wire;

namespace Goshi.Runtime.Tests.Wire;

public sealed class OpenAIChunkReaderTests
{
    private const string Hello =
        """
        data: {"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-x","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}

        data: {"id":"c1","created":1700000000,"model":"gpt-x","choices":[{"index":0,"delta":{"content":"He said \"hé 🎉\""},"finish_reason":null}]}

        data: {"id":"c1","created":1700000000,"model":"gpt-x","choices":[{"index":0,"delta":{"content":"!"},"finish_reason":"stop"}]}

        data: {"usage":{"completion_tokens":2,"prompt_tokens":9,"total_tokens":11},"choices":[],"id":"c1"}

        data: [DONE]


        """;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100_000)]
    public async Task Hands_out_text_as_utf8_without_strings(int pieceSize)
    {
        using var reader = new OpenAIChunkReader(new SplitStream(Hello, pieceSize), "openai");
        var text = new List<byte>();
        OpenAIUsage? usage = null;
        while (await reader.ReadAsync())
        {
            text.AddRange(reader.Text);
            Assert.Null(reader.Chunk.Choice?.Content);
            usage = reader.Chunk.Usage ?? usage;
        }

        Assert.Equal("He said \"hé 🎉\"!", Encoding.UTF8.GetString([.. text]));
        Assert.Equal(new OpenAIUsage { PromptTokens = 9, CompletionTokens = 2, TotalTokens = 11 }, usage);
        Assert.False(await reader.ReadAsync());
    }

    [Fact]
    public void Only_the_text_of_the_first_answer_is_handed_out_as_utf8()
    {
        var json = """{"choices":[{"index":0,"delta":{"content":"\u00e9"}},{"index":1,"delta":{"content":"second"}}]}"""u8;
        var parser = new OpenAIChunkParser(keepUtf8: true);

        Assert.True(parser.TryParse(json, out var chunk, out _));

        Assert.Equal("\u00e9", Encoding.UTF8.GetString(parser.Utf8Text(json)));
        Assert.Null(chunk.Choice!.Value.Content);
        Assert.Equal("second", Assert.Single(chunk.OtherChoices).Content);
    }

    [Fact]
    public async Task Reads_past_the_terminator_to_the_end_of_the_body()
    {
        var body = new SplitStream(Hello + "data: ignored\n\n", 11);
        using var reader = new OpenAIChunkReader(body, "openai");
        while (await reader.ReadAsync())
        {
        }

        Assert.True(body.WasReadToEnd);
    }

    [Fact]
    public async Task Does_not_wait_for_ever_for_the_end_of_a_body_that_goes_on()
    {
        var time = new ManualTimeProvider();
        using var reader = new OpenAIChunkReader(new Silence("data: [DONE]\n\n"), "openai", time, keepUtf8: false);
        var end = reader.ReadAsync().AsTask();
        while (!end.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.False(await end);
    }

    [Fact]
    public async Task Every_cut_before_the_terminator_is_an_interruption()
    {
        var bytes = Encoding.UTF8.GetBytes(Hello);
        var terminator = Hello.IndexOf("data: [DONE]", StringComparison.Ordinal) + "data: [DONE]".Length;
        terminator += Encoding.UTF8.GetByteCount(Hello) - Hello.Length;
        for (var length = 0; length < terminator; length++)
        {
            using var reader = new OpenAIChunkReader(new SplitStream(bytes.AsMemory(0, length), 4096), "openai");
            var exception = await Assert.ThrowsAsync<StreamInterruptedException>(() => ReadAll(reader));
            Assert.Equal("openai", exception.Provider);
        }
    }

    [Theory]
    [InlineData("data: {\"choices\":[\n\n")]
    [InlineData("data: not json\n\n")]
    [InlineData("data: {\"choices\":[]} {}\n\n")]
    public async Task Malformed_json_is_an_interruption_that_does_not_quote_it(string body)
    {
        using var reader = new OpenAIChunkReader(new SplitStream(body + "data: [DONE]\n\n", 9), "openai");
        var exception = await Assert.ThrowsAsync<StreamInterruptedException>(() => ReadAll(reader));
        Assert.Contains("not valid JSON", exception.Message);
        Assert.DoesNotContain("choices", exception.Message);
    }

    [Fact]
    public async Task A_lost_connection_is_an_interruption()
    {
        using var reader = new OpenAIChunkReader(new SplitStream("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n", 9, new IOException("reset")), "openai");
        var exception = await Assert.ThrowsAsync<StreamInterruptedException>(() => ReadAll(reader));
        Assert.IsType<IOException>(exception.InnerException);
    }

    [Fact]
    public async Task Cancellation_stays_a_cancellation_when_it_surfaces_as_a_lost_connection()
    {
        using var source = new CancellationTokenSource();
        using var reader = new OpenAIChunkReader(new Silence("", () => { source.Cancel(); throw new IOException("aborted"); }), "openai");
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.ReadAsync(source.Token).AsTask());
        Assert.Equal(source.Token, exception.CancellationToken);
    }

    [Theory]
    [InlineData("""data: {"error":{"message":"The server had an error","type":"server_error","param":null,"code":null}}""", "server_error")]
    [InlineData("""data: {"error":{"message":"The server had an error","code":429}}""", "429")]
    [InlineData("""data: {"error":"The server had an error"}""", null)]
    [InlineData("event: error\ndata: {\"message\":\"The server had an error\",\"code\":\"overloaded\"}", "overloaded")]
    public async Task An_error_event_raises(string body, string? code)
    {
        using var reader = new OpenAIChunkReader(new SplitStream(body + "\n\ndata: [DONE]\n\n", 9), "openai");
        var exception = await Assert.ThrowsAsync<ProviderException>(() => ReadAll(reader));
        Assert.Contains("The server had an error", exception.Message);
        Assert.Equal(code, exception.Code);
    }

    [Fact]
    public async Task Unknown_shapes_are_skipped()
    {
        const string Body =
            """
            : keep-alive

            data: {"type":"ping"}

            data: null

            data: [1,2]

            data: "text"

            data: {"choices":null,"usage":null}

            data: {"choices":[null,7,{"delta":null,"index":0},{"delta":[1]}],"extra":{"a":[{}]}}

            data: [DONE]


            """;
        using var reader = new OpenAIChunkReader(new SplitStream(Body, 13), "openai");
        Assert.Single(await ReadAll(reader));
    }

    [Fact]
    public async Task Fields_may_come_in_any_order_and_wrong_types_read_as_null()
    {
        const string Body =
            """data: {"choices":[{"finish_reason":"stop","delta":{"tool_calls":[{"function":{"arguments":{"a":1},"name":"f"},"id":5,"index":1.0}],"content":7,"role":null},"index":0}],"created":1.7e9,"id":null,"model":{"x":1}}""";
        using var reader = new OpenAIChunkReader(new SplitStream(Body + "\n\ndata: [DONE]\n\n", 13), "openai");
        var chunk = Assert.Single(await ReadAll(reader));
        Assert.Equal(1_700_000_000, chunk.Created);
        Assert.Null(chunk.Model);
        Assert.Equal("stop", chunk.Choice!.Value.FinishReason);
        Assert.Equal(new OpenAIToolCallDelta(1, null, "f", """{"a":1}"""), Assert.Single(chunk.Choice.Value.ToolCalls!));
    }

    [Fact]
    public async Task Repeated_strings_are_made_once()
    {
        using var reader = new OpenAIChunkReader(new SplitStream(Hello, 64), "openai", TimeProvider.System, keepUtf8: false);
        Assert.True(await reader.ReadAsync());
        var model = reader.Chunk.Model;
        Assert.True(await reader.ReadAsync());
        Assert.Same(model, reader.Chunk.Model);
        Assert.Equal("He said \"hé 🎉\"", reader.Chunk.Choice?.Content);
    }

    private static async Task<List<OpenAIChatChunk>> ReadAll(OpenAIChunkReader reader)
    {
        List<OpenAIChatChunk> chunks = [];
        while (await reader.ReadAsync())
        {
            chunks.Add(reader.Chunk);
        }

        return chunks;
    }
}
