using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>An answer of <c>/api/chat</c>, streamed or not.</summary>
internal sealed class OllamaChatFormat(Exchange exchange, Reply reply) : OllamaFormat(exchange, reply)
{
    private int _toolCalls;

    public override byte[] TextEvent(string text) => DeltaLine(new TextDelta(text));

    protected override Rendering Answer() =>
        OllamaPreload.Of(Exchange.Request) is { } reason ? Body(Loaded(reason))
        : Exchange.Request.IsStreamed ? new Rendering(StreamContentType, Lines())
        : Body(Whole());

    private byte[] Loaded(string reason) => Json.Compact(json =>
    {
        WriteStart(json, Exchange.Model);
        WriteMessage(json, "");
        json.WriteBoolean("done", true);
        json.WriteString("done_reason", reason);
    });

    private List<Frame> Lines()
    {
        List<Frame> frames = [];
        frames.AddRange(Reply.Deltas.Select(delta => new Frame(FrameKind.Content, DeltaLine(delta))));
        frames.Add(new Frame(FrameKind.Done, Line(json =>
        {
            WriteStart(json, Reply.Model ?? Exchange.Model);
            WriteMessage(json, "");
            WriteEnd(json);
        })));
        return frames;
    }

    private byte[] DeltaLine(Delta delta) => Line(json =>
    {
        WriteStart(json, Reply.Model ?? Exchange.Model);
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

    private byte[] Whole() => Json.Compact(json =>
    {
        WriteStart(json, Reply.Model ?? Exchange.Model);
        WriteMessage(
            json,
            string.Concat(Reply.Deltas.Select(TextOf)),
            string.Concat(Reply.Deltas.OfType<ReasoningDelta>().Select(static delta => delta.Text)),
            [.. Reply.Deltas.OfType<ToolCallDelta>().Select(static delta => delta.Call)]);
        WriteEnd(json);
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

    private void WriteEnd(Utf8JsonWriter json)
    {
        json.WriteBoolean("done", true);
        json.WriteString("done_reason", Reply.FinishReason ?? "stop");
        json.WriteNumber("total_duration", 620_000_000);
        json.WriteNumber("load_duration", 20_000_000);
        var usage = Reply.ReportsUsage ? Tokens.Of(Exchange, Reply) : new ReplyUsage(null, null);
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
