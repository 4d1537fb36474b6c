using System.Diagnostics.CodeAnalysis;

namespace Goshi.Configuration;

/// <summary>The section of a provider that speaks OpenAI's protocol, at OpenAI, at Azure or at a compatible server.</summary>
public class OpenAIProviderOptions : ProviderOptions
{
    /// <summary>Makes an empty section.</summary>
    /// <param name="name">The provider's name.</param>
    /// <param name="api"><see cref="ProviderApi.OpenAI"/> or <see cref="ProviderApi.AzureOpenAI"/>.</param>
    /// <param name="llm">The options that the section inherits from; add it there with <c>Add</c>.</param>
    /// <exception cref="ArgumentException">The name is none that goshi.yaml allows, or the protocol is another.</exception>
    public OpenAIProviderOptions(string name, ProviderApi api, LlmOptions llm)
        : base(name, api is ProviderApi.OpenAI or ProviderApi.AzureOpenAI ? api : throw new ArgumentOutOfRangeException(nameof(api)), llm)
    {
    }

    /// <summary>The name of the environment variable that holds the organization's id.</summary>
    /// <value>Default: null, none is sent. Azure takes none.</value>
    public string? OrganizationIdEnv
    {
        get => Bag.Text("organization_id_env");
        set => Bag.Set("organization_id_env", value);
    }

    /// <summary>The name of the environment variable that holds the project's id.</summary>
    /// <value>Default: null, none is sent. Azure takes none.</value>
    public string? ProjectIdEnv
    {
        get => Bag.Text("project_id_env");
        set => Bag.Set("project_id_env", value);
    }

    /// <summary>The api-version of Azure OpenAI, which must be written there.</summary>
    /// <value>Default: null.</value>
    public string? ApiVersion
    {
        get => Bag.Text("api_version");
        set => Bag.Set("api_version", value);
    }

    /// <summary>The name under which the server takes the token limit: <c>max_tokens</c> or <c>max_completion_tokens</c>.</summary>
    /// <value>
    /// Default: <c>max_completion_tokens</c> for OpenAI and Azure, <c>max_tokens</c> for other servers. Setting null takes a
    /// written value back.
    /// </value>
    [AllowNull]
    public string TokenLimitKey
    {
        get => Bag.Text("token_limit_key") ?? (IsOpenAIItself ? "max_completion_tokens" : "max_tokens");
        set => Bag.Set("token_limit_key", value);
    }

    /// <summary>Whether the model's price multiplier for regional processing applies.</summary>
    /// <value>Default: false.</value>
    public bool Regional
    {
        get => Bag.Get<bool>("regional");
        set => Bag.Set("regional", value);
    }

    // OpenAI's regional hosts (eu.api.openai.com) are OpenAI too, under whatever name they are configured.
    private bool IsOpenAIItself => Api == ProviderApi.AzureOpenAI
        || IsNamed("openai")
        || (Uri.TryCreate(BaseUrl, UriKind.Absolute, out var address)
            && (address.IdnHost == "api.openai.com" || address.IdnHost.EndsWith(".api.openai.com", StringComparison.Ordinal)));
}
