namespace Goshi.Loopback;

/// <summary>Ollama's own paths.</summary>
internal static class OllamaRoutes
{
    /// <summary>Whether a path is Ollama's; all others are OpenAI's.</summary>
    public static bool Owns(string path) =>
        path == "/" || (path.StartsWith("/api/", StringComparison.Ordinal) && !path.Contains("/v1/"));

    public static Route Match(string path) => path switch
    {
        "/api/chat" => new Route(LoopbackApi.Ollama, "POST", static (exchange, reply) => new OllamaChatFormat(exchange, reply))
        {
            IsModelCall = true, CanStream = true, StreamsByDefault = true, Check = OllamaRules.CheckModelCall,
        },
        "/api/embed" => new Route(LoopbackApi.Ollama, "POST", static (exchange, reply) => new OllamaEmbedFormat(exchange, reply))
        {
            IsModelCall = true, Check = OllamaRules.CheckModelCall,
        },
        "/api/tags" => Probe(OllamaOperation.Tags),
        "/api/ps" => Probe(OllamaOperation.Loaded),
        "/api/version" => Probe(OllamaOperation.Version),
        "/" => Probe(OllamaOperation.Root) with { Check = static _ => Reply.Raw(200, "Ollama is running", "text/plain; charset=utf-8") },
        _ => Probe(OllamaOperation.Unknown) with { Method = "", Check = static _ => OllamaRules.UnknownPath },
    };

    private static Route Probe(OllamaOperation operation) =>
        new(LoopbackApi.Ollama, "GET", (exchange, reply) => new OllamaListFormat(exchange, reply, operation))
        {
            Check = OllamaRules.CheckKey,
        };
}
