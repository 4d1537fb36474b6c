using System.Text;
using System.Text.Json;

namespace Goshi.Wire;

/// <summary>Reads a whole chat-completions answer: any order of fields, unknown ones skipped, null tolerated.</summary>
internal static class OpenAICompletionReader
{
    public static OpenAIChatCompletion Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json.StartsWith("\uFEFF"u8) ? json[3..] : json);
        reader.Read();
        var completion = Read(ref reader);
        reader.Read();
        return completion;
    }

    public static OpenAIChatCompletion Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A chat completion is an object.");
        }

        string? id = null, model = null, tier = null, fingerprint = null;
        long? created = null;
        OpenAIUsage? usage = null;
        IReadOnlyList<OpenAIChoice> choices = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                reader.Read();
                choices = ReadChoices(ref reader);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                id = NextText(ref reader);
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                model = NextText(ref reader);
            }
            else if (reader.ValueTextEquals("service_tier"u8))
            {
                tier = NextWord(ref reader);
            }
            else if (reader.ValueTextEquals("system_fingerprint"u8))
            {
                fingerprint = NextText(ref reader);
            }
            else if (reader.ValueTextEquals("created"u8))
            {
                reader.Read();
                created = WireJson.ReadWhole(ref reader);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                usage = OpenAIUsage.Read(ref reader);
            }
            else
            {
                reader.Read();
                reader.TrySkip();
            }
        }

        return new OpenAIChatCompletion
        {
            Id = id,
            Model = model,
            Created = created,
            ServiceTier = tier,
            SystemFingerprint = fingerprint,
            Choices = choices,
            Usage = usage,
        };
    }

    private static OpenAIChoice[] ReadChoices(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.TrySkip();
            return [];
        }

        OpenAIChoice[] choices = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                choices = [.. choices, ReadChoice(ref reader)]; // nearly always one
            }
            else
            {
                reader.TrySkip();
            }
        }

        return choices;
    }

    private static OpenAIChoice ReadChoice(ref Utf8JsonReader reader)
    {
        var index = 0;
        string? finish = null;
        OpenAIMessage? message = null;
        OpenAIAnswerDetails? details = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                message = ReadMessage(ref reader, ref details);
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                finish = NextWord(ref reader);
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                index = (int)(WireJson.ReadWhole(ref reader) ?? 0);
            }
            else if (!OpenAIDetailsReader.TryRead(ref reader, ref details))
            {
                reader.Read();
                reader.TrySkip();
            }
        }

        return new OpenAIChoice
        {
            Index = index,
            FinishReason = finish,
            Message = message ?? new OpenAIMessage { Role = "assistant" },
            Details = details,
        };
    }

    private static OpenAIMessage? ReadMessage(ref Utf8JsonReader reader, ref OpenAIAnswerDetails? details)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.TrySkip();
            return null;
        }

        var message = new OpenAIMessage { Role = "assistant" };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                message.Content = ReadContent(ref reader);
            }
            else if (reader.ValueTextEquals("role"u8))
            {
                message.Role = NextWord(ref reader) ?? message.Role;
            }
            else if (reader.ValueTextEquals("refusal"u8))
            {
                message.Refusal = NextText(ref reader);
            }
            else if (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8))
            {
                var text = NextText(ref reader);
                message.Reasoning = string.IsNullOrEmpty(message.Reasoning) ? text : message.Reasoning;
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                reader.Read();
                message.ToolCalls = OpenAIChunkParser.ReadToolCalls(ref reader)
                    ?.ConvertAll(static call => new OpenAIToolCall(call.Id ?? "", call.Name ?? "", call.Arguments ?? ""));
            }
            else if (!OpenAIDetailsReader.TryRead(ref reader, ref details))
            {
                reader.Read();
                reader.TrySkip();
            }
        }

        return message;
    }

    /// <summary>A text, or the texts of an array of parts, which some compatible servers send.</summary>
    private static string? ReadContent(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return WireJson.ReadText(ref reader);
        }

        var text = new StringBuilder();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.TrySkip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isText = reader.ValueTextEquals("text"u8);
                reader.Read();
                if (isText)
                {
                    text.Append(WireJson.ReadText(ref reader));
                }
                else
                {
                    reader.TrySkip();
                }
            }
        }

        return text.ToString();
    }

    private static string? NextText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return WireJson.ReadText(ref reader);
    }

    private static string? NextWord(ref Utf8JsonReader reader)
    {
        reader.Read();
        return WireJson.ReadWord(ref reader);
    }
}
