using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>The events of a streamed completion: role, content, finish reason, usage, <c>[DONE]</c>.</summary>
internal sealed class OpenAIChunks(Exchange exchange, Reply reply, OpenAIIdentity identity)
{
    private readonly StreamOptions _options = StreamOptions.Of(exchange);
    private int _toolCalls;

    public List<Frame> Frames()
    {
        var hasText = reply.Deltas.All(static delta => delta is not ToolCallDelta);
        List<Frame> frames = [];
        if (exchange.Request.IsAzure)
        {
            frames.Add(new Frame(FrameKind.Opening, PromptFilterEvent()));
        }

        frames.Add(new Frame(FrameKind.Opening, Event(json => WriteRole(json, hasText))));
        foreach (var delta in reply.Deltas)
        {
            frames.AddRange(Events(delta).Select(static bytes => new Frame(FrameKind.Content, bytes)));
        }

        frames.Add(new Frame(FrameKind.Finish, Event(static _ => { }, OpenAIIdentity.FinishReason(reply))));
        if (_options.IncludesUsage && reply.ReportsUsage)
        {
            frames.Add(new Frame(FrameKind.Usage, UsageEvent()));
        }

        frames.Add(new Frame(FrameKind.Done, ServerSentEvents.Event(reply, "[DONE]"u8)));
        return frames;
    }

    /// <summary>One event of text that does not belong to the reply.</summary>
    public byte[] TextEvent(string text) => Event(json => json.WriteString("content", text));

    private IEnumerable<byte[]> Events(Delta delta)
    {
        switch (delta)
        {
            case TextDelta text:
                yield return TextEvent(text.Text);
                break;
            case ReasoningDelta reasoning:
                yield return Event(json => json.WriteString("reasoning_content", reasoning.Text));
                break;
            case RefusalDelta refusal:
                yield return Event(json => json.WriteString("refusal", refusal.Text));
                break;
            case ToolCallDelta tool:
                var index = _toolCalls++;
                yield return Event(json => WriteToolCallHead(json, index, tool.Call));
                foreach (var fragment in tool.Call.Fragments)
                {
                    yield return Event(json => WriteToolCallArguments(json, index, fragment));
                }

                break;
        }
    }

    private static void WriteRole(Utf8JsonWriter json, bool hasText)
    {
        json.WriteString("role", "assistant");
        json.WriteString("content", hasText ? "" : null);
        json.WriteNull("refusal");
    }

    private static void WriteToolCallHead(Utf8JsonWriter json, int index, ToolCall call)
    {
        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteString("id", call.Id ?? OpenAIIdentity.ToolCallId(index));
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", call.Name);
        json.WriteString("arguments", "");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteToolCallArguments(Utf8JsonWriter json, int index, string fragment)
    {
        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteStartObject("function");
        json.WriteString("arguments", fragment);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private byte[] Event(Action<Utf8JsonWriter> writeDelta, string? finishReason = null) => Frame(json =>
    {
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("delta");
        writeDelta(json);
        json.WriteEndObject();
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", finishReason);
        json.WriteEndObject();
        json.WriteEndArray();
        if (_options.IncludesUsage)
        {
            json.WriteNull("usage");
        }
    });

    private byte[] UsageEvent() => Frame(json =>
    {
        json.WriteStartArray("choices");
        json.WriteEndArray();
        OpenAIJson.WriteUsage(json, Tokens.Of(exchange, reply));
    });

    private byte[] Frame(Action<Utf8JsonWriter> writeRest) => ServerSentEvents.Event(reply, Json.Compact(json =>
    {
        json.WriteString("id", identity.Id);
        json.WriteString("object", "chat.completion.chunk");
        json.WriteNumber("created", identity.Created);
        json.WriteString("model", identity.Model);
        json.WriteString("service_tier", identity.ServiceTier);
        json.WriteString("system_fingerprint", OpenAIIdentity.Fingerprint);
        writeRest(json);
        if (_options.Obfuscates)
        {
            json.WriteString("obfuscation", "aB3dE5fG7hJ9");
        }
    }));

    // Azure opens its streams with an event without choices and without a model.
    private byte[] PromptFilterEvent() => ServerSentEvents.Event(reply, Json.Compact(static json =>
    {
        json.WriteStartArray("choices");
        json.WriteEndArray();
        json.WriteNumber("created", 0);
        json.WriteString("id", "");
        json.WriteString("model", "");
        json.WriteString("object", "");
        json.WriteStartArray("prompt_filter_results");
        json.WriteStartObject();
        json.WriteNumber("prompt_index", 0);
        json.WriteStartObject("content_filter_results");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }));

    private readonly record struct StreamOptions(bool IncludesUsage, bool Obfuscates)
    {
        public static StreamOptions Of(Exchange exchange)
        {
            var isOffered = exchange.Script is OpenAIScript { SendsObfuscation: true };
            if (exchange.Request.JsonOrNull is not { ValueKind: JsonValueKind.Object } body
                || !body.TryGetProperty("stream_options", out var options)
                || options.ValueKind != JsonValueKind.Object)
            {
                return new StreamOptions(IncludesUsage: false, isOffered);
            }

            return new StreamOptions(
                options.TryGetProperty("include_usage", out var usage) && usage.ValueKind == JsonValueKind.True,
                isOffered && !(options.TryGetProperty("include_obfuscation", out var obfuscation)
                    && obfuscation.ValueKind == JsonValueKind.False));
        }
    }
}
