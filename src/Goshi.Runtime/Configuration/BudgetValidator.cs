using Goshi.Configuration.Rules;

namespace Goshi.Configuration;

/// <summary>Checks that a target that costs money has a price, and that the limits pay for at least one call to it.</summary>
internal static class BudgetValidator
{
    public static void Examine(ResolvedTarget target, string model, ModelTable models, OptionsFindings findings)
    {
        var provider = target.Provider;
        if (PriceOf(target) is not { } price)
        {
            Unpriced(target, model, models, findings);
            return;
        }

        Limit("llm", provider.Llm.MaxCostPerSession, target, model, price, findings);
        Limit(provider.Bag.Path, provider.MaxCostPerSession, target, model, price, findings);
    }

    private static void Unpriced(ResolvedTarget target, string model, ModelTable models, OptionsFindings findings)
    {
        var provider = target.Provider;
        // A model that has a price, but none in the tier that is asked for.
        var tier = target.Info?.TryGetPrice(ServiceTier.Standard, target.AsOf, regional: false, out _) == true ? target.SectionOf("service_tier") : null;
        if (!provider.DeniesUnpricedModels)
        {
            if (target.Info is null && models.Providers.Contains(provider.Prices, ConfigName.Comparer))
            {
                findings.Warning(TargetSentences.UnknownModel(model, target.Place));
                return;
            }

            // Whoever wrote warn has decided; nobody needs to hear of it at every start.
            if (!provider.Llm.IsWritten("unpriced_model"))
            {
                findings.Warning(tier is null ? TargetSentences.Unpriced(model, target.Place) : TargetSentences.UnpricedTier(model, target.ServiceTier!));
            }

            return;
        }

        var limit = provider.MaxCostPerSession is not null ? provider.Bag.Path + ".max_cost_per_session"
            : provider.Llm.MaxCostPerSession is not null ? "llm.max_cost_per_session"
            : null;
        findings.Error(TargetSentences.UnpricedUnderLimit(model, tier is null ? target.Place : tier.Path + ".service_tier", limit));
    }

    private static void Limit(string section, decimal? limit, ResolvedTarget target, string model, ModelPrice price, OptionsFindings findings)
    {
        // A limit that is not above 0 is reported as such; the calls that it cannot pay for would only repeat it.
        if (limit is not { } most || most <= 0)
        {
            return;
        }

        var key = section + ".max_cost_per_session";
        var output = target.Info?.Reasoning == true ? TargetSentences.MinimalReasoningTokens : TargetSentences.MinimalOutputTokens;
        if (Cost(price, TargetSentences.MinimalPromptTokens, output) is { } minimal && minimal > most)
        {
            findings.Error(TargetSentences.BudgetTooSmall(key, most, model, output, minimal));
        }
        else if (target.TokenLimit is { } tokens and > 0 && Cost(price, 0, tokens) is { } cost && cost > most)
        {
            findings.Warning(TargetSentences.BudgetBelowTokenLimit(key, most, model, tokens, cost));
        }
    }

    // The table's own day stands for today: what was valid when the project was built is valid when it starts.
    private static ModelPrice? PriceOf(ResolvedTarget target)
    {
        var tier = target.ServiceTier switch
        {
            "flex" => ServiceTier.Flex,
            "priority" => ServiceTier.Priority,
            _ => ServiceTier.Standard,
        };
        var regional = target.Provider is OpenAIProviderOptions { Regional: true };
        return target.Info is { } info && info.TryGetPrice(tier, target.AsOf, regional, out var price) ? price : null;
    }

    private static decimal? Cost(ModelPrice price, long input, long output) =>
        price.TryCalculate(new TokenUsage { InputTokens = input, OutputTokens = output }, out var usd) ? usd : null;
}
