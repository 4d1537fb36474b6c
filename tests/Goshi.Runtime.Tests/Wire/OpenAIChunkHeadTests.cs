using System.Text;
using System.Text.Json;
using Goshi.Wire;

namespace Goshi.Runtime.Tests.Wire;

/// <summary>Events that begin alike are read on from where they differ, and read the same for it.</summary>
public sealed class OpenAIChunkHeadTests
{
    private const string Head = """{"id":"c1","created":7,"model":"gpt-x","service_tier":"flex","system_fingerprint":"fp","choices":""";

    private static readonly string LongHead = $$"""{"note":"{{new string('n', 5000)}}","choices":""";

    [Fact]
    public void Events_after_the_first_read_like_a_first_one()
    {
        AssertReadsAlike(
            Head + """[{"index":0,"delta":{"role":"assistant","content":""}}],"usage":null}""",
            Head + """[{"index":0,"delta":{"content":" light"},"finish_reason":null}],"usage":null}""",
            Head + """[{"index":0,"delta":{"content":" \"\u00e9"},"finish_reason":"stop"},{"index":1,"delta":{"content":"b"}}]}""",
            Head + """ [ ] ,"usage":{"prompt_tokens":3,"completion_tokens":2}}""",
            Head + """null}""",
            Head + """[{"delta":{"content":"a"}}],"id":"c2","model":"gpt-y"}""",
            Head + """[{"delta":{"content":"a"}}]}""",
            """{"choices":[{"delta":{"content":"a"}}],"id":"c3"}""",
            """{"choices":[{"delta":{"content":"b"}}]}""",
            """{"usage":{"prompt_tokens":1},"choices":[{"delta":{"content":"b"}}]}""",
            """{"usage":{"prompt_tokens":2},"choices":[]}""",
            """{"id":"c4","choices":5,"choices":[{"delta":{"content":"c"}}]}""",
            """{"id":"c4","choices":5,"choices":[{"delta":{"content":"d"}}]}""",
            """{"id":"c4","choices":[{"delta":{"content":"d"}}],"choices":[{"delta":{"content":"e"}}]}""",
            """{"id":"c4","choices":[{"delta":{"content":"f"}}],"choices":[{"delta":{"content":"g"}}]}""",
            """{"error":{"message":"busy"},"choices":[]}""",
            """{"error":{"message":"busy"},"choices":[{"delta":{"content":"g"}}]}""",
            """{"note":"choices","choices":[{"delta":{"content":"g"}}]}""",
            LongHead + """[{"delta":{"content":"g"}}]}""",
            LongHead + """[{"delta":{"content":"h"}}]}""",
            Head + """[{"delta":{"content":"a"}}]}""");
    }

    [Theory]
    [InlineData("""[{"delta":{"content":"b"}}]""")]
    [InlineData("""[{"delta":{"content":"b"}}]}}""")]
    [InlineData("""[{"delta":{"content":"b"}]}""")]
    [InlineData("")]
    public void An_event_that_breaks_after_the_head_is_malformed(string rest)
    {
        var parser = new OpenAIChunkParser();
        Assert.True(parser.TryParse(Bytes(Head + """[]}"""), out _, out _));

        Assert.ThrowsAny<JsonException>(() => parser.TryParse(Bytes(Head + rest), out _, out _));

        Assert.True(parser.TryParse(Bytes(Head + """[{"delta":{"content":"c"}}]}"""), out var chunk, out _));
        Assert.Equal(("c", "c1"), (chunk.Choice!.Value.Content, chunk.Id));
    }

    [Fact]
    public void Random_events_after_one_another_read_like_first_ones()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var corpus = new JsonCorpus(seed);
            var event1 = corpus.Chunk();
            AssertReadsAlike(event1, event1, corpus.Chunk(), event1);
        }
    }

    private static void AssertReadsAlike(params string[] events)
    {
        foreach (var keepUtf8 in (bool[])[false, true])
        {
            var parser = new OpenAIChunkParser(keepUtf8);
            foreach (var json in events)
            {
                var bytes = Bytes(json);
                var first = new OpenAIChunkParser(keepUtf8);

                var expected = (first.TryParse(bytes, out var expectedChunk, out var expectedError), Said(expectedChunk), expectedError, Encoding.UTF8.GetString(first.Utf8Text(bytes)));
                var actual = (parser.TryParse(bytes, out var chunk, out var error), Said(chunk), error, Encoding.UTF8.GetString(parser.Utf8Text(bytes)));

                Assert.Equal(expected, actual);
            }
        }
    }

    private static string Said(OpenAIChatChunk chunk) => JsonSerializer.Serialize(chunk);

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
