using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Goshi.Wire;

namespace Goshi.Runtime.Tests.Wire;

/// <summary>The readers written by hand find what System.Text.Json finds, in the same bytes.</summary>
public sealed class ReaderComparisonTests
{
    private const int Answers = 2_000;

    private static readonly JsonSerializerOptions Reference = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    [Fact]
    public void Chunks_are_read_as_by_the_serializer()
    {
        var parser = new OpenAIChunkParser();
        for (var seed = 0; seed < Answers; seed++)
        {
            var json = new JsonCorpus(seed).Chunk();

            var known = parser.TryParse(JsonCorpus.Bytes(json), out var chunk, out var error);

            var expected = Parse<Answer>(json);
            Assert.Null(error);
            Assert.True(known == (expected.Choices is not null || expected.Usage is not null), json);
            Assert.Equal((expected.Id, expected.Model, expected.Created, expected.ServiceTier, expected.SystemFingerprint),
                (chunk.Id, chunk.Model, chunk.Created, chunk.ServiceTier, chunk.SystemFingerprint));
            AssertUsage(expected.Usage, chunk.Usage, json);
            var said = expected.Choices is [var choice, ..] ? choice : null;
            Assert.Equal(said is not null, chunk.Choice is not null);
            Assert.Equal(said?.FinishReason, chunk.Choice?.FinishReason);
            AssertEqual(said?.Delta, chunk.Choice?.Role, chunk.Choice?.Content, chunk.Choice?.Reasoning, chunk.Choice?.Refusal, json);
            Assert.Equal(
                said?.Delta?.ToolCalls?.Select(static call => new OpenAIToolCallDelta(call.Index, call.Id, call.Function.Name, call.Function.Arguments)),
                chunk.Choice?.ToolCalls);
        }
    }

    [Fact]
    public void Completions_are_read_as_by_the_serializer()
    {
        for (var seed = 0; seed < Answers; seed++)
        {
            var json = new JsonCorpus(seed).Completion();

            var completion = OpenAIChatCompletion.Parse(JsonCorpus.Bytes(json));

            var expected = Parse<Answer>(json);
            Assert.Equal((expected.Id, expected.Model, expected.Created, expected.ServiceTier, expected.SystemFingerprint),
                (completion.Id, completion.Model, completion.Created, completion.ServiceTier, completion.SystemFingerprint));
            AssertUsage(expected.Usage, completion.Usage, json);
            Assert.Equal(expected.Choices!.Length, completion.Choices.Count);
            foreach (var (choice, read) in expected.Choices.Zip(completion.Choices))
            {
                Assert.Equal(choice.FinishReason, read.FinishReason);
                AssertEqual(choice.Message! with { Role = "assistant" }, read.Message.Role, read.Message.Content, read.Message.Reasoning, read.Message.Refusal, json);
                Assert.Equal(
                    choice.Message.ToolCalls?.Select(static call => new OpenAIToolCall(call.Id, call.Function.Name, call.Function.Arguments)),
                    read.Message.ToolCalls);
            }
        }
    }

