using Goshi.Chat;
using Goshi.Wire;

namespace Goshi.Providers.OpenAI;

/// <summary>
/// Takes out of a request what its model rejects, so that one set of options serves every target. Each rule is one line of the
/// provider's own documentation.
/// </summary>
internal static class OpenAICapabilities
{
    public static void Apply(OpenAIChatRequest request, TargetSettings target)
    {
        RefuseImages(request, target);
        ApplyTools(request, target);
        ApplyFormat(request, target);
        ApplyEffort(request, target);
        ApplySampling(request, target);
        if (OpenAIFamily.IsReasoning(target))
        {
            const string Why = "reasoning models take no such parameter";
            Drop(request, target, "frequency_penalty", request.FrequencyPenalty is not null, Why, static r => r.FrequencyPenalty = null);
            Drop(request, target, "presence_penalty", request.PresencePenalty is not null, Why, static r => r.PresencePenalty = null);
            Drop(request, target, "logit_bias", request.LogitBias is not null, Why, static r => r.LogitBias = null);
            Drop(request, target, "top_logprobs", request.TopLogprobs is not null, Why, static r => r.TopLogprobs = null);
        }

        if (OpenAIFamily.RejectsStop(target))
        {
            Drop(request, target, "stop", request.Stop is { Count: > 0 }, "this model takes no stop sequences", static r => r.Stop = null);
        }
    }

    // Left out, an image would change the question: there is nothing to fall back to.
    private static void RefuseImages(OpenAIChatRequest request, TargetSettings target)
    {
        if (target.Info?.Vision == false && request.Messages.Any(static message => message.Parts?.Any(static part => part.Type == "image_url") == true))
        {
            throw new GoshiException($"{target.Provider}/{target.Model} takes no images. Nothing was sent. Choose a model with vision, or leave the images out.");
        }
    }

    private static void ApplyTools(OpenAIChatRequest request, TargetSettings target)
    {
        if (target.Info?.Tools == false)
        {
            const string Why = "the model calls no tools";
            Drop(request, target, "tools", request.Tools is { Count: > 0 }, Why, static r => r.Tools = null);
            Drop(request, target, "tool_choice", request.ToolChoice is not null, Why, static r => r.ToolChoice = null);
        }

        var parallel = target.Info?.Tools == false ? "the model calls no tools"
            : OpenAIFamily.RejectsParallelToolCalls(target) ? "models of the o series take no such parameter"
            : null;
        if (parallel is not null)
        {
            Drop(request, target, "parallel_tool_calls", request.ParallelToolCalls is not null, parallel, static r => r.ParallelToolCalls = null);
        }
    }

    private static void ApplyFormat(OpenAIChatRequest request, TargetSettings target)
    {
        if (request.ResponseFormat is not { Type: "json_schema" } format || target.Info?.StructuredOutputs != false)
        {
            return;
        }

        UnsupportedParameters.Drop(target, "response_format.json_schema", "the model cannot be held to a schema");
        request.ResponseFormat = new OpenAIResponseFormat { Type = "json_object" };

        // The API refuses json_object unless a message speaks of JSON, and the model has to know the schema.
        request.Messages = [.. request.Messages, new OpenAIMessage
        {
            Role = OpenAIFamily.IsReasoning(target) ? "developer" : "system",
            Content = $"Answer with a JSON value that conforms to this schema: {format.Schema.GetRawText()}",
        }];
    }

    private static void ApplyEffort(OpenAIChatRequest request, TargetSettings target)
    {
        if (Effort(request) is not { } effort || target.Info is not { } info)
        {
            return;
        }

        var why = info.Reasoning == false ? "the model does not reason"
            : info.ReasoningEfforts.Count > 0 && !info.ReasoningEfforts.Contains(effort)
                ? $"the model knows {string.Join(", ", info.ReasoningEfforts)}" : null;
        if (why is not null)
        {
            Drop(request, target, "reasoning_effort", request.ReasoningEffort is not null, why, static r => r.ReasoningEffort = null);
        }
    }

    private static void ApplySampling(OpenAIChatRequest request, TargetSettings target)
    {
        var reasoning = OpenAIFamily.IsReasoning(target);
        var support = target.Info?.Temperature ?? TemperatureSupport.Unknown;
        var why = support switch
        {
            TemperatureSupport.Rejected => "the model takes no sampling parameters",
            TemperatureSupport.OnlyWithoutReasoning when Effort(request) != "none" => WithoutReasoning,
            TemperatureSupport.Unknown when reasoning && Effort(request) != "none" => WithoutReasoning,
            _ => null,
        };
        if (why is null)
        {
            return;
        }

        Drop(request, target, "temperature", request.Temperature is not null, why, static r => r.Temperature = null);
        if (reasoning)
        {
            Drop(request, target, "top_p", request.TopP is not null, why, static r => r.TopP = null);
            Drop(request, target, "logprobs", request.Logprobs is not null, why, static r => r.Logprobs = null);
        }
    }

    private const string WithoutReasoning = "the model takes it only with reasoning_effort: none";

    // A caller may have written it as an additional property.
    private static string? Effort(OpenAIChatRequest request) =>
        request.AdditionalProperties is { } extras && extras.TryGetValue("reasoning_effort", out var value)
        && value.ValueKind == System.Text.Json.JsonValueKind.String
            ? value.GetString()
            : request.ReasoningEffort;

    private static void Drop(
        OpenAIChatRequest request, TargetSettings target, string name, bool isSet, string why, Action<OpenAIChatRequest> clear)
    {
        if (isSet || request.AdditionalProperties?.ContainsKey(name) == true)
        {
            UnsupportedParameters.Drop(target, name, why);
            clear(request);
            request.AdditionalProperties?.Remove(name);
        }
    }
}
