using System;
using System.Linq;

namespace Goshi.Configuration.Rules;

/// <summary>
/// Addresses of providers under which nobody answers, since calls append the operation to them. Only what is certain: a
/// gateway may serve an API under any path.
/// </summary>
internal static class BaseAddress
{
    // Longest first: the whole is to be removed, not its end.
    private static readonly string[] OllamaOperations = ["/v1/chat/completions", "/api/chat", "/api/generate", "/api/embed", "/api/tags", "/v1", "/api"];
    private static readonly string[] OpenAIOperations = ["/chat/completions", "/v1/completions", "/v1/embeddings", "/v1/responses", "/v1/models"];

    // By their documentation, seen 2026-11-22.
    private static readonly (string Host, string Path)[] Services =
    [
        ("api.openai.com", "/v1"), ("openai.azure.com", "/openai/v1"), ("api.groq.com", "/openai/v1"), ("openrouter.ai", "/api/v1"),
        ("api.mistral.ai", "/v1"), ("api.x.ai", "/v1"), ("api.together.xyz", "/v1"),
    ];

    /// <summary>What is wrong with an address, one sentence; null: it may be right.</summary>
    /// <param name="scope">The section that writes it, which says what is spoken there.</param>
    /// <param name="key">The key that holds it.</param>
    /// <param name="url">The address.</param>
    public static string? Fault(KeyScope scope, string key, string url)
    {
        // With a user or a query it is refused, and must not be repeated. What speaks an unknown protocol may be right.
        if (scope is KeyScope.AnyProvider || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.UserInfo.Length + uri.Query.Length > 0)
        {
            return null;
        }

        var path = uri.AbsolutePath.TrimEnd('/');
        var isOllama = scope is KeyScope.Ollama or KeyScope.Local;
        var calls = "calls append '" + (isOllama ? "/api/chat" : "/chat/completions") + "' to " + key;
        if ((isOllama ? OllamaOperations : OpenAIOperations).FirstOrDefault(end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase)) is { } end)
        {
            var surplus = isOllama || !end.StartsWith("/v1/", StringComparison.Ordinal) ? end : end.Substring("/v1".Length);
            return key + " ends in '" + end + "', but " + calls + " themselves; remove '" + surplus + "'";
        }

        // Azure's own paths are found at the call.
        return scope is KeyScope.OpenAI && ServicePath(uri, path) is { } right
            ? key + " lacks '" + right + "': " + calls + ", and " + uri.Host + " answers them there alone; write " + uri.GetLeftPart(UriPartial.Authority) + right
            : null;
    }

    /// <summary>The path of a known service, when only a part of it, or nothing, is written.</summary>
    private static string? ServicePath(Uri uri, string path)
    {
        var right = Services.FirstOrDefault(service => uri.Host == service.Host || uri.Host.EndsWith("." + service.Host, StringComparison.Ordinal)).Path
            // Ollama's own port: under api: openai it speaks OpenAI's protocol.
            ?? (uri is { IsLoopback: true, Port: 11434 } ? "/v1" : null);
        return right is not null && right != path && right.Contains(path) ? right : null;
    }
}
