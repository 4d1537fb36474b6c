using System.Globalization;
using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>What OpenAI refuses in a chat request: the parameters that reasoning models reject, and broken pairs.</summary>
internal static class OpenAIChatRules
{
    private static readonly string[] _neverOnReasoning =
        ["frequency_penalty", "presence_penalty", "logit_bias", "top_logprobs"];

    private static readonly string[] _onlyWithoutReasoning = ["top_p", "logprobs"];

    private static readonly HashSet<string> _known =
    [
        "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs", "max_completion_tokens",
        "max_tokens", "messages", "metadata", "modalities", "model", "n", "parallel_tool_calls", "prediction",
        "presence_penalty", "prompt_cache_key", "prompt_cache_retention", "reasoning_effort", "response_format",
        "safety_identifier", "seed", "service_tier", "stop", "store", "stream", "stream_options", "temperature",
        "tool_choice", "tools", "top_logprobs", "top_p", "user", "verbosity", "web_search_options",
    ];

    public static Reply? Check(Exchange exchange)
    {
        var body = exchange.Request.Json;
        if (!body.TryGetProperty("messages", out var messages))
        {
            return OpenAIRules.MissingParameter("messages");
        }

        if (messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0)
        {
            return OpenAIRules.Refuse(
                400, "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.", "empty_array", "messages");
        }

        return CheckUnknown(exchange, body)
            ?? CheckPairs(exchange, body)
            ?? CheckTemperature(body)
            ?? (OpenAIModelName.Parse(exchange.Model) is { IsReasoning: true } model ? CheckReasoning(body, model) : null);
    }

    private static Reply? CheckUnknown(Exchange exchange, JsonElement body)
    {
        if (exchange.Script is not OpenAIScript { RejectsUnknownParameters: true })
        {
            return null;
        }

        var unknown = body.EnumerateObject().Select(static property => property.Name).FirstOrDefault(name => !_known.Contains(name));
        return unknown is null
            ? null
            : OpenAIRules.Refuse(400, $"Unknown parameter: '{unknown}'.", "unknown_parameter", unknown);
    }

    private static Reply? CheckPairs(Exchange exchange, JsonElement body)
    {
        if (IsSet(body, "max_tokens") && IsSet(body, "max_completion_tokens"))
        {
            return OpenAIRules.Refuse(
                400, "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", "invalid_parameter_combination", "max_tokens");
        }

        return IsSet(body, "stream_options") && !exchange.Request.IsStreamed
            ? OpenAIRules.Refuse(400, "The 'stream_options' parameter is only allowed when 'stream' is enabled.", param: "stream_options")
            : null;
    }

    private static Reply? CheckTemperature(JsonElement body)
    {
        if (!body.TryGetProperty("temperature", out var value) || value.ValueKind != JsonValueKind.Number)
        {
            return null;
        }

        return value.GetDouble() switch
        {
            > 2 => OpenAIRules.Refuse(400, $"Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got {Text(value)} instead.", "decimal_above_max_value", "temperature"),
            < 0 => OpenAIRules.Refuse(400, $"Invalid 'temperature': decimal below minimum value. Expected a value >= 0, but got {Text(value)} instead.", "decimal_below_min_value", "temperature"),
            _ => null,
        };
    }

    private static Reply? CheckReasoning(JsonElement body, OpenAIModelName model)
    {
        if (IsSet(body, "max_tokens"))
        {
            return OpenAIRules.Refuse(
                400, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", "unsupported_parameter", "max_tokens");
        }

        var samples = model.SamplesWithoutReasoning
            && body.TryGetProperty("reasoning_effort", out var effort) && effort.ValueEquals("none");
        if (!samples && body.TryGetProperty("temperature", out var temperature)
            && temperature.ValueKind == JsonValueKind.Number && temperature.GetDouble() != 1)
        {
            return OpenAIRules.Refuse(
                400, $"Unsupported value: 'temperature' does not support {Text(temperature)} with this model. Only the default (1) value is supported.", "unsupported_value", "temperature");
        }

        var rejected = _neverOnReasoning
            .Concat(samples ? [] : _onlyWithoutReasoning)
            .Concat(model.RejectsStop ? ["stop"] : [])
            .FirstOrDefault(name => IsSet(body, name));
        return rejected is null
            ? null
            : OpenAIRules.Refuse(400, $"Unsupported parameter: '{rejected}' is not supported with this model.", "unsupported_parameter", rejected);
    }

    private static bool IsSet(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private static string Text(JsonElement number) => number.GetDouble().ToString(CultureInfo.InvariantCulture);
}
