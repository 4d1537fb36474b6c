namespace Goshi.Http;

/// <summary>How one provider is reached; frozen.</summary>
internal sealed record ConnectionSettings
{
    /// <summary>The provider's name, as in goshi.yaml.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's address.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The environment variable that holds the key; null: no key is sent.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>The environment variable that holds the organization; null: none is sent.</summary>
    public string? OrganizationVariable { get; init; }

    /// <summary>The environment variable that holds the project; null: none is sent.</summary>
    public string? ProjectVariable { get; init; }

    /// <summary>Whether the provider is Azure OpenAI: another header for the key, other paths.</summary>
    public bool IsAzure { get; init; }

    /// <summary>The api-version of Azure OpenAI.</summary>
    public string? AzureApiVersion { get; init; }

    /// <summary>The longest time to connect.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an unused connection is kept.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The age at which a connection is replaced, so that DNS changes are seen.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The most connections at once.</summary>
    public int MaxConnections { get; init; } = 100;
}
