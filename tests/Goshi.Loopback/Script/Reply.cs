using System.Collections.Immutable;

namespace Goshi.Loopback;

/// <summary>
/// An answer to one request, in words that hold for both providers; whether it is streamed is the request's choice.
/// Immutable: every method returns a changed copy.
/// </summary>
/// <remarks>
/// A chunk is one piece of content: a text, a piece of reasoning or refusal, the head of a tool call or a fragment of
/// its arguments (Ollama sends a tool call as one chunk). OpenAI's role-only first event, the finish event and the usage
/// event are no chunks.
/// </remarks>
public sealed partial record Reply
{
    private Reply()
    {
    }

    internal int StatusCode { get; init; } = 200;

    /// <summary>The error of a status reply; null: this is an answer, or a raw body.</summary>
    internal ReplyError? Failure { get; init; }

    /// <summary>A body that is sent as it is, in these pieces; null: it is rendered.</summary>
    internal ImmutableArray<byte[]>? Pieces { get; init; }

    internal string? ContentType { get; init; }

    internal ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    internal ImmutableArray<Delta> Deltas { get; init; } = [];

    internal ImmutableArray<float[]>? Vectors { get; init; }

    internal ReplyUsage? Usage { get; init; }

    internal bool ReportsUsage { get; init; } = true;

    internal string? FinishReason { get; init; }

    internal string? Model { get; init; }

    internal string? Id { get; init; }

    internal string? ServiceTier { get; init; }

    /// <summary>An answer of these pieces of text.</summary>
    public static Reply Text(params ReadOnlySpan<string> chunks) => new Reply().ThenText(chunks);

    /// <summary>The same as <see cref="Text"/>; reads better before a fault that needs a stream.</summary>
    public static Reply Stream(params ReadOnlySpan<string> chunks) => Text(chunks);

    /// <summary>An answer that asks for tools to be called.</summary>
    public static Reply ToolCalls(params ReadOnlySpan<ToolCall> calls) => new Reply().ThenToolCalls(calls);

    /// <summary>An answer that asks for one tool to be called.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="arguments">The arguments as JSON.</param>
    public static Reply ToolCall(string name, string arguments = "{}") => ToolCalls(new ToolCall(name, arguments));

    /// <summary>An answer in which the model declines. Ollama has no such field and sends it as text.</summary>
    public static Reply Refusal(params ReadOnlySpan<string> chunks)
    {
        var reply = new Reply();
        foreach (var chunk in chunks)
        {
            reply = reply with { Deltas = reply.Deltas.Add(new RefusalDelta(chunk)) };
        }

        return reply;
    }

    /// <summary>The vectors that answer an embedding request, one per input.</summary>
    public static Reply Embeddings(params ReadOnlySpan<float[]> vectors) => new() { Vectors = [.. vectors] };

    /// <summary>An error status with the body that the provider sends under it.</summary>
    /// <param name="statusCode">The status, 400 to 599.</param>
    /// <param name="message">The error's message. Default: what the provider says.</param>
    /// <param name="type">OpenAI's <c>type</c>. Default: what the provider says.</param>
    /// <param name="code">OpenAI's <c>code</c>. Default: what the provider says.</param>
    /// <param name="param">OpenAI's <c>param</c>. Default: null.</param>
    public static Reply Status(
        int statusCode, string? message = null, string? type = null, string? code = null, string? param = null)
    {
        var known = ReplyError.For(statusCode);
        var error = new ReplyError(
            message ?? known.Message, type ?? known.Type, code ?? (message is null ? known.Code : null), param);
        return new Reply { StatusCode = statusCode, Failure = error };
    }

    /// <summary>429 with code <c>rate_limit_exceeded</c>.</summary>
    /// <param name="retryAfter">Sent as Retry-After in seconds; null: not sent.</param>
    public static Reply RateLimited(TimeSpan? retryAfter = null)
    {
        var reply = Status(429);
        return retryAfter is { } wait ? reply.WithRetryAfter(wait) : reply;
    }

    /// <summary>429 with code <c>insufficient_quota</c>: permanent, a retry cannot help.</summary>
    public static Reply InsufficientQuota() => Status(
        429,
        "You exceeded your current quota, please check your plan and billing details.",
        "insufficient_quota",
        "insufficient_quota");

    /// <summary>A body that is sent as it is.</summary>
    public static Reply Raw(int statusCode, string body, string contentType = "application/json") =>
        new() { StatusCode = statusCode, Pieces = [System.Text.Encoding.UTF8.GetBytes(body)], ContentType = contentType };

    /// <summary>Status 200 and these bytes, each piece one chunk, under the content type of a stream.</summary>
    public static Reply Verbatim(params ReadOnlySpan<string> pieces)
    {
        var bytes = ImmutableArray.CreateBuilder<byte[]>(pieces.Length);
        foreach (var piece in pieces)
        {
            bytes.Add(System.Text.Encoding.UTF8.GetBytes(piece));
        }

        return new Reply { Pieces = bytes.MoveToImmutable() };
    }
}
