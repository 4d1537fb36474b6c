using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>An embeddings request. What is null is not sent.</summary>
public sealed class OpenAIEmbeddingRequest : IWireBody
{
    /// <summary>The id of the model.</summary>
    [JsonPropertyName("model")]
    public string Model { get; set; } = "";

    /// <summary>The texts.</summary>
    [JsonPropertyName("input")]
    public IList<string> Input { get; set; } = [];

    /// <summary>How many numbers an embedding has.</summary>
    [JsonPropertyName("dimensions")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Dimensions { get; set; }

    /// <summary>A stable id of the end user.</summary>
    [JsonPropertyName("user")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? User { get; set; }

    /// <summary>Everything else, by its name on the wire.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? AdditionalProperties { get; set; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Encode() => JsonSerializer.SerializeToUtf8Bytes(this, WireJsonContext.Default.OpenAIEmbeddingRequest);
}
