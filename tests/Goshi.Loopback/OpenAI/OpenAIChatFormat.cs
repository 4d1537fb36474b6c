using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>An answer of <c>/v1/chat/completions</c>, streamed or not.</summary>
internal sealed class OpenAIChatFormat(Exchange exchange, Reply reply) : OpenAIFormat(exchange, reply)
{
    public override byte[] TextEvent(string text) => Chunks.TextEvent(text);

    protected override Rendering Answer() =>
        Exchange.Request.IsStreamed
            ? new Rendering(StreamContentType, Chunks.Frames())
            : Body(Completion());

    private OpenAIChunks Chunks => new(Exchange, Reply, Identity);

    private OpenAIIdentity Identity => new(
        Reply.Id ?? Id("chatcmpl-"),
        Exchange.Now.ToUnixTimeSeconds(),
        Reply.Model ?? Exchange.Model,
        Reply.ServiceTier ?? RequestedTier());

    private string RequestedTier() =>
        Exchange.Request.JsonOrNull is { ValueKind: JsonValueKind.Object } body
        && body.TryGetProperty("service_tier", out var tier)
        && tier.GetString() is { } name and not "auto"
            ? name
            : "default";

    private byte[] Completion() => Json.Indented(json =>
    {
        var identity = Identity;
        json.WriteString("id", identity.Id);
        json.WriteString("object", "chat.completion");
        json.WriteNumber("created", identity.Created);
        json.WriteString("model", identity.Model);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        WriteMessage(json, Reply);
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", OpenAIIdentity.FinishReason(Reply));
        json.WriteEndObject();
        json.WriteEndArray();
        if (Reply.ReportsUsage)
        {
            OpenAIJson.WriteUsage(json, Tokens.Of(Exchange, Reply));
        }

        json.WriteString("service_tier", identity.ServiceTier);
        json.WriteString("system_fingerprint", OpenAIIdentity.Fingerprint);
    });

    private static void WriteMessage(Utf8JsonWriter json, Reply reply)
    {
        var text = string.Concat(reply.Deltas.OfType<TextDelta>().Select(static delta => delta.Text));
        var refusal = string.Concat(reply.Deltas.OfType<RefusalDelta>().Select(static delta => delta.Text));
        var reasoning = string.Concat(reply.Deltas.OfType<ReasoningDelta>().Select(static delta => delta.Text));
        var calls = reply.Deltas.OfType<ToolCallDelta>().Select(static delta => delta.Call).ToList();
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        if (reasoning.Length > 0)
        {
            json.WriteString("reasoning_content", reasoning);
        }

        json.WriteString("content", text.Length == 0 && (refusal.Length > 0 || calls.Count > 0) ? null : text);
        if (calls.Count > 0)
        {
            WriteToolCalls(json, calls);
        }

        json.WriteString("refusal", refusal.Length > 0 ? refusal : null);
        json.WriteStartArray("annotations");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteToolCalls(Utf8JsonWriter json, List<ToolCall> calls)
    {
        json.WriteStartArray("tool_calls");
        for (var i = 0; i < calls.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("id", calls[i].Id ?? OpenAIIdentity.ToolCallId(i));
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", calls[i].Name);
            json.WriteString("arguments", calls[i].Arguments);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
