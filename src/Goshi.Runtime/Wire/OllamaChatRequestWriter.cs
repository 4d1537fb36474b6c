using System.Text.Json;

namespace Goshi.Wire;

/// <summary>The JSON of a request to Ollama's <c>/api/chat</c>. Written by hand: it is on the path of every call.</summary>
internal static class OllamaChatRequestWriter
{
    public static ReadOnlyMemory<byte> Write(OllamaChatRequest request) =>
        RequestBuffer.Write(request, static (json, request) => Write(json, request));

    private static void Write(Utf8JsonWriter json, OllamaChatRequest request)
    {
        var extras = request.AdditionalProperties;
        json.WriteStartObject();
        json.Text("model", request.Model, extras);
        if (WireJson.IsFree("messages", extras))
        {
            json.WriteStartArray("messages"u8);
            foreach (var message in request.Messages)
            {
                WriteMessage(json, message);
            }

            json.WriteEndArray();
        }

        WriteTools(json, request);
        json.Flag("stream", request.Stream, extras);
        if (request.Format.ValueKind != JsonValueKind.Undefined && WireJson.IsFree("format", extras))
        {
            json.WritePropertyName("format"u8);
            request.Format.WriteTo(json);
        }

        WriteThink(json, request);
        WriteKeepAlive(json, request);
        WriteOptions(json, request);
        WireJson.WriteExtras(json, extras);
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, OllamaMessage message)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, message.Role);
        json.WriteString("content"u8, message.Content);
        json.Text("thinking", message.Thinking);
        json.Texts("images", message.Images);
        if (message.ToolCalls is { Count: > 0 } calls)
        {
            json.WriteStartArray("tool_calls"u8);
            foreach (var call in calls)
            {
                json.WriteStartObject();
                json.Text("id", call.Id);
                json.WriteStartObject("function"u8);
                json.WriteString("name"u8, call.Name);
                json.WritePropertyName("arguments"u8);
                json.WriteRawValue(call.Arguments);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.Text("tool_name", message.ToolName);
        json.Text("tool_call_id", message.ToolCallId);
        json.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter json, OllamaChatRequest request)
    {
        if (request.Tools is not { Count: > 0 } tools || !WireJson.IsFree("tools", request.AdditionalProperties))
        {
            return;
        }

        json.WriteStartArray("tools"u8);
        foreach (var tool in tools)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, tool.Name);
            json.Text("description", tool.Description);
            json.WritePropertyName("parameters"u8);
            WireJson.WriteParameters(json, tool.Parameters);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteThink(Utf8JsonWriter json, OllamaChatRequest request)
    {
        if (request.Think is not { } think || !WireJson.IsFree("think", request.AdditionalProperties))
        {
            return;
        }

        if (bool.TryParse(think, out var flag))
        {
            json.WriteBoolean("think"u8, flag);
        }
        else
        {
            json.WriteString("think"u8, think);
        }
    }

    private static void WriteKeepAlive(Utf8JsonWriter json, OllamaChatRequest request)
    {
        if (request.KeepAlive is not { } keepAlive || !WireJson.IsFree("keep_alive", request.AdditionalProperties))
        {
            return;
        }

        json.WritePropertyName("keep_alive"u8);
        KeepAliveConverter.WriteValue(json, keepAlive);
    }

    private static void WriteOptions(Utf8JsonWriter json, OllamaChatRequest request)
    {
        var extras = request.Options;
        var isEmpty = request is
        {
            ContextLength: null, MaxTokens: null, Temperature: null, TopP: null, TopK: null, Seed: null,
            FrequencyPenalty: null, PresencePenalty: null,
        } && request.Stop is not { Count: > 0 } && extras is not { Count: > 0 };
        if (isEmpty || !WireJson.IsFree("options", request.AdditionalProperties))
        {
            return;
        }

        json.WriteStartObject("options"u8);
        json.Whole("num_ctx", request.ContextLength, extras);
        json.Whole("num_predict", request.MaxTokens, extras);
        json.Real("temperature", request.Temperature, extras);
        json.Real("top_p", request.TopP, extras);
        json.Whole("top_k", request.TopK, extras);
        json.Whole("seed", request.Seed, extras);
        json.Texts("stop", request.Stop, extras);
        json.Real("frequency_penalty", request.FrequencyPenalty, extras);
        json.Real("presence_penalty", request.PresencePenalty, extras);
        WireJson.WriteExtras(json, extras);
        json.WriteEndObject();
    }
}
