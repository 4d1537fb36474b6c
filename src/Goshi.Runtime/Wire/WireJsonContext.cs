using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>The types that System.Text.Json reads and writes: those off the path of a chat.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OpenAIEmbeddingRequest))]
[JsonSerializable(typeof(OpenAIEmbeddingResponse))]
[JsonSerializable(typeof(OpenAIModelList))]
[JsonSerializable(typeof(OllamaEmbedRequest))]
[JsonSerializable(typeof(OllamaEmbedResponse))]
[JsonSerializable(typeof(OllamaTagList))]
internal sealed partial class WireJsonContext : JsonSerializerContext;
