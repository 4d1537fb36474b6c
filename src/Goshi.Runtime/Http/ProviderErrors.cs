using System.Globalization;
using System.Net;
using Goshi.Resilience;
using Goshi.Wire;

namespace Goshi.Http;

/// <summary>Turns what a provider answers in place of an answer into an error that says what to do next.</summary>
internal static class ProviderErrors
{
    // Enough for any error that a program writes; an HTML page behind it is cut.
    private const int MaxBody = 64 * 1024;

    // The status is the news, and what is to be done about it must not wait for a body that does not come.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The typed form of an error response. Never throws for what the body holds.</summary>
    public static async ValueTask<ProviderException> FromResponseAsync(
        HttpResponseMessage response, string provider, string? model, TimeProvider time, CancellationToken cancellationToken, bool isOllama = false)
    {
        var trace = RequestTrace.Of(response);
        var error = ErrorBody.Parse(await ReadBoundedAsync(response, time, cancellationToken).ConfigureAwait(false));
        var code = error.Code ?? error.Type;
        var said = error.Message is { Length: > 0 } message ? Redaction.Clean(message, trace?.Secrets) : null;
        var requestId = Header(response, "x-request-id");
        var failure = new ProviderException(Describe(response.StatusCode, provider, model, said, Advise(response.StatusCode, code, said, model, trace, isOllama)), provider)
        {
            Model = model,
            StatusCode = response.StatusCode,
            Code = code is null ? null : Redaction.Clean(code, trace?.Secrets),
            RequestId = requestId,
            RetryAfter = RetryAfterHeader.Read(response.Headers, time.GetUtcNow()),
            ShouldRetry = bool.TryParse(Header(response, "x-should-retry"), out var should) ? should : null,
        }.AsAttempt(provider, model);
        if (response.RequestMessage?.Options.TryGetValue(RequestTrace.Attempts, out var attempts) is true)
        {
            failure.Attempts = attempts;
        }

        return failure;
    }

    /// <summary>The typed form of an error that a server reports inside a stream which had begun well.</summary>
    public static ProviderException InStream(string provider, string? model, ErrorBody error)
    {
        var said = error.Message is { Length: > 0 } message ? Redaction.Clean(message, null) : "it gave no reason";
        return new ProviderException($"{Target(provider, model)} reported an error inside its stream: {Sentence(said)} The answer is cut off; ask again.", provider)
        {
            Model = model,
            Code = error.Code ?? error.Type,
        }.AsAttempt(provider, model);
    }

    /// <summary>The typed form of a success whose body is no answer.</summary>
    public static ProviderException Unreadable(HttpResponseMessage response, string provider, string? model, Exception? cause) =>
        new ProviderException(
            $"{Target(provider, model)} answered {(int)response.StatusCode}, but not with the JSON of an answer. "
            + "Check that base_url in goshi.yaml names an API, and not a web page or another protocol.",
            provider,
            cause)
        {
            Model = model,
            StatusCode = response.StatusCode,
            RequestId = Header(response, "x-request-id"),
        }.AsAttempt(provider, model);

    private static string Describe(HttpStatusCode status, string provider, string? model, string? said, string? advice)
    {
        var text = $"{Target(provider, model)} answered {((int)status).ToString(CultureInfo.InvariantCulture)} {status}";
        text += said is null ? "." : $": {Sentence(said)}";
        return advice is null ? text : $"{text} {advice}";
    }

    private static string? Advise(HttpStatusCode status, string? code, string? said, string? model, RequestTrace? trace, bool isOllama) => status switch
    {
        >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest =>
            "Redirects are not followed, for the key must not go with them: set base_url in goshi.yaml to the address that is meant.",
        HttpStatusCode.Unauthorized when isOllama => "Sign in with `ollama signin`; cloud models need it.",
        HttpStatusCode.Unauthorized when trace?.KeyVariable is { } variable =>
            $"Check the key in the environment variable {variable}{(IsOfficial(trace.BaseUrl) ? "; keys are made at https://platform.openai.com/api-keys" : "")}.",
        HttpStatusCode.Unauthorized => "No key was sent: set api_key_env in the provider's section of goshi.yaml to the name of an environment variable.",
        HttpStatusCode.Forbidden => "The key is valid but may not do this: check its project, organization and region.",
        HttpStatusCode.NotFound when isOllama && model is not null => $"Load the model with `ollama pull {model}`.",
        HttpStatusCode.NotFound => "Check model and base_url in goshi.yaml.",
        HttpStatusCode.TooManyRequests when code == FailureRules.InsufficientQuota =>
            "The account has no credit left; waiting does not help. See its billing page.",
        HttpStatusCode.ServiceUnavailable when isOllama => "Its queue is full; see OLLAMA_MAX_QUEUE.",
        HttpStatusCode.BadRequest when said?.Contains("stream_options", StringComparison.Ordinal) == true =>
            "This server does not know stream_options: set track_usage: false in its section of goshi.yaml.",
        HttpStatusCode.BadRequest when said?.Contains("max_completion_tokens", StringComparison.Ordinal) == true =>
            "Set token_limit_key in its section of goshi.yaml to the name that this server takes.",
        HttpStatusCode.BadRequest when isOllama && said?.Contains("does not support thinking", StringComparison.Ordinal) == true =>
            "Remove reasoning_effort for this model.",
        HttpStatusCode.BadRequest when isOllama && said?.Contains("does not support tools", StringComparison.Ordinal) == true =>
            "Choose a model that calls tools, or add `needs: [tools]` to goshi.yaml.",
        _ => null,
    };

    private static bool IsOfficial(Uri url) => url.Host.Equals("api.openai.com", StringComparison.OrdinalIgnoreCase);

    private static string Target(string provider, string? model) => model is null ? provider : $"{provider}/{model}";

    private static string Sentence(string text) => text.Length > 0 && text[^1] is '.' or '!' or '?' or '…' ? text : text + ".";

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static async ValueTask<byte[]> ReadBoundedAsync(
        HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var buffer = new byte[1024];
        var length = 0;
        try
        {
            var body = await response.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            while (length < MaxBody)
            {
                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, Math.Min(buffer.Length * 4, MaxBody));
                }

                var read = await body.ReadAsync(buffer.AsMemory(length), either.Token).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                length += read;
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is IOException or HttpRequestException or InvalidDataException or OperationCanceledException or DeadlineException)
        {
            // What had arrived of the body is enough.
        }

        return buffer[..length];
    }
}
