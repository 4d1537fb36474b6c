using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>Writes Ollama's <c>keep_alive</c>. As a text Ollama takes a duration with a unit alone: bare seconds must be a number.</summary>
internal sealed class KeepAliveConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? reader.GetDecimal().ToString(CultureInfo.InvariantCulture) : reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => WriteValue(writer, value);

    public static void WriteValue(Utf8JsonWriter json, string value)
    {
        if (decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            json.WriteNumberValue(seconds);
        }
        else
        {
            json.WriteStringValue(value);
        }
    }
}
