using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>A model that an Ollama has.</summary>
public sealed class OllamaTag
{
    /// <summary>Its name with its tag, such as <c>llama3.1:8b</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init; } = "";

    /// <summary>Its size on disk, in bytes; null when the server does not say.</summary>
    [JsonPropertyName("size")]
    public long? Size { get; init; }

    /// <summary>When it was last changed; null when the server does not say.</summary>
    [JsonPropertyName("modified_at")]
    public DateTimeOffset? ModifiedAt { get; init; }
}
