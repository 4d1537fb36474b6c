using System.Text.Json;

namespace Goshi.Wire;

/// <summary>Reads log probabilities, citations and audio, which look the same in whole answers and in chunks.</summary>
internal static class OpenAIDetailsReader
{
    /// <summary>Reads the value of the property under the reader, if it is one of these. False: it is another.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, ref OpenAIAnswerDetails? details)
    {
        if (reader.ValueTextEquals("logprobs"u8))
        {
            reader.Read();
            if (ReadLogprobs(ref reader) is { } logprobs)
            {
                (details ??= new()).Logprobs = logprobs;
            }

            return true;
        }

        if (reader.ValueTextEquals("annotations"u8))
        {
            reader.Read();
            if (ReadCitations(ref reader) is { } citations)
            {
                (details ??= new()).Citations = citations;
            }

            return true;
        }

        if (reader.ValueTextEquals("audio"u8))
        {
            reader.Read();
            if (ReadAudio(ref reader) is { } audio)
            {
                (details ??= new()).Audio = audio;
            }

            return true;
        }

        return false;
    }

    /// <summary>An array of tokens, or OpenAI's object of such arrays: one for the text, one for the refusal.</summary>
    public static List<OpenAITokenLogprob>? ReadLogprobs(ref Utf8JsonReader reader)
    {
        List<OpenAITokenLogprob>? tokens = null;
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            ReadTokens(ref reader, ref tokens);
            return tokens;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.TrySkip();
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var known = reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("refusal"u8);
            reader.Read();
            if (known && reader.TokenType == JsonTokenType.StartArray)
            {
                ReadTokens(ref reader, ref tokens);
            }
            else
            {
                reader.TrySkip();
            }
        }

        return tokens;
    }

    private static void ReadTokens(ref Utf8JsonReader reader, ref List<OpenAITokenLogprob>? tokens)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                (tokens ??= []).Add(ReadToken(ref reader));
            }
            else
            {
                reader.TrySkip();
            }
        }
    }

    private static OpenAITokenLogprob ReadToken(ref Utf8JsonReader reader)
    {
        string? token = null;
        double? logprob = null;
        byte[]? bytes = null;
        List<OpenAITokenLogprob>? alternatives = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("token"u8))
            {
                reader.Read();
                token = WireJson.ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("logprob"u8))
            {
                reader.Read();
                logprob = ReadReal(ref reader);
            }
            else if (reader.ValueTextEquals("bytes"u8))
            {
                reader.Read();
                bytes = ReadBytes(ref reader);
            }
            else if (reader.ValueTextEquals("top_logprobs"u8))
            {
                reader.Read();
                alternatives = ReadLogprobs(ref reader);
            }
            else
            {
                reader.Read();
                reader.TrySkip();
            }
        }

        // A probability that is missing is not a certainty.
        return new OpenAITokenLogprob(
            token ?? "", logprob ?? double.NaN, bytes is null ? default(ReadOnlyMemory<byte>?) : bytes, alternatives ?? (IReadOnlyList<OpenAITokenLogprob>)[]);
    }

    private static List<OpenAIUrlCitation>? ReadCitations(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.TrySkip();
            return null;
        }

        List<OpenAIUrlCitation>? citations = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.TrySkip();
                continue;
            }

            // The type stands beside the object that it names; other types have other objects, and are skipped.
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var known = reader.ValueTextEquals("url_citation"u8);
                reader.Read();
                if (known && reader.TokenType == JsonTokenType.StartObject)
                {
                    if (ReadCitation(ref reader) is { } citation)
                    {
                        (citations ??= []).Add(citation);
                    }
                }
                else
                {
                    reader.TrySkip();
                }
            }
        }

        return citations;
    }

    private static OpenAIUrlCitation? ReadCitation(ref Utf8JsonReader reader)
    {
        string? url = null, title = null, snippet = null;
        long? start = null, end = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("url"u8))
            {
                reader.Read();
                url = WireJson.ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("title"u8))
            {
                reader.Read();
                title = WireJson.ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                snippet = WireJson.ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("start_index"u8))
            {
                reader.Read();
                start = WireJson.ReadWhole(ref reader);
            }
            else if (reader.ValueTextEquals("end_index"u8))
            {
                reader.Read();
                end = WireJson.ReadWhole(ref reader);
            }
            else
            {
                reader.Read();
                reader.TrySkip();
            }
        }

        return url is null ? null : new OpenAIUrlCitation(url, title, snippet, (int?)start, (int?)end);
    }

    private static OpenAIAudio? ReadAudio(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.TrySkip();
            return null;
        }

        string? id = null, data = null, transcript = null;
        long? expires = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = WireJson.ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                data = WireJson.ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("transcript"u8))
            {
                reader.Read();
                transcript = WireJson.ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("expires_at"u8))
            {
                reader.Read();
                expires = WireJson.ReadWhole(ref reader);
            }
            else
            {
                reader.Read();
                reader.TrySkip();
            }
        }

        return new OpenAIAudio(id, data, transcript, expires);
    }

    private static double? ReadReal(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.GetDouble();
        }

        reader.TrySkip();
        return null;
    }

    private static byte[]? ReadBytes(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.TrySkip();
            return null;
        }

        List<byte> bytes = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetByte(out var value))
            {
                bytes.Add(value);
            }
            else
            {
                reader.TrySkip();
            }
        }

        return [.. bytes];
    }
}
