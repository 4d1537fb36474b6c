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

    public static TheoryData<AIContent, long> Contents => new()
    {
        { new TextReasoningContent("because"), 7 },
        { new DataContent(new byte[10], "application/pdf") { Name = "a.pdf" }, 15 },
        { new UriContent("https://a.example/b.pdf", "application/pdf"), "https://a.example/b.pdf".Length },
        { new FunctionCallContent("id", "f", null), 3 },
        { new FunctionCallContent("id", "f", new Dictionary<string, object?> { ["a"] = null, ["b"] = "cd" }), 3 + 7 + 9 },
        { new FunctionCallContent("id", "f", new Dictionary<string, object?> { ["a"] = Json("[1,2]") }), 3 + 7 + 5 },
        { new FunctionResultContent("id", default(JsonElement)), 2 },
        { new FunctionResultContent("id", new TextContent("four")), 6 },
        { new FunctionResultContent("id", "four"), 6 },
        { new UsageContent(new UsageDetails()), 0 },
    };

    [Theory]
    [MemberData(nameof(Contents), DisableDiscoveryEnumeration = true)]
    public void Counts_each_kind_of_content_in_bytes(AIContent content, long bytes) =>
        Expect(8 + ((bytes + 1) / 2), (bytes + 3) / 4, [new(ChatRole.User, [content])]);

    [Fact]
    public void Counts_a_file_that_the_provider_holds_as_an_image() =>
        Expect(8 + 4_000, 4_000, [new(ChatRole.User, [new HostedFileContent("file_1")])]);

    [Fact]
    public void Counts_an_image_inside_a_result_by_the_models_maximum() => Expect(
        8 + 1_445 + 1, 1_445 + 1,
        [new(ChatRole.Tool, [new FunctionResultContent("i", new AIContent[] { new DataContent(new byte[10], "image/png") })])],
        new ChatOptions { ModelId = "gpt-4o" });

    [Fact]
    public void Counts_the_names_of_authors() => Expect(8 + 4, 2, [new(ChatRole.User, "hello") { AuthorName = "Ann" }]);

    [Fact]
    public void Counts_what_goes_to_the_wire_as_it_is_but_not_what_is_for_Goshi()
    {
        var options = new ChatOptions { AdditionalProperties = new() { ["seed"] = "abcd", ["Goshi.session"] = new string('x', 100) } };

        Expect((4 + 6 + 4) / 2, 4, [], options);
    }

    [Fact]
    public void Counts_a_tool_that_has_no_schema_by_its_name() =>
        Expect((new HostedWebSearchTool().Name.Length + 1) / 2, (new HostedWebSearchTool().Name.Length + 3) / 4, [], new ChatOptions { Tools = [new HostedWebSearchTool()] });

    [Fact]
    public void Counts_the_words_that_ask_for_json_and_none_that_ask_for_text()
    {
        Expect(32, 16, [], new ChatOptions { ResponseFormat = ChatResponseFormat.Json });
        Expect(0, 0, [], new ChatOptions { ResponseFormat = ChatResponseFormat.Text });
    }

    [Theory]
    [InlineData("gpt-4.1-nano", 3_779)]
    [InlineData("o4-mini", 2_642)]
    [InlineData("GPT-4.1", 1_536)]
    [InlineData("gpt-4-turbo", 1_445)]
    [InlineData("o1-preview", 1_275)]
    [InlineData("o3", 1_275)]
    [InlineData("gpt-4o-mini", 48_169, true)]
    [InlineData("gpt-4o", 10_000, true)]
    public void Knows_the_maximum_of_each_family_of_models(string model, long tokens, bool isOriginal = false)
    {
        var image = new DataContent(new byte[10], "image/png") { AdditionalProperties = new() { ["detail"] = isOriginal ? "Original" : "high" } };

        Assert.Equal(tokens, Estimator.Expect([new(ChatRole.User, [image])], new ChatOptions { ModelId = model }));
    }

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
