using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Goshi.Runtime.Tests.Wire;

/// <summary>
/// Answers of servers as JSON: each field there or not, or null, in any order, among unknown ones, with and without escapes
/// and blanks.
/// </summary>
internal sealed class JsonCorpus(int seed)
{
    private static readonly string[] Texts =
        ["", " light", "He said \"no\"\n", "tab\tand\\slash/", "hé 日本 🎉", "\u0001\u001f", "</script>&'+", "ﬀ\u2028\u2029", new string('x', 5_000)];

    private readonly Random _random = new(seed);

    public string Chunk()
    {
        var chunk = Answer("chat.completion.chunk");
        Maybe(chunk, "choices", () => _random.Next(5) == 0 ? [] : new JsonArray(Choice("delta")));
        return Write(chunk);
    }

    public string Completion()
    {
        var completion = Answer("chat.completion");
        completion["choices"] = new JsonArray([.. Enumerable.Range(0, _random.Next(3)).Select(_ => Choice("message"))]);
        return Write(completion);
    }

    public string OllamaLine()
    {
        var message = new JsonObject();
        Maybe(message, "role", () => "assistant");
        Maybe(message, "content", Text);
        Maybe(message, "thinking", Text);
        var line = new JsonObject { ["message"] = Shuffle(message), ["done"] = _random.Next(2) == 0 };
        Maybe(line, "model", Text);
        Maybe(line, "created_at", () => "2026-11-22T10:11:12.345678Z");
        Maybe(line, "done_reason", () => "stop");
        foreach (var count in new[] { "prompt_eval_count", "eval_count", "total_duration", "load_duration", "prompt_eval_duration", "eval_duration" })
        {
            Maybe(line, count, () => _random.NextInt64(1, 1L << 40) / 100 * 100);
        }

        return Write(line);
    }

    private JsonObject Answer(string kind)
    {
        var answer = new JsonObject { ["object"] = kind };
        Maybe(answer, "id", Text);
        Maybe(answer, "model", Text);
        Maybe(answer, "created", () => _random.NextInt64(0, 1L << 35));
        Maybe(answer, "service_tier", () => "default");
        Maybe(answer, "system_fingerprint", Text);
        Maybe(answer, "usage", Usage);
        return answer;
    }

    private JsonObject Usage()
    {
        var prompt = new JsonObject();
        Maybe(prompt, "cached_tokens", Count);
        Maybe(prompt, "audio_tokens", Count);
        var completion = new JsonObject();
        Maybe(completion, "reasoning_tokens", Count);
        Maybe(completion, "audio_tokens", Count);
        Maybe(completion, "accepted_prediction_tokens", Count);
        Maybe(completion, "rejected_prediction_tokens", Count);
        var usage = new JsonObject { ["prompt_tokens"] = Count(), ["completion_tokens"] = Count(), ["total_tokens"] = Count() };
        Maybe(usage, "prompt_tokens_details", () => Shuffle(prompt));
        Maybe(usage, "completion_tokens_details", () => Shuffle(completion));
        return Shuffle(usage);
    }

    private JsonNode Choice(string part)
    {
        var said = new JsonObject();
        Maybe(said, "role", () => "assistant");
        Maybe(said, "content", Text);
        Maybe(said, "reasoning_content", Text);
        Maybe(said, "refusal", Text);
        Maybe(said, "tool_calls", () => new JsonArray([.. Enumerable.Range(0, _random.Next(1, 3)).Select(ToolCall)]));
        var choice = new JsonObject { ["index"] = 0, [part] = Shuffle(said) };
        Maybe(choice, "finish_reason", () => _random.Next(2) == 0 ? "stop" : "length");
        return Shuffle(choice);
    }

    private JsonNode ToolCall(int index)
    {
        var function = new JsonObject { ["name"] = Text(), ["arguments"] = "{\"city\":\"Zürich\"}" };
        return Shuffle(new JsonObject { ["index"] = index, ["id"] = $"call_{index}", ["type"] = "function", ["function"] = Shuffle(function) });
    }

    private void Maybe(JsonObject parent, string name, Func<JsonNode> value)
    {
        var there = _random.Next(4);
        if (there > 0)
        {
            parent[name] = there == 1 ? null : value();
        }
    }

    private JsonNode Text() => Texts[_random.Next(Texts.Length)];

    private JsonNode Count() => _random.NextInt64(0, 1L << 40);

    private JsonObject Shuffle(JsonObject given)
    {
        var fields = given.ToList();
        given.Clear();
        foreach (var unknown in Enumerable.Range(0, _random.Next(3)))
        {
            fields.Add(new($"x_{unknown}", JsonNode.Parse("""{"choices":[{"delta":{"content":"not this"}}],"usage":[1,null,"}"]}""")));
        }

        var shuffled = fields.ToArray();
        _random.Shuffle(shuffled);
        return new JsonObject(shuffled);
    }

    private string Write(JsonObject answer) => Shuffle(answer).ToJsonString(new JsonSerializerOptions
    {
        // Lines of Ollama and events end with a line break, so blanks may be anything but that.
        WriteIndented = false,
        Encoder = _random.Next(2) == 0 ? JavaScriptEncoder.Default : JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }).Replace(",\"", _random.Next(2) == 0 ? ",\"" : " ,\t \"", StringComparison.Ordinal);

    public static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
