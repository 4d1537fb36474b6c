using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>The embeddings of a request's texts.</summary>
public sealed class OpenAIEmbeddingResponse
{
    /// <summary>The model that answered.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>One embedding per text.</summary>
    [JsonPropertyName("data")]
    public IReadOnlyList<OpenAIEmbedding> Data { get; init => field = value ?? []; } = []; // what is absent is set to null

    /// <summary>What was paid for; null when the server does not say.</summary>
    [JsonPropertyName("usage")]
    public OpenAIEmbeddingUsage? Usage { get; init; }
}
