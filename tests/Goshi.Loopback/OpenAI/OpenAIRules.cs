using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>What OpenAI refuses, in its words.</summary>
internal static class OpenAIRules
{
    private const string Invalid = "invalid_request_error";

    public static Reply UnknownPath(Exchange exchange) =>
        Refuse(404, $"Invalid URL ({exchange.Request.Method} {exchange.Request.Path})");

    public static Reply WrongMethod(Exchange exchange) => Refuse(
        405,
        $"Not allowed to {exchange.Request.Method} on {exchange.Request.Path}. (HINT: Perhaps you meant to use a different HTTP method?)");

    public static Reply? CheckModel(Exchange exchange, string? name) =>
        CheckKey(exchange) ?? (name is null || exchange.Script.Has(name) ? null : NoSuchModel(name));

    public static Reply? CheckEmbedding(Exchange exchange) =>
        CheckModelCall(exchange)
        ?? (exchange.Request.Json.TryGetProperty("input", out _) ? null : MissingParameter("input"));

    public static Reply? CheckChat(Exchange exchange) =>
        CheckModelCall(exchange) ?? OpenAIChatRules.Check(exchange);

    public static Reply Refuse(int status, string message, string? code = null, string? param = null) =>
        Reply.Status(status, message, Invalid, code, param);

    public static Reply MissingParameter(string name) =>
        Refuse(400, $"Missing required parameter: '{name}'.", "missing_required_parameter", name);

    private static Reply? CheckModelCall(Exchange exchange)
    {
        if (CheckKey(exchange) is { } refusal)
        {
            return refusal;
        }

        if (exchange.Request.IsAzure && !exchange.Request.Query.ContainsKey("api-version"))
        {
            return Reply.Raw(404, """{"error":{"code":"404","message":"Resource not found"}}""");
        }

        if (exchange.Request.JsonOrNull is not { ValueKind: JsonValueKind.Object })
        {
            return Refuse(400, "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP "
                + "library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)");
        }

        if (exchange.Model.Length == 0)
        {
            return Refuse(400, "you must provide a model parameter");
        }

        return exchange.Script.Has(exchange.Model) ? null : NoSuchModel(exchange.Model);
    }

    private static Reply NoSuchModel(string model) => Refuse(
        404, $"The model `{model}` does not exist or you do not have access to it.", "model_not_found");

    private static Reply? CheckKey(Exchange exchange)
    {
        if (exchange.Script.ApiKey is not { } key)
        {
            return null;
        }

        var headers = exchange.Request.Headers;
        if (exchange.Request.IsAzure)
        {
            return headers.GetValueOrDefault("api-key") == key || headers.GetValueOrDefault("Authorization") == "Bearer " + key
                ? null
                : Reply.Raw(401, """{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource."}}""");
        }

        return headers.GetValueOrDefault("Authorization") switch
        {
            null or "" => Refuse(401, "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY)."),
            var sent when sent == "Bearer " + key => null,
            var sent => Refuse(401, $"Incorrect API key provided: {Masked(sent)}. You can find your API key at https://platform.openai.com/account/api-keys.", "invalid_api_key"),
        };
    }

    // As the real endpoint shows it: enough to recognise the key, and a reason never to log the message unread.
    private static string Masked(string header)
    {
        var key = header.Replace("Bearer ", "", StringComparison.Ordinal);
        return key.Length <= 8 ? new string('*', key.Length) : key[..4] + new string('*', key.Length - 8) + key[^4..];
    }
}
