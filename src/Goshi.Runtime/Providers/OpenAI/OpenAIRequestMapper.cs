using System.Text.Json;
using Goshi.Chat;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Providers.OpenAI;

/// <summary>A call as a chat-completions request: what the caller's own request has, then the options, then the target's defaults.</summary>
internal static class OpenAIRequestMapper
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    /// <exception cref="GoshiException">The call asks for what this target cannot do.</exception>
    public static OpenAIChatRequest Map(ChatCallInput input)
    {
        var (options, target) = (input.Options, input.Target);
        var request = Start(input.Raw);
        request.Model = target.Model;
        var messages = OpenAIMessageMapper.Map(input);
        request.Messages = input.Raw is OpenAIChatRequest { Messages: { Count: > 0 } first } ? [.. first, .. messages] : messages;
        AddExtras(request, options);
        AddSampling(request, options, target);
        AddTools(request, options, target);
        request.ResponseFormat ??= ToFormat(options?.ResponseFormat, ExtraProperties.Strict(options?.AdditionalProperties));
        request.ReasoningEffort ??= ToEffort(options?.Reasoning?.Effort) ?? target.ReasoningEffort;
        request.ServiceTier ??= target.ServiceTier;
        AddStream(request, input);
        OpenAICapabilities.Apply(request, target);
        AddTokenLimit(request, input);
        return request;
    }

    private static OpenAIChatRequest Start(object? raw)
    {
        if (raw is not OpenAIChatRequest given)
        {
            return new OpenAIChatRequest();
        }

        if (given.N > 1)
        {
            throw new GoshiException("OpenAIChatRequest.N must be 1 here: an IChatClient returns one answer, and more would be paid for unread.");
        }

        ExtraProperties.RefuseReserved(given.AdditionalProperties, nameof(OpenAIChatRequest), "n");

        // A factory may hand out the same request twice, and it may be in use: ours is a copy.
        var copy = given.Copy();
        copy.AdditionalProperties = given.AdditionalProperties is { } extras ? new Dictionary<string, JsonElement>(extras) : null;
        copy.N = null;
        return copy;
    }

    private static void AddExtras(OpenAIChatRequest request, ChatOptions? options)
    {
        foreach (var (name, value) in ExtraProperties.Of(options))
        {
            if (name == "n")
            {
                if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var answers) && answers == 1)
                {
                    continue; // what is sent without it
                }

                throw new GoshiException("'n' in ChatOptions.AdditionalProperties is not supported: an IChatClient returns one answer, and more would be paid for unread.");
            }

            (request.AdditionalProperties ??= new Dictionary<string, JsonElement>())[name] = value;
        }
    }

    private static void AddSampling(OpenAIChatRequest request, ChatOptions? options, TargetSettings target)
    {
        request.Temperature ??= ExtraProperties.Exact(options?.Temperature) ?? target.Temperature;
        request.TopP ??= ExtraProperties.Exact(options?.TopP);
        request.FrequencyPenalty ??= ExtraProperties.Exact(options?.FrequencyPenalty);
        request.PresencePenalty ??= ExtraProperties.Exact(options?.PresencePenalty);
        request.Seed ??= options?.Seed;
        request.Stop ??= options?.StopSequences is { Count: > 0 } stop ? [.. stop] : null;
        if (options?.TopK is not { } topK)
        {
            return;
        }

        if (OpenAIFamily.IsOpenAIs(target))
        {
            UnsupportedParameters.Drop(target, "top_k", "OpenAI's API has no such parameter");
        }
        else
        {
            // vLLM, llama.cpp, OpenRouter and others have it.
            (request.AdditionalProperties ??= new Dictionary<string, JsonElement>()).TryAdd("top_k", JsonElement.Parse(topK.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    private static void AddTools(OpenAIChatRequest request, ChatOptions? options, TargetSettings target)
    {
        foreach (var tool in options?.Tools ?? Array.Empty<AITool>())
        {
            if (tool is AIFunctionDeclaration function)
            {
                request.Tools = [.. request.Tools ?? [], ToTool(function, options)];
            }
            else if (tool is HostedWebSearchTool && OpenAIFamily.SearchesTheWeb(target))
            {
                (request.AdditionalProperties ??= new Dictionary<string, JsonElement>()).TryAdd("web_search_options", Empty);
            }
            else
            {
                UnsupportedParameters.Drop(target, $"tools.{tool.Name}", tool is HostedWebSearchTool
                    ? "the model does not search the web" : "chat completions know functions only");
            }
        }

        // Both are errors on the wire without tools.
        if (request.Tools is not { Count: > 0 })
        {
            return;
        }

        request.ParallelToolCalls ??= options?.AllowMultipleToolCalls;
        request.ToolChoice ??= options?.ToolMode switch
        {
            NoneChatToolMode => OpenAIToolChoice.None,
            AutoChatToolMode => OpenAIToolChoice.Auto,
            RequiredChatToolMode { RequiredFunctionName: { } name } => OpenAIToolChoice.ForFunction(name),
            RequiredChatToolMode => OpenAIToolChoice.Required,
            _ => null,
        };
    }

    private static OpenAITool ToTool(AIFunctionDeclaration function, ChatOptions? options)
    {
        var strict = ExtraProperties.Strict(function.AdditionalProperties) ?? ExtraProperties.Strict(options?.AdditionalProperties);
        return new OpenAITool
        {
            Name = function.Name,
            Description = string.IsNullOrEmpty(function.Description) ? null : function.Description,
            Parameters = strict == true ? OpenAIStrictSchemas.Cache.GetOrCreateTransformedSchema(function) : function.JsonSchema,
            Strict = strict,
        };
    }

    private static OpenAIResponseFormat? ToFormat(ChatResponseFormat? format, bool? strict) => format switch
    {
        ChatResponseFormatText => new OpenAIResponseFormat { Type = "text" },
        ChatResponseFormatJson { Schema: { } schema } json => new OpenAIResponseFormat
        {
            Type = "json_schema",
            Schema = strict == true && OpenAIStrictSchemas.Cache.GetOrCreateTransformedSchema(json) is { } exact ? exact : schema,
            Name = json.SchemaName ?? "json_schema",
            Description = json.SchemaDescription,
            Strict = strict,
        },
        ChatResponseFormatJson => new OpenAIResponseFormat { Type = "json_object" },
        _ => null,
    };

    /// <summary>An effort in the wire's words.</summary>
    public static string? ToEffort(ReasoningEffort? effort) => effort switch
    {
        ReasoningEffort.None => "none",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        ReasoningEffort.ExtraHigh => "xhigh",
        _ => null,
    };

    private static void AddStream(OpenAIChatRequest request, ChatCallInput input)
    {
        request.Stream = input.Stream ? true : null;
        request.IncludeUsage = input.Stream && input.Target.TrackUsage ? true : null;

        // Padding against traffic analysis: known to OpenAI alone, and on by default there.
        request.IncludeObfuscation = input.Stream && OpenAIFamily.IsOfficialEndpoint(input.Target) ? false : null;
    }

    private static void AddTokenLimit(OpenAIChatRequest request, ChatCallInput input)
    {
        if ((input.TokenLimit ?? request.MaxCompletionTokens ?? request.MaxTokens) is not { } limit)
        {
            return;
        }

        // Reasoning models refuse the older name.
        var older = input.Target.TokenLimitKey == "max_tokens" && !OpenAIFamily.IsReasoning(input.Target);
        request.MaxTokens = older ? limit : null;
        request.MaxCompletionTokens = older ? null : limit;
    }
}
