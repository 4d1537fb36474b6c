using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>A model that a server offers.</summary>
public sealed class OpenAIModel
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init; } = "";

    /// <summary>When it was made, in seconds since 1970-01-01 UTC; null when the server does not say.</summary>
    [JsonPropertyName("created")]
    public long? Created { get; init; }

    /// <summary>Whose it is; null when the server does not say.</summary>
    [JsonPropertyName("owned_by")]
    public string? OwnedBy { get; init; }
}
