using System.Text.Json;

namespace Goshi.Wire;

/// <summary>The JSON of a chat-completions request. Written by hand: it is on the path of every call.</summary>
internal static class OpenAIChatRequestWriter
{
    public static ReadOnlyMemory<byte> Write(OpenAIChatRequest request) =>
        RequestBuffer.Write(request, static (json, request) => Write(json, request));

    private static void Write(Utf8JsonWriter json, OpenAIChatRequest request)
    {
        json.WriteStartObject();
        WriteConversation(json, request);
        WriteStream(json, request);
        WriteSampling(json, request);
        WriteRest(json, request);
        WireJson.WriteExtras(json, request.AdditionalProperties);
        json.WriteEndObject();
    }

    private static void WriteConversation(Utf8JsonWriter json, OpenAIChatRequest request)
    {
        var extras = request.AdditionalProperties;
        json.Text("model", request.Model, extras);
        if (WireJson.IsFree("messages", extras))
        {
            json.WriteStartArray("messages"u8);
            for (var i = 0; i < request.Messages.Count; i++)
            {
                WriteMessage(json, request.Messages[i]);
            }

            json.WriteEndArray();
        }

        if (request.Tools is { Count: > 0 } tools && WireJson.IsFree("tools", extras))
        {
            json.WriteStartArray("tools"u8);
            foreach (var tool in tools)
            {
                WriteTool(json, tool);
            }

            json.WriteEndArray();
        }

        if (request.ToolChoice is { } choice && WireJson.IsFree("tool_choice", extras))
        {
            WriteToolChoice(json, choice);
        }

        json.Flag("parallel_tool_calls", request.ParallelToolCalls, extras);
        if (request.ResponseFormat is { } format && WireJson.IsFree("response_format", extras))
        {
            WriteResponseFormat(json, format);
        }
    }

    private static void WriteMessage(Utf8JsonWriter json, OpenAIMessage message)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, message.Role);
        json.Text("name", message.Name);
        if (message.Parts is { } parts)
        {
            json.WriteStartArray("content"u8);
            foreach (var part in parts)
            {
                WritePart(json, part);
            }

            json.WriteEndArray();
        }
        else if (message.Content is { } content)
        {
            json.WriteString("content"u8, content);
        }
        else
        {
            json.WriteNull("content"u8);
        }

        json.Text("refusal", message.Refusal);
        if (message.ToolCalls is { Count: > 0 } calls)
        {
            json.WriteStartArray("tool_calls"u8);
            foreach (var call in calls)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, call.Id);
                json.WriteString("type"u8, "function"u8);
                json.WriteStartObject("function"u8);
                json.WriteString("name"u8, call.Name);
                json.WriteString("arguments"u8, call.Arguments);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.Text("tool_call_id", message.ToolCallId);
        json.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter json, OpenAIContentPart part)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, part.Type);
        switch (part.Type)
        {
            case "text":
                json.WriteString("text"u8, part.Text);
                break;
            case "image_url":
                json.WriteStartObject("image_url"u8);
                json.WriteString("url"u8, part.ImageUrl);
                json.Text("detail", part.Detail);
                json.WriteEndObject();
                break;
            case "input_audio":
                json.WriteStartObject("input_audio"u8);
                json.WriteString("data"u8, part.Data);
                json.WriteString("format"u8, part.Format);
                json.WriteEndObject();
                break;
            default:
                json.WriteStartObject("file"u8);
                json.Text("file_id", part.FileId);
                json.Text("filename", part.FileName);
                json.Text("file_data", part.Data);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json, OpenAITool tool)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, tool.Name);
        json.Text("description", tool.Description);
        json.WritePropertyName("parameters"u8);
        WireJson.WriteParameters(json, tool.Parameters);
        json.Flag("strict", tool.Strict);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteToolChoice(Utf8JsonWriter json, OpenAIToolChoice choice)
    {
        if (choice.Function is null)
        {
            json.WriteString("tool_choice"u8, choice.Mode);
            return;
        }

        json.WriteStartObject("tool_choice"u8);
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, choice.Function);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResponseFormat(Utf8JsonWriter json, OpenAIResponseFormat format)
    {
        json.WriteStartObject("response_format"u8);
        json.WriteString("type"u8, format.Type);
        if (format.Type == "json_schema")
        {
            json.WriteStartObject("json_schema"u8);
            json.WriteString("name"u8, format.Name);
            json.Text("description", format.Description);
            json.WritePropertyName("schema"u8);
            WireJson.WriteParameters(json, format.Schema);
            json.Flag("strict", format.Strict);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteStream(Utf8JsonWriter json, OpenAIChatRequest request)
    {
        json.Flag("stream", request.Stream, request.AdditionalProperties);
        if (request.Stream != true
            || (request.IncludeUsage is null && request.IncludeObfuscation is null)
            || !WireJson.IsFree("stream_options", request.AdditionalProperties))
        {
            return;
        }

        json.WriteStartObject("stream_options"u8);
        json.Flag("include_usage", request.IncludeUsage);
        json.Flag("include_obfuscation", request.IncludeObfuscation);
        json.WriteEndObject();
    }

    private static void WriteSampling(Utf8JsonWriter json, OpenAIChatRequest request)
    {
        var extras = request.AdditionalProperties;
        json.Whole("max_tokens", request.MaxTokens, extras);
        json.Whole("max_completion_tokens", request.MaxCompletionTokens, extras);
        json.Real("temperature", request.Temperature, extras);
        json.Real("top_p", request.TopP, extras);
        json.Whole("seed", request.Seed, extras);
        json.Texts("stop", request.Stop, extras);
        json.Real("frequency_penalty", request.FrequencyPenalty, extras);
        json.Real("presence_penalty", request.PresencePenalty, extras);
        if (request.LogitBias is { Count: > 0 } bias && WireJson.IsFree("logit_bias", extras))
        {
            json.WriteStartObject("logit_bias"u8);
            foreach (var (token, value) in bias)
            {
                json.WriteNumber(token, value);
            }

            json.WriteEndObject();
        }

        json.Flag("logprobs", request.Logprobs, extras);
        json.Whole("top_logprobs", request.TopLogprobs, extras);
        json.Whole("n", request.N, extras);
    }

    private static void WriteRest(Utf8JsonWriter json, OpenAIChatRequest request)
    {
        var extras = request.AdditionalProperties;
        json.Text("reasoning_effort", request.ReasoningEffort, extras);
        json.Text("verbosity", request.Verbosity, extras);
        json.Text("service_tier", request.ServiceTier, extras);
        json.Flag("store", request.Store, extras);
        if (request.Metadata is { Count: > 0 } metadata && WireJson.IsFree("metadata", extras))
        {
            json.WriteStartObject("metadata"u8);
            foreach (var (key, value) in metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        json.Text("user", request.User, extras);
        json.Text("safety_identifier", request.SafetyIdentifier, extras);
        json.Text("prompt_cache_key", request.PromptCacheKey, extras);
    }
}
