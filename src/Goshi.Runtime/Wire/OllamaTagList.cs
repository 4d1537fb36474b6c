using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>The models that an Ollama has.</summary>
public sealed class OllamaTagList
{
    /// <summary>The models.</summary>
    [JsonPropertyName("models")]
    public IReadOnlyList<OllamaTag> Models { get; init => field = value ?? []; } = []; // what is absent is set to null
}
