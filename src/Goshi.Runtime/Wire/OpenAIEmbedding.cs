using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>The embedding of one text.</summary>
public sealed class OpenAIEmbedding
{
    /// <summary>The number of the text, from 0.</summary>
    [JsonPropertyName("index")]
    public int Index { get; init; }

    /// <summary>The embedding.</summary>
    [JsonPropertyName("embedding")]
    public ReadOnlyMemory<float> Vector { get; init; }
}
