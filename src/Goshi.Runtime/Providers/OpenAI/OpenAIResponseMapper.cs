using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Providers.OpenAI;

/// <summary>A chat-completions answer as a chat response. The stream's mapping must fold to the same; a test holds them together.</summary>
internal static class OpenAIResponseMapper
{
    /// <summary>The error code of a refusal's content, as in Microsoft's own client.</summary>
    public const string Refusal = "Refusal";

    public static ChatResponse Map(OpenAIChatCompletion completion, ChatCallInput input, StreamMeter meter)
    {
        meter.Chunk();
        Note(meter, completion.Id, completion.Model, completion.ServiceTier, completion.Usage);
        var choice = completion.Choices.Count > 0 ? completion.Choices[0] : null;
        var message = new ChatMessage(ChatRole.Assistant, choice is null ? [] : Contents(choice, meter))
        {
            AdditionalProperties = OpenAIDetailsMapper.Properties(choice?.Details?.Logprobs),
            MessageId = completion.Id,
            CreatedAt = Moment(completion.Created),
            RawRepresentation = choice?.Message,
        };
        meter.FinishReason = FinishReason(choice?.FinishReason);
        meter.IsUsageFinal = completion.Usage is not null;
        return new ChatResponse(message)
        {
            ResponseId = completion.Id,
            ModelId = completion.Model ?? input.Target.Model,
            CreatedAt = Moment(completion.Created),
            FinishReason = meter.FinishReason,
            Usage = completion.Usage is { } usage ? ToDetails(usage) : null,
            RawRepresentation = completion,
        };
    }

    /// <summary>Notes what cost needs to know.</summary>
    public static void Note(StreamMeter meter, string? id, string? model, string? tier, OpenAIUsage? usage)
    {
        meter.ResponseId = id ?? meter.ResponseId;
        meter.ResponseModel = model ?? meter.ResponseModel;
        meter.Tier = WireTier.Parse(tier) ?? meter.Tier;
        meter.Usage = usage?.ToTokenUsage() ?? meter.Usage;
    }

    /// <summary>The reason in Microsoft.Extensions.AI's words; one that is unknown keeps the server's.</summary>
    public static ChatFinishReason? FinishReason(string? reason) => reason switch
    {
        null or "" => null,
        "stop" => ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        "content_filter" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(reason),
    };

    public static DateTimeOffset? Moment(long? seconds) =>
        seconds is >= 0 and <= 253402300799 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;

    public static UsageDetails ToDetails(in OpenAIUsage usage)
    {
        var details = usage.ToTokenUsage().ToUsageDetails();
        AddCount(details, "AcceptedPredictionTokenCount", usage.AcceptedPredictionTokens);
        AddCount(details, "RejectedPredictionTokenCount", usage.RejectedPredictionTokens);
        return details;
    }

    private static void AddCount(UsageDetails details, string name, long count)
    {
        if (count > 0)
        {
            (details.AdditionalCounts ??= [])[name] = count;
        }
    }

    private static List<AIContent> Contents(OpenAIChoice choice, StreamMeter meter)
    {
        var message = choice.Message;
        var contents = new List<AIContent>(1);
        if (meter.Content(message.Reasoning))
        {
            contents.Add(new TextReasoningContent(message.Reasoning));
        }

        if (meter.Text(message.Content))
        {
            contents.Add(new TextContent(message.Content));
        }

        OpenAIDetailsMapper.AddContents(choice.Details, contents, meter, isStream: false);
        if (meter.Content(message.Refusal))
        {
            contents.Add(new ErrorContent(message.Refusal) { ErrorCode = Refusal });
        }

        foreach (var call in message.ToolCalls ?? Array.Empty<OpenAIToolCall>())
        {
            meter.Content(call.Name);
            meter.Content(call.Arguments);
            contents.Add(ToolCallAssembler.Create(call.Id, call.Name, call.Arguments));
        }

        return contents;
    }
}
