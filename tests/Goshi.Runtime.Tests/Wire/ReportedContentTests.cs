using Goshi.Http;
using Goshi.Resilience;
using Goshi.Wire;

namespace Goshi.Runtime.Tests.Wire;

/// <summary>What the readers of a guarded body tell its deadlines: events with content end the wait for the first of it.</summary>
public sealed class ReportedContentTests
{
    private static readonly TimeSpan FirstToken = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"a"}}]}""", true)]
    [InlineData("""{"choices":[{"delta":{"reasoning":"a"}}]}""", true)]
    [InlineData("""{"choices":[{"delta":{"refusal":"a"}}]}""", true)]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"f"}}]}}]}""", true)]
    [InlineData("""{"choices":[{"delta":{"audio":{"data":"AQI="}}}]}""", true)]
    [InlineData("""{"choices":[{"delta":{"role":"assistant","content":"","reasoning":"","refusal":""}}]}""", false)]
    [InlineData("""{"choices":[{"delta":{"content":null},"finish_reason":"stop"}]}""", false)]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}""", false)]
    public async Task An_event_of_openais_is_content_or_not(string json, bool isContent)
    {
        foreach (var keepUtf8 in new[] { true, false })
        {
            using var deadlines = Begin();
            using var reader = new OpenAIChunkReader(new GuardedStream(new Silence($"data: {json}\n\n"), deadlines), "openai", _time, keepUtf8);

            Assert.True(await reader.ReadAsync());

            _time.Advance(FirstToken);
            Assert.Equal(isContent ? null : DeadlineKind.FirstToken, deadlines.Expired?.Deadline);
        }
    }

    [Theory]
    [InlineData("""{"message":{"content":"a"}}""", true)]
    [InlineData("""{"message":{"content":"","thinking":"a"}}""", true)]
    [InlineData("""{"message":{"tool_calls":[{"function":{"name":"f","arguments":{}}}]}}""", true)]
    [InlineData("""{"message":{"role":"assistant","content":"","thinking":""}}""", false)]
    [InlineData("""{"message":{}}""", false)]
    public async Task A_line_of_ollamas_is_content_or_not(string json, bool isContent)
    {
        foreach (var keepUtf8 in new[] { true, false })
        {
            using var deadlines = Begin();
            using var reader = new OllamaLineReader(new GuardedStream(new Silence(json + "\n"), deadlines), "ollama", _time, keepUtf8);

            Assert.True(await reader.ReadAsync());

            _time.Advance(FirstToken);
            Assert.Equal(isContent ? null : DeadlineKind.FirstToken, deadlines.Expired?.Deadline);
        }
    }

    [Fact]
    public async Task Until_the_next_event_is_asked_for_there_is_no_silence()
    {
        using var deadlines = Begin();
        using var reader = new OllamaLineReader(new GuardedStream(new Silence("{\"message\":{\"content\":\"a\"}}\n"), deadlines), "ollama", _time, keepUtf8: true);
        Assert.True(await reader.ReadAsync());
        _time.Advance(Idle + Idle);

        var next = reader.ReadAsync(deadlines.Token).AsTask();
        _time.Advance(Idle - TimeSpan.FromMilliseconds(1));
        Assert.Null(deadlines.Expired);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(DeadlineKind.StreamIdle, deadlines.Expired!.Deadline);
        await Assert.ThrowsAnyAsync<Exception>(() => next);
    }

    [Fact]
    public async Task Behind_the_end_of_the_answer_no_deadline_runs()
    {
        using var events = Begin();
        using var chunks = new OpenAIChunkReader(new GuardedStream(new SplitStream("data: [DONE]\n\n", 100), events), "openai", _time, keepUtf8: false);
        Assert.False(await chunks.ReadAsync());

        using var lines = Begin();
        using var reader = new OllamaLineReader(new GuardedStream(new SplitStream("{\"done\":true}\n", 100), lines), "ollama", _time, keepUtf8: false);
        Assert.True(await reader.ReadAsync());
        Assert.False(await reader.ReadAsync());

        Assert.Equal(0, _time.ArmedTimers);
    }

    private Deadlines Begin()
    {
        var deadlines = new Deadlines(
            new AlarmPool(_time), default, new DeadlineSettings(FirstToken, FirstToken, Idle, FirstToken * 10, Idle) { Provider = "openai", KeyPrefix = "llm.openai" });
        deadlines.StartStream();
        return deadlines;
    }
}
