using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>A request to Ollama's <c>/api/embed</c>. What is null is not sent.</summary>
public sealed class OllamaEmbedRequest : IWireBody
{
    /// <summary>The name of the model.</summary>
    [JsonPropertyName("model")]
    public string Model { get; set; } = "";

    /// <summary>The texts.</summary>
    [JsonPropertyName("input")]
    public IList<string> Input { get; set; } = [];

    /// <summary>Whether a text that is too long is cut rather than refused.</summary>
    [JsonPropertyName("truncate")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Truncate { get; set; }

    /// <summary>How many numbers an embedding has.</summary>
    [JsonPropertyName("dimensions")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Dimensions { get; set; }

    /// <summary>How long the model stays loaded: seconds, or a duration such as <c>5m</c>; negative: for ever.</summary>
    [JsonPropertyName("keep_alive")]
    [JsonConverter(typeof(KeepAliveConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? KeepAlive { get; set; }

    /// <summary>Everything else, by its name on the wire.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? AdditionalProperties { get; set; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Encode() => JsonSerializer.SerializeToUtf8Bytes(this, WireJsonContext.Default.OllamaEmbedRequest);
}
