using System.Text.Json;

namespace Goshi.Wire;

/// <summary>What a provider says about an error, in whichever of the shapes in use.</summary>
internal sealed record ErrorBody(string? Message, string? Code, string? Type, string? Param)
{
    /// <summary>Reads the value of <c>error</c>: an object, or a plain text as Ollama writes it. Null for null.</summary>
    public static ErrorBody? Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null or JsonTokenType.False:
                return null;
            case JsonTokenType.String:
                return new ErrorBody(WireJson.Decode(ref reader), null, null, null);
            case JsonTokenType.StartObject:
                return ReadObject(ref reader);
            default:
                reader.TrySkip();
                return new ErrorBody(null, null, null, null);
        }
    }

    /// <summary>Reads a whole error response; a body that is not JSON is itself the message.</summary>
    public static ErrorBody Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                return ReadObject(ref reader);
            }
        }
        catch (JsonException)
        {
            // An HTML page of a proxy, or a body cut off: shown as it is.
        }

        return new ErrorBody(System.Text.Encoding.UTF8.GetString(body), null, null, null);
    }

    private static ErrorBody ReadObject(ref Utf8JsonReader reader)
    {
        var body = new ErrorBody(null, null, null, null);
        ErrorBody? inner = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                inner = Read(ref reader) ?? inner;
            }
            else if (reader.ValueTextEquals("message"u8) || reader.ValueTextEquals("detail"u8))
            {
                reader.Read();
                body = body with { Message = WireJson.ReadRaw(ref reader) ?? body.Message };
            }
            else if (reader.ValueTextEquals("code"u8))
            {
                reader.Read();
                body = body with { Code = WireJson.ReadRaw(ref reader) };
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                body = body with { Type = WireJson.ReadText(ref reader) };
            }
            else if (reader.ValueTextEquals("param"u8))
            {
                reader.Read();
                body = body with { Param = WireJson.ReadText(ref reader) };
            }
            else
            {
                reader.Read();
                reader.TrySkip();
            }
        }

        return inner is null ? body : inner with
        {
            Message = inner.Message ?? body.Message,
            Code = inner.Code ?? body.Code,
            Type = inner.Type ?? body.Type,
            Param = inner.Param ?? body.Param,
        };
    }
}
