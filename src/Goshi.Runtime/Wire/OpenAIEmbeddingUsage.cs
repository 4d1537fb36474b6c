using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>The tokens of an embeddings request.</summary>
public sealed class OpenAIEmbeddingUsage
{
    /// <summary>All tokens of the texts.</summary>
    [JsonPropertyName("prompt_tokens")]
    public long PromptTokens { get; init; }

    /// <summary>The same.</summary>
    [JsonPropertyName("total_tokens")]
    public long TotalTokens { get; init; }
}
