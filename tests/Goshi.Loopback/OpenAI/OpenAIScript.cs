namespace Goshi.Loopback;

/// <summary>The OpenAI side of the server.</summary>
public sealed class OpenAIScript : ProviderScript
{
    internal OpenAIScript(LoopbackProvider server)
        : base(server, LoopbackApi.OpenAI)
    {
        BaseUrl = new Uri(server.Address, "v1");
        AzureEndpoint = server.Address;
    }

    /// <summary><c>http://127.0.0.1:port/v1</c>.</summary>
    public override Uri BaseUrl { get; }

    /// <summary>What an Azure client calls its endpoint; it appends <c>openai/deployments/...</c> itself.</summary>
    public Uri AzureEndpoint { get; }

    /// <summary>
    /// Whether chunks carry an <c>obfuscation</c> field, unless the request says <c>include_obfuscation: false</c>.
    /// Default: false, though the real endpoint does, so that expected bytes stay short.
    /// </summary>
    public bool SendsObfuscation { get; set; }

    /// <summary>Whether a request with an unknown top-level key is refused, as the real endpoint does. Default: false.</summary>
    public bool RejectsUnknownParameters { get; set; }

    internal override IReadOnlyList<string> DefaultModels { get; } =
        ["gpt-5.4-mini", "gpt-4o-mini", "text-embedding-3-small"];

    /// <summary>The base address of one Azure deployment, <c>.../openai/deployments/NAME</c>.</summary>
    public Uri AzureBaseUrl(string deployment) =>
        new(AzureEndpoint, $"openai/deployments/{Uri.EscapeDataString(deployment)}");
}
