using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>Lets System.Text.Json write a request with the request's own writer, which is how Refit sends it.</summary>
internal sealed class WireBodyConverter<T> : JsonConverter<T> where T : IWireBody
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeof(T).Name} is written, never read.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Encode().Span, skipInputValidation: true);
}
