namespace Goshi.Loopback;

/// <summary>OpenAI's paths, and Azure's.</summary>
internal static class OpenAIRoutes
{
    private const string AzurePrefix = "/openai/deployments/";
    private const string Version = "/v1/";

    public static Route Match(string path)
    {
        if (path.StartsWith(AzurePrefix, StringComparison.Ordinal))
        {
            var parts = path[AzurePrefix.Length..].Split('/', 2);
            return Operation(parts.Length == 2 ? parts[1] : "", Uri.UnescapeDataString(parts[0]));
        }

        // Whatever comes before /v1/: compatible providers have prefixes of their own, such as /openai/v1.
        var start = path.LastIndexOf(Version, StringComparison.Ordinal);
        return Operation(start < 0 ? "" : path[(start + Version.Length)..], deployment: null);
    }

    private static Route Operation(string operation, string? deployment)
    {
        const string models = "models/";
        return operation switch
        {
            "chat/completions" => new Route(LoopbackApi.OpenAI, "POST", static (exchange, reply) => new OpenAIChatFormat(exchange, reply))
            {
                IsModelCall = true, CanStream = true, Deployment = deployment, Check = OpenAIRules.CheckChat,
            },
            "embeddings" => new Route(LoopbackApi.OpenAI, "POST", static (exchange, reply) => new OpenAIEmbeddingFormat(exchange, reply))
            {
                IsModelCall = true, Deployment = deployment, Check = OpenAIRules.CheckEmbedding,
            },
            "models" => Models(name: null),
            _ when operation.StartsWith(models, StringComparison.Ordinal) => Models(operation[models.Length..]),
            _ => Models(name: null) with { Method = "", Check = OpenAIRules.UnknownPath },
        };
    }

    private static Route Models(string? name) =>
        new(LoopbackApi.OpenAI, "GET", (exchange, reply) => new OpenAIModelFormat(exchange, reply, name))
        {
            Check = exchange => OpenAIRules.CheckModel(exchange, name),
        };
}
