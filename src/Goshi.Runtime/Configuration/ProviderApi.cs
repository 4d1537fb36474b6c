namespace Goshi.Configuration;

/// <summary>The protocol that a provider speaks; the key <c>api</c>.</summary>
public enum ProviderApi
{
    /// <summary>OpenAI's chat completions, or a server compatible with them; <c>openai</c>.</summary>
    OpenAI,

    /// <summary>OpenAI's chat completions with Azure's addresses and keys; <c>azure-openai</c>.</summary>
    AzureOpenAI,

    /// <summary>Ollama's own protocol; <c>ollama</c>.</summary>
    Ollama,
}
