using Goshi.Chat;

namespace Goshi.Providers.OpenAI;

/// <summary>What the target is, as far as it decides which parameters it takes.</summary>
internal static class OpenAIFamily
{
    /// <summary>Whether the target is OpenAI's own endpoint.</summary>
    public static bool IsOfficialEndpoint(TargetSettings target) =>
        target.BaseUrl.Host.Equals("api.openai.com", StringComparison.OrdinalIgnoreCase)
        || target.BaseUrl.Host.EndsWith(".api.openai.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the model is OpenAI's own, at its endpoint or at Azure: then the rules of its documentation hold.</summary>
    public static bool IsOpenAIs(TargetSettings target) => IsOfficialEndpoint(target) || target.Info?.Provider == "openai";

    /// <summary>
    /// Whether the model is a reasoning model of OpenAI's own: the price table says so; for a model that it does not know, at
    /// OpenAI's own endpoint, the name does. Reasoning models of others, behind compatible servers, follow other rules.
    /// </summary>
    public static bool IsReasoning(TargetSettings target) => target.Info is { } info
        ? info.Reasoning == true && info.Provider == "openai"
        : IsOfficialEndpoint(target) && IsReasoningName(target.Model);

    /// <summary>Whether the model rejects <c>stop</c>.</summary>
    public static bool RejectsStop(TargetSettings target) =>
        IsReasoning(target) && (IsOrDerives(target.Model, "o3") || IsOrDerives(target.Model, "o4-mini"));

    /// <summary>Whether the model rejects <c>parallel_tool_calls</c>: the o series does.</summary>
    public static bool RejectsParallelToolCalls(TargetSettings target) => IsReasoning(target) && target.Model is ['o', >= '1' and <= '9', ..];

    /// <summary>Whether the model searches the web: of OpenAI's own, those that say so in their name; of others, nobody knows.</summary>
    public static bool SearchesTheWeb(TargetSettings target) => !IsOpenAIs(target) || target.Model.Contains("-search", StringComparison.Ordinal);

    private static bool IsReasoningName(string model) =>
        !model.Contains("-chat", StringComparison.Ordinal)
        && (model is ['o', >= '1' and <= '9', ..]
            || (model.StartsWith("gpt-", StringComparison.Ordinal) && model.Length > 4 && model[4] is >= '5' and <= '9'));

    private static bool IsOrDerives(string model, string family) =>
        model == family || model.StartsWith(family + "-", StringComparison.Ordinal);
}
