using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>What Ollama refuses, in its words.</summary>
internal static class OllamaRules
{
    public static Reply UnknownPath => Reply.Raw(404, "404 page not found", "text/plain");

    public static Reply WrongMethod => Reply.Raw(405, "405 method not allowed", "text/plain");

    public static Reply? CheckKey(Exchange exchange) =>
        exchange.Script.ApiKey is { } key
        && exchange.Request.Headers.GetValueOrDefault("Authorization") != "Bearer " + key
            ? Reply.Raw(401, """{"error":"unauthorized","signin_url":"https://ollama.com/connect"}""", "application/json; charset=utf-8")
            : null;

    public static Reply? CheckModelCall(Exchange exchange)
    {
        if (CheckKey(exchange) is { } refusal)
        {
            return refusal;
        }

        if (exchange.Request.Body.IsEmpty)
        {
            return Reply.Status(400, "missing request body");
        }

        if (exchange.Request.JsonOrNull is not { ValueKind: JsonValueKind.Object })
        {
            return Reply.Status(400, "invalid character '" + exchange.Request.BodyText[0] + "' looking for beginning of value");
        }

        if (exchange.Model.Length == 0)
        {
            return Reply.Status(400, "model is required");
        }

        return exchange.Script.Has(exchange.Model)
            ? null
            : Reply.Status(404, $"model '{exchange.Model}' not found");
    }
}
