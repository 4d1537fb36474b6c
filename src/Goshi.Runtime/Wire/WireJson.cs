using System.Text.Encodings.Web;
using System.Text.Json;

namespace Goshi.Wire;

/// <summary>What the hand-written readers and writers share.</summary>
internal static class WireJson
{
    // The relaxed encoder leaves quotes, angle brackets and other languages as they are: half the bytes for a Japanese
    // prompt. The strict one is for JSON that is pasted into HTML, which a request body never is.
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Whether no additional property takes the place of a property of this name.</summary>
    public static bool IsFree(string name, IDictionary<string, JsonElement>? extras) => extras is null || !extras.ContainsKey(name);

    /// <summary>Whether a text is the beginning of a JSON object, and not the whole of it.</summary>
    public static bool IsCutOff(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return reader.CurrentDepth > 0 || reader.TokenType is JsonTokenType.StartObject;
    }

    public static void Text(this Utf8JsonWriter json, string name, string? value, IDictionary<string, JsonElement>? extras = null)
    {
        if (value is not null && IsFree(name, extras))
        {
            json.WriteString(name, value);
        }
    }

    public static void Flag(this Utf8JsonWriter json, string name, bool? value, IDictionary<string, JsonElement>? extras = null)
    {
        if (value is { } flag && IsFree(name, extras))
        {
            json.WriteBoolean(name, flag);
        }
    }

    public static void Whole(this Utf8JsonWriter json, string name, long? value, IDictionary<string, JsonElement>? extras = null)
    {
        if (value is { } number && IsFree(name, extras))
        {
            json.WriteNumber(name, number);
        }
    }

    public static void Real(this Utf8JsonWriter json, string name, double? value, IDictionary<string, JsonElement>? extras = null)
    {
        if (value is { } number && IsFree(name, extras))
        {
            json.WriteNumber(name, number);
        }
    }

    public static void Texts(this Utf8JsonWriter json, string name, IList<string>? values, IDictionary<string, JsonElement>? extras = null)
    {
        if (values is not { Count: > 0 } || !IsFree(name, extras))
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    public static void WriteExtras(Utf8JsonWriter json, IDictionary<string, JsonElement>? extras)
    {
        if (extras is null)
        {
            return;
        }

        foreach (var (name, value) in extras)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    /// <summary>A schema; servers insist on an object with properties, also for a function without arguments.</summary>
    public static void WriteParameters(Utf8JsonWriter json, JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Object && schema.EnumerateObject().MoveNext())
        {
            schema.WriteTo(json);
            return;
        }

        json.WriteRawValue("""{"type":"object","properties":{}}"""u8, skipInputValidation: true);
    }

    /// <summary>The string under the reader, which must be one, or null.</summary>
    /// <exception cref="JsonException">It is not valid text: bytes that are no UTF-8, or half of a surrogate pair.</exception>
    public static string? Decode(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException exception)
        {
            throw NotText(exception);
        }
    }

    /// <summary>Copies the string under the reader as UTF-8, without its escapes, and returns its length.</summary>
    /// <exception cref="JsonException">It is not valid text.</exception>
    public static int Copy(ref Utf8JsonReader reader, byte[] destination)
    {
        try
        {
            return reader.CopyString(destination);
        }
        catch (InvalidOperationException exception)
        {
            throw NotText(exception);
        }
    }

    /// <summary>The string under the reader; null for null and for anything that is no string.</summary>
    public static string? ReadText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return Decode(ref reader);
        }

        reader.TrySkip();
        return null;
    }

    /// <summary>As <see cref="ReadText"/>, without a new string for the words that nearly every answer repeats.</summary>
    public static string? ReadWord(ref Utf8JsonReader reader) =>
        reader.TokenType is not JsonTokenType.String ? ReadText(ref reader)
        : reader.ValueTextEquals("assistant"u8) ? "assistant"
        : reader.ValueTextEquals("stop"u8) ? "stop"
        : reader.ValueTextEquals("default"u8) ? "default"
        : Decode(ref reader);

    /// <summary>The whole number under the reader; null for null and for anything else.</summary>
    public static long? ReadWhole(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            // 1.0 and 1e3 are whole numbers too; some servers write token counts and timestamps so.
            return reader.TryGetInt64(out var whole) ? whole
                : reader.TryGetDouble(out var real) && Math.Abs(real) < 9e15 && Math.Truncate(real) == real ? (long)real
                : null;
        }

        reader.TrySkip();
        return null;
    }

    /// <summary>The value under the reader as JSON text; a string as its contents.</summary>
    public static string? ReadRaw(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Decode(ref reader);
            case JsonTokenType.Null:
                return null;
            default:
                using (var document = JsonDocument.ParseValue(ref reader))
                {
                    return RawText(document.RootElement);
                }
        }
    }

    private static string RawText(JsonElement element)
    {
        try
        {
            return element.GetRawText();
        }
        catch (InvalidOperationException exception)
        {
            throw NotText(exception);
        }
    }

    private static JsonException NotText(InvalidOperationException exception) => new("A string is not valid text.", exception);
}
