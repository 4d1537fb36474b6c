using System;
using System.Linq;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;

namespace Goshi.Generators.Binding;

/// <summary>Proves, as far as a price table can, that each limit pays for at least one call to each target.</summary>
internal sealed class PriceRules(BoundConfig config, ModelRules models, ConfigFindings findings)
{
    private const string LimitKey = "max_cost_per_session";

    /// <summary>Whether a target without a price is refused: as written, else when a limit applies to it.</summary>
    public static bool IsDenied(Target target) => target.Llm.Text("unpriced_model") is { } written
        ? written == "deny"
        : target.Llm.Money(LimitKey) is not null || target.Provider.Section.Money(LimitKey) is not null;

    /// <summary>Checks one target.</summary>
    public void Check(Target target)
    {
        // A price list that does not exist is reported by itself.
        if (target.Model is not { } model || target.Provider.IsFree || config.Prices.Records.Count == 0
            || (target.Provider.Section.Has("prices") && !config.HasPriceList(target.Provider.PriceList)))
        {
            return;
        }

        if (EntryOf(target.Record, config.CheckDate) is not { } entry)
        {
            ReportUnpriced(target, model);
            return;
        }

        if (RatesOf(target, entry) is not { } rates)
        {
            ReportUnpricedTier(target, model, target.Written("service_tier")!);
            return;
        }

        CheckLimit(target.Llm.Find(LimitKey), target, model, rates);
        CheckLimit(target.Provider.Section.Find(LimitKey), target, model, rates);
    }

    /// <summary>A budget that is to be saved by a free target needs one.</summary>
    /// <param name="caller">llm or a profile.</param>
    /// <param name="primary">Its primary target.</param>
    /// <param name="hasFreeFallback">Whether a later target costs nothing.</param>
    public void CheckFreeFallback(BoundSection caller, Target primary, bool hasFreeFallback)
    {
        var value = primary.Provider.Section.Find("on_budget_exceeded") ?? config.Llm.Find("on_budget_exceeded");
        var isLimited = primary.Provider.Section.Money(LimitKey) is not null || config.Llm.Money(LimitKey) is not null;
        if (isLimited && !primary.Provider.IsFree && !hasFreeFallback && (string?)value?.Value == "fallback")
        {
            findings.Report(Descriptors.NoFreeFallback, value!.Span, TargetSentences.NoFreeFallback(value.Path, caller.Path));
        }
    }

    /// <summary>The price on a day; a day before the first price has the first.</summary>
    private static PriceEntry? EntryOf(PriceRecord? record, string day) =>
        record?.Prices.LastOrDefault(entry => entry.From is null || string.CompareOrdinal(entry.From, day) <= 0)
        ?? record?.Prices.FirstOrDefault();

    private static RatesModel? RatesOf(Target target, PriceEntry entry) => (string?)target.Written("service_tier")?.Value switch
    {
        "flex" => entry.Flex,
        "priority" => entry.Priority,
        _ => entry.Standard,
    };

    private void ReportUnpriced(Target target, string model)
    {
        if (IsDenied(target))
        {
            var suggestion = target.Record is null && config.HasPriceList(target.Provider.PriceList) ? models.Suggestion(target, model) : "";
            findings.Report(
                Descriptors.UnpricedModelDenied, target.Span, TargetSentences.UnpricedUnderLimit(model, target.Where, LimitOf(target)) + suggestion);
        }
        else if ((target.Record is not null || !config.HasPriceList(target.Provider.PriceList)) && config.Llm.Find("unpriced_model") is null)
        {
            findings.Report(Descriptors.UnpricedModel, target.Span, TargetSentences.Unpriced(model, target.Where));
        }
    }

    private void ReportUnpricedTier(Target target, string model, BoundValue tier)
    {
        if (IsDenied(target))
        {
            findings.Report(Descriptors.UnpricedModelDenied, tier.Span, TargetSentences.UnpricedUnderLimit(model, tier.Path, LimitOf(target)));
        }
        else if (config.Llm.Find("unpriced_model") is null)
        {
            findings.Report(Descriptors.UnpricedTier, tier.Span, TargetSentences.UnpricedTier(model, (string)tier.Value));
        }
    }

    private static string? LimitOf(Target target) => (target.Provider.Section.Find(LimitKey) ?? target.Llm.Find(LimitKey))?.Path;

    private void CheckLimit(BoundValue? limit, Target target, string model, RatesModel rates)
    {
        if (limit is null)
        {
            return;
        }

        var most = (decimal)limit.Value;
        var multiplier = target.Provider.Section.Flag("regional") == true ? target.Record!.RegionalMultiplier : 1m;
        var output = target.Record!.Reasoning == true ? TargetSentences.MinimalReasoningTokens : TargetSentences.MinimalOutputTokens;
        var minimal = Cost(rates, multiplier, TargetSentences.MinimalPromptTokens, output);
        if (minimal > most)
        {
            findings.Report(Descriptors.BudgetTooSmall, limit.Span, TargetSentences.BudgetTooSmall(limit.Path, most, model, output, minimal));
        }
        else if (target.TokenLimit is { } tokens)
        {
            // An inherited limit is sent as the most that the model can produce.
            var sent = Math.Min((int)tokens.Value, target.Record.MaxOutputTokens ?? int.MaxValue);
            var cost = Cost(rates, multiplier, 0, sent);
            if (cost > most)
            {
                findings.Report(Descriptors.BudgetBelowTokenLimit, tokens.Span, TargetSentences.BudgetBelowTokenLimit(limit.Path, most, model, sent, cost));
            }
        }
    }

    /// <summary>US dollars for so many tokens.</summary>
    private static decimal Cost(RatesModel rates, decimal multiplier, int input, int output) =>
        ((rates.Input * input) + ((rates.Output ?? 0) * output)) * multiplier / 1_000_000m;
}
