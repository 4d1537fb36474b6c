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
        RefuseContents(request, target);
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

    // Left out, an image or a sound would change the question: there is nothing to fall back to.
    private static void RefuseContents(OpenAIChatRequest request, TargetSettings target)
    {
        if (request.Messages.Count == 0)
        {
            throw Refusal(target, "answers no empty list of messages", "Add a message");
        }

        for (var i = 0; i < request.Messages.Count; i++)
        {
            RefuseParts(request.Messages[i], target);
        }
    }

    private static void RefuseParts(OpenAIMessage message, TargetSettings target)
    {
        foreach (var part in message.Parts ?? Array.Empty<OpenAIContentPart>())
        {
            if (part.Type == "image_url" && target.Info?.Vision == false)
            {
                throw Refusal(target, "takes no images", "Choose a model with vision, or leave the images out");
            }

            if (part.Type != "text" && message.Role != "user" && OpenAIFamily.IsOpenAIs(target))
            {
                throw Refusal(target, $"takes text only in a message of role '{message.Role}'", "Put images and files into a message of the user");
            }

            if (part is { Type: "input_audio", Format: not ("wav" or "mp3") } && OpenAIFamily.IsOpenAIs(target))
            {
                throw Refusal(target, $"takes audio as wav or mp3, not {part.Format}", "Convert it");
            }
        }
    }

    private static GoshiException Refusal(TargetSettings target, string what, string advice) =>
        new($"{target.Provider}/{target.Model} {what}. Nothing was sent. {advice}.");

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
        if (request.ResponseFormat is { Type: "json_object" })
        {
            SpeakOfJson(request, target);
        }

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

    // The API refuses json_object unless a message speaks of JSON. Many chat templates take one message of the system's, the first.
    private static void SpeakOfJson(OpenAIChatRequest request, TargetSettings target)
    {
        if (request.Messages.Any(static message => Speaks(message.Content) || message.Parts?.Any(static part => Speaks(part.Text)) == true))
        {
            return;
        }

        const string Instruction = "Answer in JSON.";
        request.Messages = request.Messages is [{ Role: "system" or "developer", Parts: null } first, ..]
            ? [new OpenAIMessage { Role = first.Role, Name = first.Name, Content = $"{first.Content}\n\n{Instruction}" }, .. request.Messages.Skip(1)]
            : [new OpenAIMessage { Role = OpenAIFamily.IsReasoning(target) ? "developer" : "system", Content = Instruction }, .. request.Messages];

        static bool Speaks(string? text) => text?.Contains("json", StringComparison.OrdinalIgnoreCase) == true;
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
