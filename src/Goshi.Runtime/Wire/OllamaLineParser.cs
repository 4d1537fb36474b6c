using System.Text.Json;

namespace Goshi.Wire;

/// <summary>Reads the lines of one stream. Model and role repeat from line to line, so their strings are made once.</summary>
internal sealed class OllamaLineParser(bool keepUtf8 = false)
{
    private byte[] _unescaped = [];
    private int _textStart;
    private int _textLength;
    private bool _textIsUnescaped;
    private string? _model;
    private string? _role;

    /// <summary>Reads one line. False: it has no shape that we know, and is skipped.</summary>
    /// <exception cref="JsonException">The line is not JSON.</exception>
    public bool TryParse(ReadOnlySpan<byte> json, out OllamaChatResponse line, out ErrorBody? error)
    {
        (_textStart, _textLength, _textIsUnescaped) = (0, 0, false);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var known = TryParse(ref reader, out line, out error);

        // What follows the object makes the line malformed; reading on lets the reader say so.
        reader.Read();
        return known;
    }

    public bool TryParse(ref Utf8JsonReader reader, out OllamaChatResponse line, out ErrorBody? error)
    {
        line = default;
        error = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.TrySkip();
            return false;
        }

        var known = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                known |= reader.TokenType == JsonTokenType.StartObject;
                line = ReadMessage(ref reader, line);
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                line = line with { Model = Repeated(ref reader, ref _model) };
            }
            else if (reader.ValueTextEquals("done"u8))
            {
                reader.Read();
                line = line with { Done = reader.TokenType == JsonTokenType.True };
                known |= line.Done;
                reader.TrySkip();
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                error = ErrorBody.Read(ref reader);
            }
            else if (reader.ValueTextEquals("logprobs"u8))
            {
                reader.Read();
                line = line with { Logprobs = OpenAIDetailsReader.ReadLogprobs(ref reader) };
            }
            else
            {
                line = ReadStatistic(ref reader, line);
            }
        }

        return known || error is not null;
    }

    /// <summary>The text of the line last read, as UTF-8; for a parser that keeps it so instead of making a string.</summary>
    public ReadOnlySpan<byte> Utf8Text(ReadOnlySpan<byte> json) =>
        (_textIsUnescaped ? _unescaped.AsSpan() : json).Slice(_textStart, _textLength);

    private static OllamaChatResponse ReadStatistic(ref Utf8JsonReader reader, OllamaChatResponse line)
    {
        if (reader.ValueTextEquals("created_at"u8))
        {
            reader.Read();
            var known = reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var at) ? at : (DateTimeOffset?)null;
            reader.TrySkip();
            return line with { CreatedAt = known };
        }

        if (reader.ValueTextEquals("done_reason"u8))
        {
            reader.Read();
            return line with { DoneReason = WireJson.ReadText(ref reader) };
        }

        if (reader.ValueTextEquals("prompt_eval_count"u8))
        {
            return line with { PromptEvalCount = Whole(ref reader) };
        }

        if (reader.ValueTextEquals("eval_count"u8))
        {
            return line with { EvalCount = Whole(ref reader) };
        }

        if (reader.ValueTextEquals("total_duration"u8))
        {
            return line with { TotalDuration = Duration(ref reader) };
        }

        if (reader.ValueTextEquals("load_duration"u8))
        {
            return line with { LoadDuration = Duration(ref reader) };
        }

        if (reader.ValueTextEquals("prompt_eval_duration"u8))
        {
            return line with { PromptEvalDuration = Duration(ref reader) };
        }

        if (reader.ValueTextEquals("eval_duration"u8))
        {
            return line with { EvalDuration = Duration(ref reader) };
        }

        reader.Read();
        reader.TrySkip();
        return line;
    }

    private OllamaChatResponse ReadMessage(ref Utf8JsonReader reader, OllamaChatResponse line)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.TrySkip();
            return line;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                line = line with { Content = ReadContent(ref reader) };
            }
            else if (reader.ValueTextEquals("role"u8))
            {
                line = line with { Role = Repeated(ref reader, ref _role) };
            }
            else if (reader.ValueTextEquals("thinking"u8))
            {
                reader.Read();
                line = line with { Thinking = WireJson.ReadText(ref reader) };
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                reader.Read();

                // The shape is OpenAI's, but for the arguments, which are an object here.
                line = line with
                {
                    ToolCalls = OpenAIChunkParser.ReadToolCalls(ref reader)
                        ?.ConvertAll(static call => new OllamaToolCall(call.Id, call.Name ?? "", call.Arguments ?? "{}")),
                };
            }
            else
            {
                reader.Read();
                reader.TrySkip();
            }
        }

        return line;
    }

    private string? ReadContent(ref Utf8JsonReader reader)
    {
        if (!keepUtf8 || reader.TokenType != JsonTokenType.String)
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
            (_textStart, _textLength, _textIsUnescaped) = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, false);
        }

        return null;
    }

    private static long? Whole(ref Utf8JsonReader reader)
    {
        reader.Read();
        return WireJson.ReadWhole(ref reader);
    }

    private static TimeSpan? Duration(ref Utf8JsonReader reader) =>
        Whole(ref reader) is { } nanoseconds ? TimeSpan.FromTicks(nanoseconds / 100) : null;

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
