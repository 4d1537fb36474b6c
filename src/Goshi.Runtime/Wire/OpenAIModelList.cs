using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>The models that a server offers.</summary>
public sealed class OpenAIModelList
{
    /// <summary>The models.</summary>
    [JsonPropertyName("data")]
    public IReadOnlyList<OpenAIModel> Data { get; init => field = value ?? []; } = []; // what is absent is set to null
}
