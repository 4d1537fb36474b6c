using System.Text.Json;

namespace Goshi.Wire;

/// <summary>
/// Reads the events of one stream. What repeats from chunk to chunk is read once, and its strings are made once; what is left
/// to allocate is the text.
/// </summary>
internal sealed class OpenAIChunkParser(bool keepUtf8 = false)
{
    private OpenAIChunkHead _head;
    private int _headLength;

    private byte[] _unescaped = [];
    private int _textStart;
    private int _textLength;
    private bool _textIsUnescaped;

    private string? _id;
    private string? _model;
    private string? _tier;
    private string? _fingerprint;
    private string? _role;

    /// <summary>Reads one event. False: it has no shape that we know, and is skipped.</summary>
    /// <exception cref="JsonException">The event is not JSON.</exception>
    public bool TryParse(ReadOnlySpan<byte> json, out OpenAIChatChunk chunk, out ErrorBody? error)
    {
        chunk = default;
        error = null;
        (_textStart, _textLength, _textIsUnescaped) = (0, 0, false);
        var fields = default(OpenAIChunkFields);
        OpenAIUsage? usage = null;
        OpenAIChoiceDelta? first = null;
        List<OpenAIChoiceDelta>? others = null;
        var known = false;

        Utf8JsonReader reader;
        _headLength = _head.LengthIn(json);
        if (_headLength > 0)
        {
            fields = _head.Fields;
            reader = _head.After(json);
            reader.Read();
            known = ReadChoices(ref reader, ref first, ref others);
        }
        else
        {
            reader = new Utf8JsonReader(json);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.TrySkip();
                return false;
            }
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                if (_headLength == 0 && !known && error is null)
                {
                    _head.Keep(json, in reader, in fields);
                }

                reader.Read();
                known |= ReadChoices(ref reader, ref first, ref others);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                fields.Id = Repeated(ref reader, ref _id);
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                fields.Model = Repeated(ref reader, ref _model);
            }
            else if (reader.ValueTextEquals("created"u8))
            {
                reader.Read();
                fields.Created = WireJson.ReadWhole(ref reader);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                usage = OpenAIUsage.Read(ref reader);
                known |= usage is not null;
            }
            else if (reader.ValueTextEquals("service_tier"u8))
            {
                fields.ServiceTier = Repeated(ref reader, ref _tier);
            }
            else if (reader.ValueTextEquals("system_fingerprint"u8))
            {
                fields.SystemFingerprint = Repeated(ref reader, ref _fingerprint);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                error = ErrorBody.Read(ref reader);
            }
            else
            {
                reader.Read();
                reader.TrySkip();
            }
        }

        // What follows the object makes the event malformed; reading on lets the reader say so.
        reader.Read();
        chunk = new OpenAIChatChunk
        {
            Id = fields.Id,
            Model = fields.Model,
            Created = fields.Created,
            ServiceTier = fields.ServiceTier,
            SystemFingerprint = fields.SystemFingerprint,
            Choice = first,
            OtherChoices = others ?? (IReadOnlyList<OpenAIChoiceDelta>)[],
            Usage = usage,
        };
        return known || error is not null;
    }

    /// <summary>The text of the event last read, as UTF-8; for a parser that keeps it so instead of making a string.</summary>
    public ReadOnlySpan<byte> Utf8Text(ReadOnlySpan<byte> json) =>
        (_textIsUnescaped ? _unescaped.AsSpan() : json).Slice(_textStart, _textLength);

    private bool ReadChoices(ref Utf8JsonReader reader, ref OpenAIChoiceDelta? first, ref List<OpenAIChoiceDelta>? others)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.TrySkip();
            return false;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.TrySkip();
                continue;
            }

            var choice = ReadChoice(ref reader, textAsUtf8: keepUtf8 && first is null);
            if (first is null)
            {
                first = choice;
            }
            else
            {
                (others ??= []).Add(choice);
            }
        }

        return true;
    }

    private OpenAIChoiceDelta ReadChoice(ref Utf8JsonReader reader, bool textAsUtf8)
    {
        var choice = default(OpenAIChoiceDelta);
        var index = 0;
        string? finish = null;
        OpenAIAnswerDetails? details = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("delta"u8))
            {
                reader.Read();
                choice = ReadDelta(ref reader, textAsUtf8, ref details);
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                index = (int)(WireJson.ReadWhole(ref reader) ?? 0);
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                reader.Read();
                finish = WireJson.ReadText(ref reader);
            }
            else if (!OpenAIDetailsReader.TryRead(ref reader, ref details))
            {
                reader.Read();
                reader.TrySkip();
            }
        }

        return choice with { Index = index, FinishReason = string.IsNullOrEmpty(finish) ? null : finish, Details = details };
    }

    private OpenAIChoiceDelta ReadDelta(ref Utf8JsonReader reader, bool textAsUtf8, ref OpenAIAnswerDetails? details)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.TrySkip();
            return default;
        }

        string? role = null, content = null, reasoning = null, refusal = null;
        List<OpenAIToolCallDelta>? calls = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                content = ReadContent(ref reader, textAsUtf8);
            }
            else if (reader.ValueTextEquals("role"u8))
            {
                role = Repeated(ref reader, ref _role);
            }
            else if (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8))
            {
                // A server that sends both sends the same text twice.
                reader.Read();
                var text = WireJson.ReadText(ref reader);
                reasoning = string.IsNullOrEmpty(reasoning) ? text : reasoning;
            }
            else if (reader.ValueTextEquals("refusal"u8))
            {
                reader.Read();
                refusal = WireJson.ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                reader.Read();
                calls = ReadToolCalls(ref reader);
            }
            else if (!OpenAIDetailsReader.TryRead(ref reader, ref details))
            {
                reader.Read();
                reader.TrySkip();
            }
        }

        return new OpenAIChoiceDelta { Role = role, Content = content, Reasoning = reasoning, Refusal = refusal, ToolCalls = calls };
    }

    private string? ReadContent(ref Utf8JsonReader reader, bool asUtf8)
    {
        if (!asUtf8 || reader.TokenType != JsonTokenType.String)
        {
            return WireJson.ReadText(ref reader);
        }

        if (reader.ValueIsEscaped)
        {
            if (_unescaped.Length < reader.ValueSpan.Length)
            {
                _unescaped = new byte[reader.ValueSpan.Length * 2];
            }

            (_textStart, _textLength, _textIsUnescaped) = (0, WireJson.Copy(ref reader, _unescaped), true);
        }
        else
        {
            (_textStart, _textLength, _textIsUnescaped) = (_headLength + (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, false);
        }

        return null;
    }

    /// <summary>Reads fragments of calls; whole calls of an answer that is not streamed look the same.</summary>
    internal static List<OpenAIToolCallDelta>? ReadToolCalls(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.TrySkip();
            return null;
        }

        List<OpenAIToolCallDelta>? calls = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                (calls ??= []).Add(ReadToolCall(ref reader));
            }
            else
            {
                reader.TrySkip();
            }
        }

        return calls;
    }

    private static OpenAIToolCallDelta ReadToolCall(ref Utf8JsonReader reader)
    {
        var call = default(OpenAIToolCallDelta);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                call = call with { Index = (int?)WireJson.ReadWhole(ref reader) };
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                call = call with { Id = WireJson.ReadText(ref reader) };
            }
            else if (reader.ValueTextEquals("function"u8))
            {
                reader.Read();
                call = ReadFunction(ref reader, call);
            }
            else
            {
                reader.Read();
                reader.TrySkip();
            }
        }

        return call;
    }

    private static OpenAIToolCallDelta ReadFunction(ref Utf8JsonReader reader, OpenAIToolCallDelta call)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.TrySkip();
            return call;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                call = call with { Name = WireJson.ReadText(ref reader) };
            }
            else if (reader.ValueTextEquals("arguments"u8))
            {
                reader.Read();
                call = call with { Arguments = WireJson.ReadRaw(ref reader) };
            }
            else
            {
                reader.Read();
                reader.TrySkip();
            }
        }

        return call;
    }

    private static string? Repeated(ref Utf8JsonReader reader, ref string? last)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.TrySkip();
            return null;
        }

        return last is not null && reader.ValueTextEquals(last) ? last : last = WireJson.Decode(ref reader);
    }
}