    [Fact]
    public void Lines_of_Ollama_are_read_as_by_the_serializer()
    {
        for (var seed = 0; seed < Answers; seed++)
        {
            var json = new JsonCorpus(seed).OllamaLine();

            var line = OllamaChatResponse.Parse(JsonCorpus.Bytes(json));

            var expected = Parse<Line>(json);
            Assert.Equal((expected.Model, expected.CreatedAt, expected.Done, expected.DoneReason), (line.Model, line.CreatedAt, line.Done, line.DoneReason));
            Assert.Equal((expected.PromptEvalCount, expected.EvalCount), (line.PromptEvalCount, line.EvalCount));
            Assert.Equal(
                (expected.TotalDuration, expected.LoadDuration, expected.PromptEvalDuration, expected.EvalDuration),
                (Nanoseconds(line.TotalDuration), Nanoseconds(line.LoadDuration), Nanoseconds(line.PromptEvalDuration), Nanoseconds(line.EvalDuration)));
            Assert.Equal((expected.Message?.Content, expected.Message?.Thinking), (line.Content, line.Thinking));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task Wherever_a_stream_is_split_its_chunks_are_the_same(int pieceSize)
    {
        var events = Enumerable.Range(0, 60).Select(static seed => new JsonCorpus(seed).Chunk())
            .Where(static json => Parse<Answer>(json) is var chunk && (chunk.Choices is not null || chunk.Usage is not null)).ToArray();
        var body = string.Concat(events.Select(static json => $"data: {json}\n\n")) + "data: [DONE]\n\n";
        using var reader = new OpenAIChunkReader(new SplitStream(body, pieceSize), "openai");
        foreach (var json in events)
        {
            Assert.True(await reader.ReadAsync());
            var expected = Parse<Answer>(json);
            Assert.Equal((expected.Id, expected.Created), (reader.Chunk.Id, reader.Chunk.Created));
            Assert.Equal(expected.Choices is [var choice, ..] ? choice.Delta?.Content ?? "" : "", Encoding.UTF8.GetString(reader.Text));
        }

        Assert.False(await reader.ReadAsync());
    }

    private static T Parse<T>(string json) => JsonSerializer.Deserialize<T>(json, Reference)!;

    private static long? Nanoseconds(TimeSpan? time) => time is { } given ? given.Ticks * TimeSpan.NanosecondsPerTick : null;

    private static void AssertEqual(Said? expected, string? role, string? content, string? reasoning, string? refusal, string json) =>
        Assert.True((expected?.Role, expected?.Content, expected?.ReasoningContent, expected?.Refusal) == (role, content, reasoning, refusal), json);

    private static void AssertUsage(Usage? expected, OpenAIUsage? read, string json)
    {
        OpenAIUsage? usage = expected is null ? null : new OpenAIUsage
        {
            PromptTokens = expected.PromptTokens,
            CompletionTokens = expected.CompletionTokens,
            TotalTokens = expected.TotalTokens,
            CachedTokens = expected.PromptTokensDetails?.CachedTokens ?? 0,
            PromptAudioTokens = expected.PromptTokensDetails?.AudioTokens ?? 0,
            ReasoningTokens = expected.CompletionTokensDetails?.ReasoningTokens ?? 0,
            CompletionAudioTokens = expected.CompletionTokensDetails?.AudioTokens ?? 0,
            AcceptedPredictionTokens = expected.CompletionTokensDetails?.AcceptedPredictionTokens ?? 0,
            RejectedPredictionTokens = expected.CompletionTokensDetails?.RejectedPredictionTokens ?? 0,
        };
        Assert.True(usage == read, $"{usage} {read} {json}");
    }

    private sealed record Answer(string? Id, string? Model, long? Created, string? ServiceTier, string? SystemFingerprint, Choice[]? Choices, Usage? Usage);

    private sealed record Choice(string? FinishReason, Said? Delta, Said? Message);

    private sealed record Said(string? Role, string? Content, [property: JsonPropertyName("reasoning_content")] string? ReasoningContent, string? Refusal, Call[]? ToolCalls);

    private sealed record Call(int? Index, string Id, Function Function);

    private sealed record Function(string Name, string Arguments);

    private sealed record Usage(long PromptTokens, long CompletionTokens, long TotalTokens, Details? PromptTokensDetails, Details? CompletionTokensDetails);

    private sealed record Details(
        long? CachedTokens, long? AudioTokens, long? ReasoningTokens, long? AcceptedPredictionTokens, long? RejectedPredictionTokens);

    private sealed record Line(
        string? Model, DateTimeOffset? CreatedAt, LineMessage? Message, bool Done, string? DoneReason, long? PromptEvalCount, long? EvalCount,
        long? TotalDuration, long? LoadDuration, long? PromptEvalDuration, long? EvalDuration);

    private sealed record LineMessage(string? Content, string? Thinking);
}
