using System.Text;
using Goshi.Providers;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Providers.OpenAI;

/// <summary>Log probabilities, citations and audio: what an answer has only when it was asked for.</summary>
public sealed class OpenAIDetailsTests
{
    [Fact]
    public async Task Reads_log_probabilities_of_a_whole_answer()
    {
        var response = await Read(
            """
            {"id":"1","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hi é"},"logprobs":{"content":[
              {"token":"Hi","logprob":-0.25,"bytes":[72,105],"top_logprobs":[{"token":"Hi","logprob":-0.25,"bytes":[72,105]},{"token":"Yo","logprob":-3,"bytes":null}]},
              {"token":" é","logprob":-1e-3,"bytes":[32,195,169],"top_logprobs":[]}],"refusal":null}}]}
            """);

        var tokens = Logprobs(response);
        Assert.Equal(["Hi", " é"], tokens.Select(static token => token.Token));
        Assert.Equal([-0.25, -0.001], tokens.Select(static token => token.Logprob));
        Assert.Equal([32, 195, 169], tokens[1].Bytes!.Value.ToArray());
        Assert.Equal(("Yo", -3d, false), (tokens[0].Alternatives[1].Token, tokens[0].Alternatives[1].Logprob, tokens[0].Alternatives[1].Bytes.HasValue));
        Assert.Equal(tokens, Assert.IsType<OpenAIChatCompletion>(response.RawRepresentation).Choices[0].Details!.Logprobs);
    }

    [Fact]
    public async Task Reads_log_probabilities_of_a_refusal()
    {
        var response = await Read(
            """{"choices":[{"message":{"refusal":"No"},"logprobs":{"content":null,"refusal":[{"token":"No","logprob":-0.5,"bytes":null}]}}]}""");
        Assert.Equal(("No", -0.5), (Logprobs(response)[0].Token, Logprobs(response)[0].Logprob));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{\"content\":null,\"refusal\":null}")]
    [InlineData("{\"content\":[]}")]
    [InlineData("7")]
    public async Task No_log_probabilities_are_no_property(string logprobs)
    {
        var response = await Read($$"""{"choices":[{"message":{"content":"Hi"},"logprobs":{{logprobs}} }]}""");
        Assert.Null(response.Messages[0].AdditionalProperties);
    }

    [Fact]
    public async Task The_end_of_a_stream_has_all_its_log_probabilities_and_folds_to_the_whole_answer()
    {
        const string A = """{"token":"Hel","logprob":-0.1,"bytes":null,"top_logprobs":[]}""";
        const string B = """{"token":"lo","logprob":-0.2,"bytes":null,"top_logprobs":[]}""";
        var updates = await Stream(
            $$$$"""{"id":"1","choices":[{"index":0,"delta":{"content":"Hel"},"logprobs":{"content":[{{{{A}}}}],"refusal":null}}]}""",
            $$$$"""{"id":"1","choices":[{"index":0,"delta":{"content":"lo"},"logprobs":{"content":[{{{{B}}}}],"refusal":null}}]}""",
            """{"id":"1","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}""");
        var whole = await Read(
            $$$$"""{"id":"1","choices":[{"index":0,"finish_reason":"stop","message":{"content":"Hello"},"logprobs":{"content":[{{{{A}}}},{{{{B}}}}]}}]}""");

        Assert.Equal("Hel", Assert.IsType<OpenAIChatChunk>(updates[0].RawRepresentation).Choice!.Value.Details!.Logprobs![0].Token);
        var folded = updates.ToChatResponse();
        Assert.Equal(Logprobs(whole).Select(Text), Logprobs(folded).Select(Text));

        static string Text(OpenAITokenLogprob token) => $"{token.Token} {token.Logprob}";
    }

