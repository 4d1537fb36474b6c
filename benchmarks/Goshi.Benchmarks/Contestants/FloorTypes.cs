using System.Text.Json.Serialization;

namespace Goshi.Benchmarks.Contestants;

internal sealed record FloorRequest(string Model, FloorMessage[] Messages, bool? Stream, FloorStreamOptions? StreamOptions);

internal sealed record FloorStreamOptions(bool IncludeUsage);

internal sealed record FloorMessage(string Role, string Content);

internal sealed record FloorCompletion(string Id, string Model, FloorChoice[] Choices, FloorUsage? Usage);

internal sealed record FloorChoice(FloorMessage Message, string? FinishReason);

internal sealed record FloorChunk(string Id, string Model, FloorChunkChoice[] Choices, FloorUsage? Usage);

internal sealed record FloorChunkChoice(FloorDelta Delta, string? FinishReason);

internal sealed record FloorDelta(string? Content);

internal sealed record FloorUsage(long PromptTokens, long CompletionTokens);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FloorRequest))]
[JsonSerializable(typeof(FloorCompletion))]
[JsonSerializable(typeof(FloorChunk))]
internal sealed partial class FloorContext : JsonSerializerContext;
