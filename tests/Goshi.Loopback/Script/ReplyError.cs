namespace Goshi.Loopback;

/// <summary>An error as OpenAI words it; Ollama has only the message.</summary>
internal sealed record ReplyError(string Message, string Type, string? Code = null, string? Param = null)
{
    /// <summary>What the real endpoint says under a status, near enough for a client that reads type and code.</summary>
    public static ReplyError For(int status) => status switch
    {
        400 => new("Invalid request.", "invalid_request_error"),
        401 => new("Incorrect API key provided.", "invalid_request_error", "invalid_api_key"),
        403 => new("You are not allowed to use this resource.", "invalid_request_error", "forbidden"),
        404 => new("The requested resource was not found.", "invalid_request_error", "model_not_found"),
        408 => new("Request timed out.", "server_error"),
        409 => new("The resource was changed by another request.", "invalid_request_error"),
        413 => new("The request is too large.", "invalid_request_error"),
        422 => new("The request could not be processed.", "invalid_request_error"),
        429 => new("Rate limit reached for requests.", "requests", "rate_limit_exceeded"),
        503 => new("The engine is currently overloaded, please try again later.", "server_error", "service_unavailable"),
        _ => new("The server had an error while processing your request. Sorry about that!", "server_error"),
    };
}