    [Fact]
    public async Task Reads_citations()
    {
        const string Annotations =
            """
            [{"type":"url_citation","url_citation":{"start_index":4,"end_index":9,"title":"A page","url":"https://example.com/a","content":"as it says"}},
             {"type":"file_citation","file_citation":{"file_id":"f"}},
             {"type":"url_citation","url_citation":{"url":"no address"}}]
            """;
        var whole = await Read($$"""{"id":"1","choices":[{"message":{"content":"See this."}, "finish_reason":"stop"}]}""".Replace("\"See this.\"", $"\"See this.\",\"annotations\":{Annotations}", StringComparison.Ordinal));
        var folded = (await Stream(
            """{"id":"1","choices":[{"delta":{"content":"See "}}]}""",
            """{"id":"1","choices":[{"delta":{"content":"this."}}]}""",
            $$"""{"id":"1","choices":[{"delta":{"annotations":{{Annotations.ReplaceLineEndings("")}} },"finish_reason":"stop"}]}""")).ToChatResponse();

        Assert.All([whole, folded], static response =>
        {
            Assert.Equal("See this.", response.Text);
            var citations = response.Messages[0].Contents.SelectMany(static content => content.Annotations ?? []).Cast<CitationAnnotation>().ToList();
            Assert.Equal(2, citations.Count);
            Assert.Equal((new Uri("https://example.com/a"), "A page", "as it says"), (citations[0].Url, citations[0].Title, citations[0].Snippet));
            var region = Assert.IsType<TextSpanAnnotatedRegion>(Assert.Single(citations[0].AnnotatedRegions!));
            Assert.Equal((4, 9), (region.StartIndex!.Value, region.EndIndex!.Value));
            Assert.Null(citations[1].Url);
            Assert.Equal("no address", Assert.IsType<OpenAIUrlCitation>(citations[1].RawRepresentation).Url);
        });
        Assert.Equal(whole.Messages[0].Contents.Select(static content => content.GetType()), folded.Messages[0].Contents.Select(static content => content.GetType()));
    }

    [Theory]
    [InlineData("RIFF1234WAVE", "audio/wav")]
    [InlineData("ID3abc", "audio/mpeg")]
    [InlineData("fLaCabc", "audio/flac")]
    [InlineData("OggSabc", "audio/ogg")]
    [InlineData("anything", "audio/pcm")]
    public async Task Reads_spoken_output_with_its_transcript(string bytes, string mediaType)
    {
        var meter = new StreamMeter();
        var base64 = Convert.ToBase64String(Encoding.ASCII.GetBytes(bytes));
        var response = await Read(
            $$$$"""{"choices":[{"message":{"content":null,"audio":{"id":"audio_1","data":"{{{{base64}}}}","transcript":"Hello.","expires_at":1700000000}}}]}""", meter);

        Assert.Equal("Hello.", response.Text);
        var audio = response.Messages[0].Contents.OfType<DataContent>().Single();
        Assert.Equal((mediaType, "audio_1"), (audio.MediaType, audio.AdditionalProperties!["id"]));
        Assert.Equal(Encoding.ASCII.GetBytes(bytes), audio.Data.ToArray());
        Assert.True(meter.ContentReceived);
    }

    [Fact]
    public async Task Streams_spoken_output_as_it_comes()
    {
        var updates = await Stream(
            """{"id":"1","choices":[{"delta":{"role":"assistant","audio":{"id":"audio_1","transcript":"Hel"}}}]}""",
            """{"id":"1","choices":[{"delta":{"audio":{"data":"AQI="}}}]}""",
            """{"id":"1","choices":[{"delta":{"audio":{"data":"AwQ=","transcript":"lo."}}}]}""",
            """{"id":"1","choices":[{"delta":{"audio":{"expires_at":1700000000}},"finish_reason":"stop"}]}""");

        Assert.Equal("Hello.", string.Concat(updates.Select(static update => update.Text)));
        var sound = updates.SelectMany(static update => update.Contents).OfType<DataContent>().ToList();
        Assert.All(sound, static piece => Assert.Equal("audio/pcm", piece.MediaType));
        Assert.Equal([1, 2, 3, 4], sound.SelectMany(static piece => piece.Data.ToArray()));
    }

    [Fact]
    public async Task Audio_that_is_not_base64_is_an_error_and_not_silence()
    {
        await Assert.ThrowsAsync<ProviderException>(() => Read("""{"choices":[{"message":{"audio":{"data":"*"}}}]}"""));
        var failure = await Assert.ThrowsAsync<StreamInterruptedException>(() => Stream(
            """{"id":"1","choices":[{"delta":{"content":"So "}}]}""", """{"id":"1","choices":[{"delta":{"audio":{"data":"*"}}}]}"""));
        Assert.Equal("So ", failure.PartialText);
    }

    private static IReadOnlyList<OpenAITokenLogprob> Logprobs(ChatResponse response) =>
        Assert.IsAssignableFrom<IReadOnlyList<OpenAITokenLogprob>>(response.Messages[0].AdditionalProperties!["logprobs"]);

    private static async Task<ChatResponse> Read(string body, StreamMeter? meter = null) =>
        await Replies.OpenAI.ReadAsync(Replies.Of(body), Replies.Input(Targets.Plain), meter ?? new StreamMeter(), default);

    private static Task<List<ChatResponseUpdate>> Stream(params string[] events) => Replies.OpenAI.OpenStream(
        Replies.Split(string.Concat(events.Select(static json => $"data: {json}\n\n")) + "data: [DONE]\n\n", 1000),
        Replies.Input(Targets.Plain, stream: true),
        new StreamMeter()).ReadAll();
}
