using System.Text;
using Goshi.Wire;

namespace Goshi.Runtime.Tests.Wire;

public sealed class OllamaLineReaderTests
{
    private const string Hello =
        """
        {"model":"llama3.1:8b","created_at":"2026-11-01T10:00:00.5Z","message":{"role":"assistant","content":"Hé"},"done":false}
        {"model":"llama3.1:8b","created_at":"2026-11-01T10:00:00.6Z","message":{"role":"assistant","content":" \"🎉\"\n"},"done":false}
        {"model":"llama3.1:8b","created_at":"2026-11-01T10:00:00.7Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":1500000,"load_duration":1000000,"prompt_eval_count":26,"prompt_eval_duration":100,"eval_count":3,"eval_duration":400000}

        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Hands_out_text_as_utf8_split_anywhere(int pieceSize)
    {
        using var reader = new OllamaLineReader(new SplitStream(Hello, pieceSize), "ollama");
        var text = new List<byte>();
        while (await reader.ReadAsync())
        {
            text.AddRange(reader.Text);
        }

        Assert.Equal("Hé \"🎉\"\n", Encoding.UTF8.GetString([.. text]));
        Assert.False(await reader.ReadAsync());
    }

    [Fact]
    public async Task Reads_every_field_of_the_last_line()
    {
        using var reader = new OllamaLineReader(new SplitStream(Hello, 10), "ollama", TimeProvider.System, keepUtf8: false);
        var last = (await ReadAll(reader))[^1];
        Assert.Equal(
            new OllamaChatResponse
            {
                Model = "llama3.1:8b",
                CreatedAt = new DateTimeOffset(2026, 11, 1, 10, 0, 0, 700, TimeSpan.Zero),
                Role = "assistant",
                Content = "",
                Done = true,
                DoneReason = "stop",
                TotalDuration = TimeSpan.FromMilliseconds(1.5),
                LoadDuration = TimeSpan.FromMilliseconds(1),
                PromptEvalCount = 26,
                PromptEvalDuration = TimeSpan.FromTicks(1),
                EvalCount = 3,
                EvalDuration = TimeSpan.FromMilliseconds(0.4),
            },
            last);
    }

    [Fact]
    public async Task Every_cut_before_the_last_line_is_whole_is_an_interruption()
    {
        var bytes = Encoding.UTF8.GetBytes(Hello);
        for (var length = 0; length < bytes.Length - 1; length++)
        {
            using var reader = new OllamaLineReader(new SplitStream(bytes.AsMemory(0, length), 4096), "ollama");
            await Assert.ThrowsAsync<StreamInterruptedException>(() => ReadAll(reader));
        }

        using var whole = new OllamaLineReader(new SplitStream(bytes.AsMemory(0, bytes.Length - 1), 4096), "ollama");
        Assert.Equal(3, (await ReadAll(whole)).Count);
    }

    [Fact]
    public async Task An_error_line_raises()
    {
        using var reader = new OllamaLineReader(new SplitStream("{\"message\":{\"content\":\"a\"},\"model\":\"m\"}\n{\"error\":\"an error was encountered while running the model\"}\n", 10), "ollama");
        var exception = await Assert.ThrowsAsync<ProviderException>(() => ReadAll(reader));
        Assert.Contains("ollama/m reported an error inside its stream: an error was encountered while running the model.", exception.Message);
    }

    [Theory]
    [InlineData("""{"error":"out of memory"}""", "ollama/first reported")]
    [InlineData("""{"model":"second","error":"out of memory"}""", "ollama/second reported")]
    public async Task An_error_names_the_model_of_its_line_or_of_the_one_before(string line, string expected)
    {
        using var reader = new OllamaLineReader(new SplitStream("{\"message\":{\"content\":\"a\"},\"model\":\"first\"}\n" + line, 10), "ollama");
        Assert.Contains(expected, (await Assert.ThrowsAsync<ProviderException>(() => ReadAll(reader))).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancellation_stays_a_cancellation_when_it_surfaces_as_a_lost_connection_or_as_an_end(bool ends)
    {
        using var source = new CancellationTokenSource();
        Stream body = ends ? new End(source.Cancel) : new Silence("", () => { source.Cancel(); throw new IOException("aborted"); });
        using var reader = new OllamaLineReader(body, "ollama");
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.ReadAsync(source.Token).AsTask());
        Assert.Equal(source.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task Reads_past_the_last_line_to_the_end_of_the_body()
    {
        var body = new SplitStream(Hello + new string('\n', 3_000), 1_000);
        using var reader = new OllamaLineReader(body, "ollama");
        await ReadAll(reader);
        Assert.True(body.WasReadToEnd);
    }

    [Fact]
    public async Task Has_no_text_and_reads_no_more_once_it_is_disposed()
    {
        var reader = new OllamaLineReader(new SplitStream(Hello, 100_000), "ollama");
        Assert.True(await reader.ReadAsync());
        Assert.False(reader.Text.IsEmpty);

        reader.Dispose();

        Assert.True(reader.Text.IsEmpty);
        Assert.False(await reader.ReadAsync());
    }

    [Fact]
    public async Task Blank_lines_carriage_returns_byte_order_mark_and_unknown_lines_are_skipped()
    {
        using var reader = new OllamaLineReader(
            new SplitStream("\uFEFF\r\n\n{\"status\":\"pulling\"}\r\n  {\"message\":{\"content\":\"a\\u0062\"}} \r\n\n{\"done\":true}\r\n\r\n", 3), "ollama");
        Assert.True(await reader.ReadAsync());
        Assert.Equal("ab", Encoding.UTF8.GetString(reader.Text));
        Assert.True(await reader.ReadAsync());
        Assert.False(await reader.ReadAsync());
    }

    [Fact]
    public async Task Unescaped_text_is_found_behind_leading_blanks()
    {
        using var reader = new OllamaLineReader(new SplitStream("   {\"message\":{\"content\":\"plain\"}}\n{\"done\":true}\n", 5), "ollama");
        Assert.True(await reader.ReadAsync());
        Assert.Equal("plain", Encoding.UTF8.GetString(reader.Text));
    }

    [Fact]
    public async Task A_line_over_a_mebibyte_is_an_interruption()
    {
        using var reader = new OllamaLineReader(new SplitStream(new string('x', LineBuffer.Limit + 1), 4000), "ollama");
        var exception = await Assert.ThrowsAsync<StreamInterruptedException>(() => ReadAll(reader));
        Assert.Contains("1 MiB", exception.Message);
    }

    [Fact]
    public async Task Missing_counts_are_null_and_zero_is_zero()
    {
        using var reader = new OllamaLineReader(new SplitStream("{\"done\":true,\"eval_count\":0,\"message\":null}", 5), "ollama");
        var line = Assert.Single(await ReadAll(reader));
        Assert.Null(line.PromptEvalCount);
        Assert.Equal(0, line.EvalCount);
    }

    private static async Task<List<OllamaChatResponse>> ReadAll(OllamaLineReader reader)
    {
        List<OllamaChatResponse> lines = [];
        while (await reader.ReadAsync())
        {
            lines.Add(reader.Line);
        }

        return lines;
    }
}
