using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>The objects that occur in more than one of OpenAI's bodies.</summary>
internal static class OpenAIJson
{
    public static void WriteError(Utf8JsonWriter json, ReplyError error)
    {
        json.WriteStartObject("error");
        json.WriteString("message", error.Message);
        json.WriteString("type", error.Type);
        json.WriteString("param", error.Param);
        json.WriteString("code", error.Code);
        json.WriteEndObject();
    }

    public static void WriteUsage(Utf8JsonWriter json, ReplyUsage usage)
    {
        json.WriteStartObject("usage");
        WriteCount(json, "prompt_tokens", usage.Prompt);
        WriteCount(json, "completion_tokens", usage.Completion);
        json.WriteNumber("total_tokens", (usage.Prompt ?? 0) + (usage.Completion ?? 0));
        json.WriteStartObject("prompt_tokens_details");
        json.WriteNumber("cached_tokens", usage.Cached);
        WriteCount(json, "cache_write_tokens", usage.CacheWrite);
        json.WriteNumber("audio_tokens", usage.PromptAudio);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details");
        json.WriteNumber("reasoning_tokens", usage.Reasoning);
        json.WriteNumber("audio_tokens", usage.CompletionAudio);
        json.WriteNumber("accepted_prediction_tokens", 0);
        json.WriteNumber("rejected_prediction_tokens", 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter json, string name, int? count)
    {
        if (count is { } value)
        {
            json.WriteNumber(name, value);
        }
    }
}
