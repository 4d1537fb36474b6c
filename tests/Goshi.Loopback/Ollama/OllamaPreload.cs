using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>A chat request without messages: it loads the model, or with <c>keep_alive</c> 0 unloads it.</summary>
internal static class OllamaPreload
{
    /// <summary>The <c>done_reason</c> of the answer; null: the request has messages.</summary>
    public static string? Of(RecordedRequest request)
    {
        if (request.JsonOrNull is not { ValueKind: JsonValueKind.Object } body
            || (body.TryGetProperty("messages", out var messages)
                && messages.ValueKind == JsonValueKind.Array && messages.GetArrayLength() > 0))
        {
            return null;
        }

        return body.TryGetProperty("keep_alive", out var keepAlive) && keepAlive.ToString() is "0" or "0s"
            ? "unload"
            : "load";
    }
}
