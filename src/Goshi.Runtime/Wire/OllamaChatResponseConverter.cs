using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>Lets System.Text.Json read an answer with the hand-written reader, which is how Refit receives it.</summary>
internal sealed class OllamaChatResponseConverter : JsonConverter<OllamaChatResponse>
{
    public override OllamaChatResponse Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new OllamaLineParser().TryParse(ref reader, out var line, out _) ? line : throw new JsonException("This is no answer of Ollama.");

    public override void Write(Utf8JsonWriter writer, OllamaChatResponse value, JsonSerializerOptions options) =>
        throw new NotSupportedException("An answer is read, never written.");
}
