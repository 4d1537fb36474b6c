using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>An answer of <c>/v1/chat/completions</c>, streamed or not.</summary>
internal sealed class OpenAIChatFormat(Exchange exchange) : OpenAIFormat(exchange)
{
    protected override Rendering Answer(Reply reply) =>
        Exchange.Request.IsStreamed
            ? new Rendering(StreamContentType, new OpenAIChunks(Exchange, reply, Identity(reply)).Frames())
            : Body(Completion(reply));

    private OpenAIIdentity Identity(Reply reply) => new(
        reply.Id ?? Id("chatcmpl-"),
        Exchange.Now.ToUnixTimeSeconds(),
        reply.Model ?? Exchange.Model,
        reply.ServiceTier ?? RequestedTier());

    private string RequestedTier() =>
        Exchange.Request.JsonOrNull is { ValueKind: JsonValueKind.Object } body
        && body.TryGetProperty("service_tier", out var tier)
        && tier.GetString() is { } name and not "auto"
            ? name
            : "default";

    private byte[] Completion(Reply reply) => Json.Indented(json =>
    {
        var identity = Identity(reply);
        json.WriteString("id", identity.Id);
        json.WriteString("object", "chat.completion");
        json.WriteNumber("created", identity.Created);
        json.WriteString("model", identity.Model);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        WriteMessage(json, reply);
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", OpenAIIdentity.FinishReason(reply));
        json.WriteEndObject();
        json.WriteEndArray();
        if (reply.ReportsUsage)
        {
            OpenAIJson.WriteUsage(json, Tokens.Of(Exchange, reply));
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
