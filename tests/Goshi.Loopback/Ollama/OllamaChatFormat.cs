using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>An answer of <c>/api/chat</c>, streamed or not.</summary>
internal sealed class OllamaChatFormat(Exchange exchange) : OllamaFormat(exchange)
{
    private int _toolCalls;

    protected override Rendering Answer(Reply reply) =>
        IsPreload(out var unloads) ? Body(Loaded(unloads ? "unload" : "load"))
        : Exchange.Request.IsStreamed ? new Rendering(StreamContentType, Lines(reply))
        : Body(Whole(reply));

    // No messages: load the model, or with keep_alive 0 unload it.
    private bool IsPreload(out bool unloads)
    {
        unloads = false;
        if (Exchange.Request.JsonOrNull is not { ValueKind: JsonValueKind.Object } body
            || (body.TryGetProperty("messages", out var messages)
                && messages.ValueKind == JsonValueKind.Array && messages.GetArrayLength() > 0))
        {
            return false;
        }

        unloads = body.TryGetProperty("keep_alive", out var keepAlive) && keepAlive.ToString() is "0" or "0s";
        return true;
    }

    private byte[] Loaded(string reason) => Json.Compact(json =>
    {
        WriteStart(json, Exchange.Model);
        WriteMessage(json, "");
        json.WriteBoolean("done", true);
        json.WriteString("done_reason", reason);
    });

    private List<Frame> Lines(Reply reply)
    {
        List<Frame> frames = [];
        frames.AddRange(reply.Deltas.Select(delta => new Frame(FrameKind.Content, DeltaLine(reply, delta))));
        frames.Add(new Frame(FrameKind.Done, Line(json =>
        {
            WriteStart(json, reply.Model ?? Exchange.Model);
            WriteMessage(json, "");
            WriteEnd(json, reply);
        })));
        return frames;
    }

    private byte[] DeltaLine(Reply reply, Delta delta) => Line(json =>
    {
        WriteStart(json, reply.Model ?? Exchange.Model);
        switch (delta)
        {
            case ReasoningDelta reasoning:
                WriteMessage(json, "", reasoning.Text);
                break;
            case ToolCallDelta tool:
                WriteMessage(json, "", calls: [tool.Call]);
                break;
            default:
                WriteMessage(json, TextOf(delta));
                break;
        }

        json.WriteBoolean("done", false);
    });

    private byte[] Whole(Reply reply) => Json.Compact(json =>
    {
        WriteStart(json, reply.Model ?? Exchange.Model);
        WriteMessage(
            json,
            string.Concat(reply.Deltas.Select(TextOf)),
            string.Concat(reply.Deltas.OfType<ReasoningDelta>().Select(static delta => delta.Text)),
            [.. reply.Deltas.OfType<ToolCallDelta>().Select(static delta => delta.Call)]);
        WriteEnd(json, reply);
    });

    private static string TextOf(Delta delta) => delta switch
    {
        TextDelta text => text.Text,
        RefusalDelta refusal => refusal.Text,
        _ => "",
    };

    private void WriteStart(Utf8JsonWriter json, string model)
    {
        json.WriteString("model", model);
        json.WriteString("created_at", Now);
    }

    private void WriteMessage(
        Utf8JsonWriter json, string content, string thinking = "", IReadOnlyList<ToolCall>? calls = null)
    {
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", content);
        if (thinking.Length > 0)
        {
            json.WriteString("thinking", thinking);
        }

        if (calls is { Count: > 0 })
        {
            json.WriteStartArray("tool_calls");
            foreach (var call in calls)
            {
                WriteToolCall(json, call, _toolCalls++);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteToolCall(Utf8JsonWriter json, ToolCall call, int index)
    {
        json.WriteStartObject();
        json.WriteString("id", call.Id ?? OpenAIIdentity.ToolCallId(index));
        json.WriteStartObject("function");
        json.WriteNumber("index", index);
        json.WriteString("name", call.Name);
        json.WritePropertyName("arguments");
        json.WriteRawValue(call.Arguments);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteEnd(Utf8JsonWriter json, Reply reply)
    {
        json.WriteBoolean("done", true);
        json.WriteString("done_reason", reply.FinishReason ?? "stop");
        json.WriteNumber("total_duration", 620_000_000);
        json.WriteNumber("load_duration", 20_000_000);
        var usage = reply.ReportsUsage ? Tokens.Of(Exchange, reply) : new ReplyUsage(null, null);
        if (usage.Prompt is { } prompt)
        {
            json.WriteNumber("prompt_eval_count", prompt);
            json.WriteNumber("prompt_eval_duration", 100_000_000);
        }

        if (usage.Completion is { } completion)
        {
            json.WriteNumber("eval_count", completion);
            json.WriteNumber("eval_duration", 500_000_000);
        }
    }
}
