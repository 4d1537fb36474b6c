using System.Globalization;
using System.Text;
using Goshi.Wire;

namespace Goshi.Runtime.Tests.Wire;

/// <summary>
/// Recorded streams, split and mutated at random. GOSHI_FUZZ sets how many runs each test makes; a failure names its seed.
/// </summary>
public sealed class StreamFuzzTests
{
    private static readonly int Runs =
        int.TryParse(Environment.GetEnvironmentVariable("GOSHI_FUZZ"), CultureInfo.InvariantCulture, out var runs) ? runs : 2_000;

    private static readonly string[] OpenAI =
    [
        """
        data: {"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-x","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}

        : keep-alive

        data: {"id":"c1","created":1700000000,"model":"gpt-x","choices":[{"index":0,"delta":{"content":"He said \"hé 🎉\"\n"},"finish_reason":null}]}

        event: message
        id: 7
        data: {"id":"c1","created":1700000000,"model":"gpt-x",
        data: "choices":[{"index":0,"delta":{"content":"zwei ü\u00e9"},"finish_reason":null}]}

        data: {"id":"c1","created":1700000000,"model":"gpt-x","choices":[{"index":0,"delta":{"content":"!"},"finish_reason":"stop"}]}

        data: {"usage":{"completion_tokens":2,"prompt_tokens":9,"total_tokens":11},"choices":[],"id":"c1"}

        data: [DONE]


        """,
        """
        data: {"id":"c1","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}}]}}]}

        data: {"id":"c1","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":"}}]}}]}

        data: {"id":"c1","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_2","type":"function","function":{"name":"now","arguments":"{}"}},{"index":0,"function":{"arguments":"\"Oslo\"}"}}]}}]}

        data: {"id":"c1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

        data: [DONE]


        """,
    ];

    private static readonly string[] Ollama =
    [
        """
        {"model":"llama3.1:8b","created_at":"2026-11-01T10:00:00.4Z","message":{"role":"assistant","content":"","thinking":"hm 🤔"},"done":false}
        {"model":"llama3.1:8b","created_at":"2026-11-01T10:00:00.5Z","message":{"role":"assistant","content":"Hé"},"done":false}

        {"model":"llama3.1:8b","created_at":"2026-11-01T10:00:00.6Z","message":{"role":"assistant","content":" \"🎉\"\n"},"done":false}
        {"model":"llama3.1:8b","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"weather","arguments":{"city":"Oslo"}}}]},"done":false}
        {"model":"llama3.1:8b","created_at":"2026-11-01T10:00:00.7Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":26,"eval_count":3}

        """,
    ];

    [Fact]
    public async Task A_stream_reads_the_same_however_it_is_split()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            var (isOpenAI, bytes) = Pick(random);
            var expected = await ReadAsync(isOpenAI, new SplitStream(bytes, int.MaxValue));
            var actual = await ReadAsync(isOpenAI, new FuzzedStream(bytes, random));

            Assert.True(expected == actual, $"seed {seed}:\n{expected}\n{actual}");
            Assert.EndsWith("end", expected, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_mutated_stream_reads_the_same_however_it_is_split_or_ends_in_a_typed_error()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            var (isOpenAI, bytes) = Pick(random);
            bytes = Mutate(bytes, random);
            var expected = await ReadAsync(isOpenAI, new SplitStream(bytes, int.MaxValue));
            var actual = await ReadAsync(isOpenAI, new FuzzedStream(bytes, random));

            Assert.True(expected == actual, $"seed {seed}:\n{expected}\n{actual}");
        }
    }

    [Fact]
    public async Task A_stream_that_is_cut_anywhere_is_never_an_answer()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            var (isOpenAI, bytes) = Pick(random);
            var end = Encoding.UTF8.GetString(bytes.Span).LastIndexOf(isOpenAI ? "]" : "}", StringComparison.Ordinal);
            end = Encoding.UTF8.GetByteCount(Encoding.UTF8.GetString(bytes.Span).AsSpan(0, end));
            var actual = await ReadAsync(isOpenAI, new FuzzedStream(bytes[..random.Next(end)], random));

            Assert.True(actual.EndsWith(nameof(StreamInterruptedException), StringComparison.Ordinal), $"seed {seed}: {actual}");
        }
    }

    private static (bool IsOpenAI, ReadOnlyMemory<byte> Bytes) Pick(Random random)
    {
        var isOpenAI = random.Next(2) == 0;
        var streams = isOpenAI ? OpenAI : Ollama;
        var text = streams[random.Next(streams.Length)];
        text = random.Next(4) == 0 ? text.ReplaceLineEndings("\r\n") : text.ReplaceLineEndings("\n");
        return (isOpenAI, Encoding.UTF8.GetBytes(random.Next(4) == 0 ? "\uFEFF" + text : text));
    }

    private static ReadOnlyMemory<byte> Mutate(ReadOnlyMemory<byte> bytes, Random random)
    {
        var mutated = bytes.ToArray().ToList();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(mutated.Count);
            var length = Math.Min(random.Next(1, 40), mutated.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    mutated[at] = (byte)random.Next(256);
                    break;
                case 1:
                    mutated.RemoveRange(at, length);
                    break;
                case 2:
                    mutated.InsertRange(at, mutated.GetRange(at, length));
                    break;
                case 3:
                    mutated.InsertRange(at, "\n\r\n"u8[..random.Next(1, 4)]);
                    break;
                case 4:
                    mutated.RemoveRange(at, mutated.Count - at);
                    break;
                default:
                    mutated.Insert(at, (byte)"{}[]\":,\\\0 "[random.Next(10)]);
                    break;
            }

            if (mutated.Count == 0)
            {
                break;
            }
        }

        return mutated.ToArray();
    }

    /// <summary>What a reader saw, event by event, and how it ended.</summary>
    private static async Task<string> ReadAsync(bool isOpenAI, Stream body)
    {
        var seen = new StringBuilder();
        try
        {
            await (isOpenAI ? ReadOpenAIAsync(body, seen) : ReadOllamaAsync(body, seen));
            seen.Append("end");
        }
        catch (GoshiException exception) when (exception is StreamInterruptedException or ProviderException)
        {
            seen.Append(exception.GetType().Name);
        }

        return seen.ToString();
    }

    private static async Task ReadOpenAIAsync(Stream body, StringBuilder seen)
    {
        using var reader = new OpenAIChunkReader(body, "openai", TimeProvider.System, keepUtf8: false);
        while (await reader.ReadAsync())
        {
            var choice = reader.Chunk.Choice;
            var calls = string.Join(',', choice?.ToolCalls ?? []);
            seen.Append(CultureInfo.InvariantCulture, $"{choice?.Content}|{choice?.FinishReason}|{calls}|{reader.Chunk.Usage}\n");
        }
    }

    private static async Task ReadOllamaAsync(Stream body, StringBuilder seen)
    {
        using var reader = new OllamaLineReader(body, "ollama", TimeProvider.System, keepUtf8: false);
        while (await reader.ReadAsync())
        {
            var line = reader.Line;
            var calls = string.Join(',', line.ToolCalls?.Select(static call => $"{call.Name}({call.Arguments})") ?? []);
            seen.Append(CultureInfo.InvariantCulture, $"{line.Content}|{line.Thinking}|{calls}|{line.DoneReason}|{line.EvalCount}\n");
        }
    }
}
