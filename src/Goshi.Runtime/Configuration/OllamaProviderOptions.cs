namespace Goshi.Configuration;

/// <summary>The section of a provider that speaks Ollama's own protocol.</summary>
public class OllamaProviderOptions : ProviderOptions
{
    /// <summary>Makes an empty section.</summary>
    /// <param name="name">The provider's name.</param>
    /// <param name="llm">The options that the section inherits from; add it there with <c>Add</c>.</param>
    /// <exception cref="ArgumentException">The name is none that goshi.yaml allows.</exception>
    public OllamaProviderOptions(string name, LlmOptions llm)
        : base(name, ProviderApi.Ollama, llm)
    {
    }

    /// <summary>Makes an empty section, with the same parameters as <see cref="OpenAIProviderOptions"/>.</summary>
    /// <param name="name">The provider's name.</param>
    /// <param name="api"><see cref="ProviderApi.Ollama"/>.</param>
    /// <param name="llm">The options that the section inherits from; add it there with <c>Add</c>.</param>
    /// <exception cref="ArgumentException">The name is none that goshi.yaml allows, or the protocol is another.</exception>
    public OllamaProviderOptions(string name, ProviderApi api, LlmOptions llm)
        : base(name, api is ProviderApi.Ollama ? api : throw new ArgumentOutOfRangeException(nameof(api)), llm)
    {
    }

    /// <summary>How long Ollama keeps the model loaded after a call, in Ollama's own notation: <c>5m</c>, <c>0</c>, <c>-1</c>.</summary>
    /// <value>Default: null, not sent.</value>
    public string? KeepAlive
    {
        get => Bag.Text("keep_alive");
        set => Bag.Set("keep_alive", value);
    }

    /// <summary>The context length that Ollama allocates, in tokens; at least 1.</summary>
    /// <value>Default: null, not sent.</value>
    public int? NumCtx
    {
        get => (int?)Bag.Written("num_ctx");
        set => Bag.Set("num_ctx", value);
    }
}
