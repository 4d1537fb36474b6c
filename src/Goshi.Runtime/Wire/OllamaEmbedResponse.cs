using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>The embeddings of a request's texts.</summary>
public sealed class OllamaEmbedResponse
{
    /// <summary>The model that answered.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>One embedding per text, in their order.</summary>
    [JsonPropertyName("embeddings")]
    public IReadOnlyList<ReadOnlyMemory<float>> Embeddings { get; init => field = value ?? []; } = []; // what is absent is set to null

    /// <summary>The tokens of the texts; null when the server does not say, which is not zero.</summary>
    [JsonPropertyName("prompt_eval_count")]
    public long? PromptEvalCount { get; init; }
}
