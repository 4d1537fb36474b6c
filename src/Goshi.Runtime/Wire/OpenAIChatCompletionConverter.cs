using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>Lets System.Text.Json read an answer with the hand-written reader, which is how Refit receives it.</summary>
internal sealed class OpenAIChatCompletionConverter : JsonConverter<OpenAIChatCompletion>
{
    public override OpenAIChatCompletion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        OpenAICompletionReader.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, OpenAIChatCompletion value, JsonSerializerOptions options) =>
        throw new NotSupportedException("An answer is read, never written.");
}
