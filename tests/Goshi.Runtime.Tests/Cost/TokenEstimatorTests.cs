using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Goshi.Tests.Cost;

public class TokenEstimatorTests
{
    private static readonly TokenEstimator Estimator = TokenEstimator.Default;

    [Theory]
    [InlineData("", 8, 0)]
    [InlineData("a", 9, 1)]
    [InlineData("hello", 11, 2)]
    [InlineData("日本語", 13, 3)]
    public void Counts_bytes_of_utf8(string text, long bound, long expected) =>
        Expect(bound, expected, [new(ChatRole.User, text)]);

    [Fact]
    public void Counts_every_message_and_rounds_once() =>
        Expect(2 * 8 + 1, 1, [new(ChatRole.System, "a"), new(ChatRole.User, "b")]);

    [Fact]
    public void Counts_nothing_without_messages() => Expect(0, 0, []);

    [Fact]
    public void Counts_instructions_tools_and_schema()
    {
        var tool = AIFunctionFactory.CreateDeclaration("weather", "Tells it.", Json("""{"type":"object"}"""));
        var options = new ChatOptions
        {
            Instructions = "Be brief",
            Tools = [tool],
            ResponseFormat = ChatResponseFormat.ForJsonSchema(Json("""{"type":"string"}"""), "name", "what"),
        };
        const int Instruction = 64; // the words that ask for JSON where a model needs them
        var bytes = 8 + "weather".Length + "Tells it.".Length + 17 + 17 + 4 + 4 + Instruction;

        Expect((bytes + 1) / 2, (bytes + 3) / 4, [], options);
    }

    [Fact]
    public void Counts_calls_and_results()
    {
        var bytes = "get".Length + "id".Length + "city".Length + 6 + "Oslo".Length + "id".Length + """{"t":1}""".Length;

        Expect(16 + ((bytes + 1) / 2), (bytes + 3) / 4,
        [
            new(ChatRole.Assistant, [new FunctionCallContent("id", "get", new Dictionary<string, object?> { ["city"] = "Oslo" })]),
            new(ChatRole.Tool, [new FunctionResultContent("id", Json("""{"t":1}"""))]),
        ]);
    }

    [Fact]
    public void Counts_results_of_any_type()
    {
        Expect(8 + 3, 2, [new(ChatRole.Tool, [new FunctionResultContent("", 12345)])]);
        Expect(8 + 2, 1, [new(ChatRole.Tool, [new FunctionResultContent("", new AIContent[] { new TextContent("four") })])]);
        Expect(8, 0, [new(ChatRole.Tool, [new FunctionResultContent("", null)])]);
    }

    [Fact]
    public void Measures_a_result_that_cannot_be_serialised_by_its_text()
    {
        var result = new Unserialisable();

        Assert.Equal(8 + 2, Estimator.Bound([new(ChatRole.Tool, [new FunctionResultContent("", result)])], null));
    }

    [Theory]
    [InlineData(null, 4_000)]
    [InlineData("some-model", 4_000)]
    [InlineData("gpt-4o", 1_445)]
    [InlineData("gpt-4o-2024-08-06", 1_445)]
    [InlineData("gpt-4o-mini", 48_169)]
    [InlineData("ft:gpt-4o-mini-2024-07-18:team::id", 48_169)]
    [InlineData("gpt-4.1-mini", 2_489)]
    [InlineData("o10", 4_000)]
    public void Counts_an_image_by_the_models_maximum(string? model, long tokens)
    {
        var options = new ChatOptions { ModelId = model };

        Expect(8 + tokens, tokens, [new(ChatRole.User, [new DataContent(new byte[1_000_000], "image/png")])], options);
        Expect(8 + tokens, tokens, [new(ChatRole.User, [new UriContent("https://a.example/b.png", "image/png")])], options);
    }

    [Fact]
    public void Counts_an_image_at_original_detail()
    {
        var image = new DataContent(new byte[10], "image/png") { AdditionalProperties = new() { ["detail"] = "original" } };

        Assert.Equal(10_000, Estimator.Expect([new(ChatRole.User, [image])], null));
    }

    [Fact]
    public void Counts_audio_by_its_length() =>
        Expect(8 + 1_000, 40, [new(ChatRole.User, [new DataContent(new byte[64_000], "audio/mp3")])]);

    [Fact]
    public void Counts_other_files_as_text() =>
        Expect(8 + 500, 250, [new(ChatRole.User, [new DataContent(new byte[1_000], "application/pdf")])]);

    [Fact]
    public void Expects_never_more_than_it_bounds()
    {
        var messages = new ChatMessage[] { new(ChatRole.User, new string('x', 12_345)) { AuthorName = "Ann" } };

        Assert.True(Estimator.Expect(messages, null) <= Estimator.Bound(messages, null));
    }

    [Fact]
    public void Refuses_null() => Assert.Throws<ArgumentNullException>(() => Estimator.Bound(null!, null));

    private static void Expect(long bound, long expected, ChatMessage[] messages, ChatOptions? options = null)
    {
        Assert.Equal(bound, Estimator.Bound(messages, options));
        Assert.Equal(expected, Estimator.Expect(messages, options));
    }

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;

    private sealed class Unserialisable
    {
        public Unserialisable Self => this;

        public override string ToString() => "text";
    }
}
