using System.Diagnostics.CodeAnalysis;
using Goshi.Configuration.Rules;

namespace Goshi.Configuration;

/// <summary>The section of one provider.</summary>
public abstract class ProviderOptions : ProviderSettings
{
    private bool _isConfigured;

    private protected ProviderOptions(string name, ProviderApi api, LlmOptions llm)
        : base(new SettingBag(PathOf(name), ScopeOf(api), (llm ?? throw new ArgumentNullException(nameof(llm))).Bag))
    {
        Name = name;
        Api = api;
        Llm = llm;
    }

    /// <summary>The provider's name, as in goshi.yaml.</summary>
    public string Name { get; }

    /// <summary>The protocol that the provider speaks; fixed when the project is built.</summary>
    public ProviderApi Api { get; }

    /// <summary>
    /// Whether the provider's section exists: set to true, or true because a key is written in it. Under
    /// <c>provider: auto</c> OpenAI is used only if its section exists.
    /// </summary>
    /// <exception cref="InvalidOperationException">Set when the options are in use already.</exception>
    public bool IsConfigured
    {
        get => _isConfigured || !Bag.IsEmpty;
        set
        {
            Llm.ThrowIfFrozen();
            _isConfigured = value;
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Inherits llm's model only when llm names this provider as the primary. Under <c>auto</c> the price table decides
    /// which provider llm's model belongs to.
    /// </remarks>
    public override string? Model
    {
        get => (string?)Bag.Own("model")
            ?? (ConfigName.AreEqual(Llm.Provider, Name) ? Llm.Model : null)
            ?? (SpeaksOllama ? DefaultOllamaModel : null);
        set => Bag.Set("model", value);
    }

    /// <summary>The model that turns texts into vectors, used by the registered embedding generators.</summary>
    /// <value>Default: null, each call names one in <c>EmbeddingGenerationOptions.ModelId</c>.</value>
    public string? EmbeddingModel
    {
        get => Bag.Text("embedding_model");
        set => Bag.Set("embedding_model", value);
    }

    /// <summary>The name of the environment variable that holds the key; never the key itself.</summary>
    /// <value>Default: <c>OPENAI_API_KEY</c> for the provider openai, null (no key is sent) for others.</value>
    public string? ApiKeyEnv
    {
        get => Bag.Text("api_key_env") ?? (IsNamed("openai") ? "OPENAI_API_KEY" : null);
        set => Bag.Set("api_key_env", value);
    }

    /// <summary>The provider's absolute http or https address.</summary>
    /// <value>
    /// Default: <c>https://api.openai.com/v1</c> for the provider openai, <see cref="LlmOptions.Local"/> for Ollama's
    /// protocol, an empty text for others, which must write one. Setting null takes a written value back.
    /// </value>
    [AllowNull]
    public string BaseUrl
    {
        get => Bag.Text("base_url")
            ?? (SpeaksOllama ? Llm.Local.BaseUrl : IsNamed("openai") ? "https://api.openai.com/v1" : "");
        set => Bag.Set("base_url", value);
    }

    /// <summary>The provider of the price table whose prices apply.</summary>
    /// <value>Default: <see cref="Name"/>. Setting null takes a written value back.</value>
    [AllowNull]
    public string Prices
    {
        get => Bag.Text("prices") ?? Name;
        set => Bag.Set("prices", value);
    }

    /// <summary>Whether calls cost nothing and are exempt from budgets.</summary>
    /// <value>Default: true for Ollama's protocol and for loopback addresses, else false.</value>
    public bool Free
    {
        get => (bool?)Bag.Written("free")
            ?? (SpeaksOllama || (Uri.TryCreate(BaseUrl, UriKind.Absolute, out var address) && address.IsLoopback));
        set => Bag.Set("free", value);
    }

    internal const string DefaultOllamaModel = "llama3.1:8b";

    /// <summary>Whether a model without a price is refused here: as written, else when a limit applies here.</summary>
    internal bool DeniesUnpricedModels =>
        Llm.Bag.Text("unpriced_model") is { } written
            ? written == "deny"
            : Llm.MaxCostPerSession is not null || MaxCostPerSession is not null;

    internal LlmOptions Llm { get; }

    private protected override bool SpeaksOllama => Api == ProviderApi.Ollama;

    internal bool IsNamed(string name) => ConfigName.AreEqual(Name, name);

    private static string PathOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!ConfigName.IsValid(name))
        {
            throw new ArgumentException(
                $"A provider's name must be letters and digits, with single '-' or '_' between them, and at most {ConfigName.MaxLength} characters.",
                nameof(name));
        }

        return LlmOptions.IsBuiltIn(name) ? "llm." + name : "llm.providers." + name;
    }

    private static KeyScope ScopeOf(ProviderApi api) => api switch
    {
        ProviderApi.OpenAI => KeyScope.OpenAI,
        ProviderApi.AzureOpenAI => KeyScope.Azure,
        ProviderApi.Ollama => KeyScope.Ollama,
        _ => throw new ArgumentOutOfRangeException(nameof(api)),
    };
}
