using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goshi.Wire;

namespace Goshi.Runtime.Tests.Wire;

/// <summary>
/// The writers written by hand write what System.Text.Json writes of the same values: every property set or not, every text
/// with its escapes, and each replaced by an additional property of its name.
/// </summary>
public sealed class WriterComparisonTests
{
    private const int Requests = 500;

    private static readonly string[] Texts =
        ["", "plain", "He said \"no\"\n", "tab\tand\\slash/", "hé 日本 🎉", "\u0001\u001f\u007f", "</script>&'+", "ﬀ\u2028\u2029", new string('ü', 5_000)];

    private static readonly JsonElement Schema = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string","description":"Ort \"ß\""}}}""");

    private static readonly JsonSerializerOptions Reference = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    [Fact]
    public void Requests_to_openai_are_written_as_by_the_serializer()
    {
        string[] own =
        [
            nameof(OpenAIChatRequest.Messages), nameof(OpenAIChatRequest.Tools), nameof(OpenAIChatRequest.ToolChoice), nameof(OpenAIChatRequest.ResponseFormat),
            nameof(OpenAIChatRequest.IncludeUsage), nameof(OpenAIChatRequest.IncludeObfuscation), nameof(OpenAIChatRequest.AdditionalProperties),
        ];
        for (var seed = 0; seed < Requests; seed++)
        {
            var random = new Random(seed);
            var request = new OpenAIChatRequest();
            var expected = Fill(request, own, random);

            request.Messages = List(random, 3, () => Message(random));
            expected["messages"] = new JsonArray([.. request.Messages.Select(Expected)]);
            request.Tools = List(random, 2, () => Tool(random));
            Add(expected, "tools", Tools(request.Tools, withStrict: true));
            if (random.Next(2) == 0)
            {
                var name = Text(random);
                (request.ToolChoice, expected["tool_choice"]) = random.Next(4) switch
                {
                    0 => (OpenAIToolChoice.None, "none"),
                    1 => (OpenAIToolChoice.Auto, "auto"),
                    2 => (OpenAIToolChoice.Required, "required"),
                    _ => (OpenAIToolChoice.ForFunction(name), Node(new { Type = "function", Function = new { Name = name } })),
                };
            }

            if (random.Next(2) == 0)
            {
                var (name, description, strict) = (Text(random), Text(random), random.Next(2) == 0);
                request.ResponseFormat = new OpenAIResponseFormat { Type = "json_schema", Schema = Schema, Name = name, Description = description, Strict = strict };
                expected["response_format"] = Node(new { Type = "json_schema", JsonSchema = new { Name = name, Description = description, Schema, Strict = strict } });
            }

            if (random.Next(2) == 0)
            {
                request.IncludeUsage = true;
                if (request.Stream == true)
                {
                    expected["stream_options"] = Node(new { IncludeUsage = true });
                }
            }

            request.AdditionalProperties = Extras(expected, random);
            AssertWritten(expected, request.Encode(), seed);
        }
    }

    [Fact]
    public void Requests_to_ollama_are_written_as_by_the_serializer()
    {
        Dictionary<string, string> options = new()
        {
            [nameof(OllamaChatRequest.ContextLength)] = "num_ctx",
            [nameof(OllamaChatRequest.MaxTokens)] = "num_predict",
            [nameof(OllamaChatRequest.Temperature)] = "temperature",
            [nameof(OllamaChatRequest.TopP)] = "top_p",
            [nameof(OllamaChatRequest.TopK)] = "top_k",
            [nameof(OllamaChatRequest.Seed)] = "seed",
            [nameof(OllamaChatRequest.Stop)] = "stop",
            [nameof(OllamaChatRequest.FrequencyPenalty)] = "frequency_penalty",
            [nameof(OllamaChatRequest.PresencePenalty)] = "presence_penalty",
        };
        string[] own =
        [
            nameof(OllamaChatRequest.Messages), nameof(OllamaChatRequest.Tools), nameof(OllamaChatRequest.Format), nameof(OllamaChatRequest.Think),
            nameof(OllamaChatRequest.KeepAlive), nameof(OllamaChatRequest.Options), nameof(OllamaChatRequest.AdditionalProperties),
        ];
        for (var seed = 0; seed < Requests; seed++)
        {
            var random = new Random(seed);
            var request = new OllamaChatRequest();
            var expected = Fill(request, own, random);
            var sampling = new JsonObject();
            foreach (var (property, name) in options)
            {
                Move(expected, JsonNamingPolicy.SnakeCaseLower.ConvertName(property), sampling, name);
            }

            request.Messages = List(random, 3, () => OllamaMessage(random));
            expected["messages"] = new JsonArray([.. request.Messages.Select(Expected)]);
            request.Tools = List(random, 2, () => Tool(random));
            Add(expected, "tools", Tools(request.Tools, withStrict: false));
            (request.Format, expected["format"]) = random.Next(2) == 0 ? (Schema, Node(Schema)) : (JsonElement.Parse("\"json\""), "json");
            (request.Think, expected["think"]) = random.Next(3) switch { 0 => ("true", true), 1 => ("false", false), _ => ("high", (JsonNode)"high") };
            (request.KeepAlive, expected["keep_alive"]) = random.Next(3) switch { 0 => ("5m", "5m"), 1 => ("-1", -1), _ => ("90", (JsonNode)90) };
            request.Options = Extras(sampling, random);
            if (sampling.Count > 0)
            {
                expected["options"] = sampling;
            }

            request.AdditionalProperties = Extras(expected, random);
            AssertWritten(expected, request.Encode(), seed);
        }
    }

    private static void AssertWritten(JsonObject expected, ReadOnlyMemory<byte> written, int seed)
    {
        // JSON with a property twice is refused.
        var actual = JsonNode.Parse(written.Span, documentOptions: Strict);
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Seed {seed}:\n{expected.ToJsonString()}\n{actual!.ToJsonString()}");
    }

    /// <summary>Sets half of the properties to random values, and returns what the serializer makes of them.</summary>
    private static JsonObject Fill(object request, string[] own, Random random)
    {
        var json = new JsonObject();
        foreach (var property in request.GetType().GetProperties().Where(property => property.SetMethod is { IsPublic: true } && !own.Contains(property.Name)))
        {
            if (property.Name != "Model" && random.Next(2) == 0)
            {
                continue;
            }

            var value = Value(property, random);
            property.SetValue(request, value);
            json[JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)] = JsonSerializer.SerializeToNode(value, property.PropertyType);
        }

        return json;
    }

    private static object Value(PropertyInfo property, Random random) => property.PropertyType switch
    {
        var type when type == typeof(string) => Text(random),
        var type when type == typeof(bool?) => random.Next(2) == 0,
        var type when type == typeof(int?) => random.Next(-5, 1_000_000),
        var type when type == typeof(long?) => random.NextInt64(),
        var type when type == typeof(double?) => random.Next(4) switch { 0 => 0d, 1 => 1d, 2 => 0.1, _ => random.NextDouble() * 1e6 },
        var type when type == typeof(IList<string>) => new List<string> { Text(random), Text(random) },
        var type when type == typeof(IDictionary<string, string>) => new Dictionary<string, string> { ["a"] = Text(random), ["ß\""] = Text(random) },
        var type when type == typeof(IDictionary<string, double>) => new Dictionary<string, double> { ["50256"] = -100, ["7"] = random.NextDouble() },
        var type => throw new NotSupportedException($"{property.Name} is a {type}: say here what it holds, and in the test how it is written."),
    };

    private static string Text(Random random) => Texts[random.Next(Texts.Length)];

    private static string? TextOrNull(Random random) => random.Next(2) == 0 ? Text(random) : null;

    private static List<T> List<T>(Random random, int atMost, Func<T> create) => [.. Enumerable.Range(0, random.Next(atMost + 1)).Select(_ => create())];

    private static OpenAIMessage Message(Random random) => new()
    {
        Role = Text(random),
        Content = TextOrNull(random),
        Name = TextOrNull(random),
        Refusal = TextOrNull(random),
        ToolCallId = TextOrNull(random),
        Parts = random.Next(4) == 0 ? [OpenAIContentPart.FromText(Text(random))] : null,
        ToolCalls = List(random, 2, () => new OpenAIToolCall(Text(random), Text(random), Text(random))),
    };

    private static JsonObject Expected(OpenAIMessage message)
    {
        var json = new JsonObject
        {
            ["role"] = message.Role,
            ["content"] = message.Parts is { } parts ? Node(parts.Select(static part => new { Type = "text", part.Text })) : message.Content,
        };
        Add(json, "name", message.Name);
        Add(json, "refusal", message.Refusal);
        Add(json, "tool_call_id", message.ToolCallId);
        Add(json, "tool_calls", message.ToolCalls is { Count: > 0 } calls
            ? Node(calls.Select(static call => new { call.Id, Type = "function", Function = new { call.Name, call.Arguments } }))
            : null);
        return json;
    }

    private static OllamaMessage OllamaMessage(Random random) => new()
    {
        Role = Text(random),
        Content = Text(random),
        Thinking = TextOrNull(random),
        Images = List(random, 2, () => Text(random)),
        ToolName = TextOrNull(random),
        ToolCallId = TextOrNull(random),
        ToolCalls = List(random, 2, () => new OllamaToolCall(TextOrNull(random), Text(random), """{"city":"Köln \"x\""}""")),
    };

    private static JsonObject Expected(OllamaMessage message)
    {
        var json = new JsonObject { ["role"] = message.Role, ["content"] = message.Content };
        Add(json, "thinking", message.Thinking);
        Add(json, "images", message.Images is { Count: > 0 } images ? Node(images) : null);
        Add(json, "tool_name", message.ToolName);
        Add(json, "tool_call_id", message.ToolCallId);
        Add(json, "tool_calls", message.ToolCalls is { Count: > 0 } calls ? new JsonArray([.. calls.Select(static call =>
        {
            var json = new JsonObject { ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = JsonNode.Parse(call.Arguments) } };
            Add(json, "id", call.Id);
            return json;
        })]) : null);
        return json;
    }

    private static OpenAITool Tool(Random random) => new()
    {
        Name = Text(random), Description = TextOrNull(random), Parameters = Schema, Strict = random.Next(3) switch { 0 => true, 1 => false, _ => null },
    };

    private static JsonArray? Tools(IList<OpenAITool> tools, bool withStrict) => tools.Count == 0 ? null : new JsonArray([.. tools.Select(tool =>
    {
        var function = new JsonObject { ["name"] = tool.Name, ["parameters"] = Node(Schema) };
        Add(function, "description", tool.Description);
        Add(function, "strict", withStrict ? tool.Strict : null);
        return new JsonObject { ["type"] = "function", ["function"] = function };
    })]);

    /// <summary>Properties by their names on the wire, some of which are there already and are replaced.</summary>
    private static Dictionary<string, JsonElement> Extras(JsonObject expected, Random random)
    {
        var names = expected.Select(static property => property.Key).Where(_ => random.Next(8) == 0).ToList();
        if (random.Next(2) == 0)
        {
            names.Add("x_" + Text(random));
        }

        var extras = names.ToDictionary(static name => name, name => JsonSerializer.SerializeToElement(new { Extra = Text(random) }));
        foreach (var (name, value) in extras)
        {
            expected[name] = Node(value);
        }

        return extras;
    }

    private static void Move(JsonObject from, string name, JsonObject to, string newName)
    {
        if (from.Remove(name, out var value))
        {
            to[newName] = value;
        }
    }

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Reference);
}
