using System.Text;
using System.Text.Json;
using Goshi.Chat;
using Goshi.Providers.OpenAI;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Providers.Ollama;

/// <summary>A call as a request to Ollama: what the caller's own request has, then the options, then the target's defaults.</summary>
internal static class OllamaRequestMapper
{
    private static readonly JsonElement JsonFormat = JsonElement.Parse("\"json\"");

    // Ollama's own top-level fields; any other additional property is a model option.
    private static readonly string[] TopLevel =
        ["format", "think", "keep_alive", "options", "tools", "truncate", "shift", "logprobs", "top_logprobs"];

    /// <exception cref="GoshiException">The call asks for what this target cannot do.</exception>
    public static OllamaChatRequest Map(ChatCallInput input)
    {
        var (options, target) = (input.Options, input.Target);
        var request = Start(input.Raw);
        request.Model = target.Model;
        request.Messages = [.. request.Messages, .. OllamaMessageMapper.Map(input)];

        // Every call is streamed, so that a slow model is seen to be at work; a whole answer is folded from the stream.
        request.Stream = true;
        AddExtras(request, options);
        AddOptions(request, input);
        AddTools(request, options, target);
        request.KeepAlive ??= target.KeepAlive;
        request.Think ??= OllamaThinking.Map(OpenAIRequestMapper.ToEffort(options?.Reasoning?.Effort) ?? target.ReasoningEffort, target);
        if (request.Format.ValueKind == JsonValueKind.Undefined && options?.ResponseFormat is ChatResponseFormatJson json)
        {
            request.Format = json.Schema ?? JsonFormat;
        }

        return request;
    }

    private static OllamaChatRequest Start(object? raw)
    {
        if (raw is not OllamaChatRequest given)
        {
            return new OllamaChatRequest();
        }

        ExtraProperties.RefuseReserved(given.AdditionalProperties, nameof(OllamaChatRequest), "options");
        if (given.Options?.ContainsKey("num_predict") is true)
        {
            throw new GoshiException("'num_predict' in OllamaChatRequest.Options is decided by the call: use OllamaChatRequest.MaxTokens in its place.");
        }

        // A factory may hand out the same request twice, and it may be in use: ours is a copy.
        var copy = given.Copy();
        copy.Options = given.Options is { } modelOptions ? new Dictionary<string, JsonElement>(modelOptions) : null;
        copy.AdditionalProperties = given.AdditionalProperties is { } extras ? new Dictionary<string, JsonElement>(extras) : null;
        return copy;
    }

    private static void AddExtras(OllamaChatRequest request, ChatOptions? options)
    {
        foreach (var (name, value) in ExtraProperties.Of(options))
        {
            if (name == "options" && value.ValueKind == JsonValueKind.Object)
            {
                foreach (var option in value.EnumerateObject())
                {
                    AddOption(request, option.Name, option.Value);
                }
            }
            else if (Array.IndexOf(TopLevel, name) >= 0)
            {
                (request.AdditionalProperties ??= new Dictionary<string, JsonElement>())[name] = value;
            }
            else
            {
                AddOption(request, name, value);
            }
        }
    }

    private static void AddOption(OllamaChatRequest request, string name, JsonElement value)
    {
        if (name == "num_predict")
        {
            throw new GoshiException("'num_predict' in ChatOptions.AdditionalProperties is decided by the call: use ChatOptions.MaxOutputTokens in its place.");
        }

        (request.Options ??= new Dictionary<string, JsonElement>())[name] = value;
    }

    private static void AddOptions(OllamaChatRequest request, ChatCallInput input)
    {
        var (options, target) = (input.Options, input.Target);
        request.ContextLength ??= target.ContextLength;
        request.MaxTokens = input.TokenLimit ?? request.MaxTokens;
        request.Temperature ??= ExtraProperties.Exact(options?.Temperature) ?? target.Temperature;
        request.TopP ??= ExtraProperties.Exact(options?.TopP);
        request.TopK ??= options?.TopK;
        request.Seed ??= options?.Seed;
        request.FrequencyPenalty ??= ExtraProperties.Exact(options?.FrequencyPenalty);
        request.PresencePenalty ??= ExtraProperties.Exact(options?.PresencePenalty);
        request.Stop ??= options?.StopSequences is { Count: > 0 } stop ? [.. stop] : null;
    }

    private static void AddTools(OllamaChatRequest request, ChatOptions? options, TargetSettings target)
    {
        if (options?.ToolMode is NoneChatToolMode)
        {
            return; // there is no tool_choice; a tool that is not named cannot be called
        }

        foreach (var tool in options?.Tools ?? Array.Empty<AITool>())
        {
            if (tool is AIFunctionDeclaration function)
            {
                request.Tools = [.. request.Tools ?? [], new OpenAITool
                {
                    Name = function.Name,
                    Description = string.IsNullOrEmpty(function.Description) ? null : function.Description,
                    Parameters = function.JsonSchema,
                }];
            }
            else
            {
                UnsupportedParameters.Drop(target, $"tools.{tool.Name}", "Ollama knows functions only");
            }
        }

        if (options?.ToolMode is RequiredChatToolMode && request.Tools is { Count: > 0 })
        {
            UnsupportedParameters.Drop(target, "tool_choice", "Ollama cannot be made to call a tool");
        }
    }
}
