using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>A whole chat-completions answer.</summary>
[JsonConverter(typeof(OpenAIChatCompletionConverter))]
public sealed class OpenAIChatCompletion
{
    /// <summary>The answer's id.</summary>
    public string? Id { get; init; }

    /// <summary>The id of the model that answered.</summary>
    public string? Model { get; init; }

    /// <summary>When the answer was begun, in seconds since 1970-01-01 UTC.</summary>
    public long? Created { get; init; }

    /// <summary>The service tier that was used.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>The server's configuration.</summary>
    public string? SystemFingerprint { get; init; }

    /// <summary>The answers; one unless several were asked for.</summary>
    public IReadOnlyList<OpenAIChoice> Choices { get; init; } = [];

    /// <summary>The usage; null when the server did not report it.</summary>
    public OpenAIUsage? Usage { get; init; }

    /// <summary>Reads an answer from its JSON.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <exception cref="JsonException">It is not JSON, or not an object.</exception>
    public static OpenAIChatCompletion Parse(ReadOnlySpan<byte> json) => OpenAICompletionReader.Read(json);
}
