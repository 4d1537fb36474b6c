using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Goshi.Configuration.Rules;

/// <summary>What is said of targets and their models, in one wording for the compiler and the runtime.</summary>
internal static class TargetSentences
{
    /// <summary>The prompt tokens of the smallest call that a budget must be able to pay for.</summary>
    public const int MinimalPromptTokens = 100;

    /// <summary>The output tokens of the smallest call.</summary>
    public const int MinimalOutputTokens = 256;

    /// <summary>The output tokens of the smallest call to a model that reasons before it answers.</summary>
    public const int MinimalReasoningTokens = 1024;

    public static string UnknownProvider(string name, string where, IEnumerable<string> known) =>
        "Unknown provider " + SecretShape.Quote(name) + " in " + where + NearestName.Hint(name, known);

    public static string Misplaced(string key, string places) => "Key " + key + " does not apply here; it applies in " + places;

    public static string UnknownModel(string model, string where) => "Unknown model " + SecretShape.Quote(model) + " in " + where;

    public static string UnknownPriceList(string name, string where, IReadOnlyList<string> known) =>
        "Unknown price list " + SecretShape.Quote(name) + " in " + where
        + (NearestName.Hint(name, known) is { Length: > 0 } hint ? hint : "; known are " + string.Join(", ", known.OrderBy(static list => list, StringComparer.Ordinal)));

    public static string NamedTwice(string target, string where) => SecretShape.Quote(target) + " is named twice in " + where;

    public static string FallsBackToItself(string target, string where) =>
        SecretShape.Quote(target) + " in " + where + " is the primary target itself, so falling back to it goes in a circle; remove it";

    public static string NoModel(string provider, string role, string key) =>
        "Provider '" + provider + "' is " + role + " but has no model; set " + key;

    public static string NeverUsed(string model, string where) =>
        "Model " + SecretShape.Quote(model) + " in " + where + " belongs to openai, but provider is auto and there is no section llm.openai, so it is never used;"
        + " add the section or write provider: openai";

    public static string Overruled(string model, string where, string provider, string key) =>
        "Model " + SecretShape.Quote(model) + " in " + where + " is never used, because " + key + " names the model of " + provider + "; remove one of them";

    public static string NotAChatModel(string model, string where, string reason) =>
        "Model " + SecretShape.Quote(model) + " in " + where + " is not a chat model: " + reason;

    public static string NeedNotMet(string model, string provider, string need, string where) =>
        "Model " + SecretShape.Quote(model) + " of " + provider + " does not support " + need + ", which " + where + " asks for";

    public static string ContextTooSmall(string model, string provider, int window, int need, string where) => string.Format(
        CultureInfo.InvariantCulture,
        "Model {0} of {1} has a context window of {2} tokens, and {3} asks for {4}", SecretShape.Quote(model), provider, window, where, need);

    public static string Unpriced(string model, string where) =>
        "Model " + SecretShape.Quote(model) + " in " + where + " has no price, so its calls count as unpriced and their cost is unknown;"
        + " give it one under pricing.models, set free for a server that costs nothing, or set unpriced_model: warn";

    public static string UnpricedTier(string model, string tier) =>
        "Model " + SecretShape.Quote(model) + " has no price in service tier '" + tier + "', so calls in it count as unpriced";

    public static string RetryOutlastsFailover(string waitKey, TimeSpan wait, string failoverKey, TimeSpan failover, string provider) =>
        waitKey + " (" + ValueRules.Show(wait) + ") is not shorter than " + failoverKey + " (" + ValueRules.Show(failover)
        + "), so " + provider + " is never tried twice while another target can answer";

    /// <param name="model">The model.</param>
    /// <param name="where">The key that names it.</param>
    /// <param name="limitKey">The limit that applies; null: none, the file says deny.</param>
    public static string UnpricedUnderLimit(string model, string where, string? limitKey) =>
        "Model " + SecretShape.Quote(model) + " in " + where + " has no price, "
        + (limitKey is null ? "and unpriced_model is 'deny'" : "so " + limitKey + " cannot be kept")
        + "; name the price list with prices, set free for a server that costs nothing, or set unpriced_model: warn";

    public static string TokenLimitAboveModel(string key, int limit, string model, int max) => string.Format(
        CultureInfo.InvariantCulture, "{0} is {1}, but model '{2}' produces at most {3} tokens", key, limit, model, max);

    public static string InheritedTokenLimitAboveModel(string key, int limit, string model, string provider, int max) => string.Format(
        CultureInfo.InvariantCulture, "{0} is {1}, but model '{2}' of {3} produces at most {4} tokens and will be sent that", key, limit, model, provider, max);

    public static string BudgetTooSmall(string key, decimal limit, string model, int output, decimal cost) => string.Format(
        CultureInfo.InvariantCulture,
        "{0} of {1} USD cannot pay for one minimal call to '{2}': {3} prompt and {4} output tokens cost {5} USD",
        key, Usd(limit), model, MinimalPromptTokens, output, Usd(cost));

    public static string BudgetBelowTokenLimit(string key, decimal limit, string model, int tokens, decimal cost) => string.Format(
        CultureInfo.InvariantCulture,
        "{0} of {1} USD is less than the {2} USD that {3} tokens of '{4}' cost, so calls with this limit are refused",
        key, Usd(limit), Usd(cost), tokens, model);

    public static string ParameterDropped(string model, string provider, string parameter) =>
        "Model '" + model + "' of " + provider + " does not accept " + parameter + ", so it will be left out";

    public static string ParameterRefused(string model, string provider, string parameter) =>
        "Model '" + model + "' of " + provider + " does not accept " + parameter + ", and unsupported_parameter is 'error'";

    public static string NoFreeFallback(string key, string owner) =>
        key + " is 'fallback', but no fallback target of " + owner + " is free of cost, so calls fail when the budget is used up";

    public static string MissingKey(string section, string key, string why) => section + " needs the key '" + key + "': " + why;

    private static string Usd(decimal amount) => amount.ToString("0.##################", CultureInfo.InvariantCulture);
}
