namespace Goshi.Loopback;

/// <summary>The Ollama side of the server.</summary>
public sealed class OllamaScript : ProviderScript
{
    internal OllamaScript(LoopbackProvider server)
        : base(server, LoopbackApi.Ollama) => BaseUrl = server.Address;

    /// <summary><c>http://127.0.0.1:port/</c>.</summary>
    public override Uri BaseUrl { get; }

    /// <summary>What <c>/api/version</c> says.</summary>
    public string Version { get; set; } = "0.12.11";

    internal override IReadOnlyList<string> DefaultModels { get; } = ["llama3.1:8b", "nomic-embed-text:latest"];

    // A name without a tag means "latest".
    private protected override bool IsSame(string known, string asked) => WithTag(known) == WithTag(asked);

    private static string WithTag(string name) => name.Contains(':') ? name : name + ":latest";
}
