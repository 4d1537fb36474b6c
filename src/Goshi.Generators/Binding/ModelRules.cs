using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;

namespace Goshi.Generators.Binding;

/// <summary>Compares each target with what the price table knows of its model.</summary>
internal sealed class ModelRules(BoundConfig config, ConfigFindings findings)
{
    // Long enough to change over, short enough not to nag.
    private const int RetirementNoticeDays = 90;

    private readonly HashSet<BoundProvider> _withoutModel = [];

    /// <summary>Checks one target. A target without a model has nothing else to check.</summary>
    public void Check(Target target)
    {
        if (target.Model is not { } model)
        {
            // Every target that leads there lacks the same model; the first one is enough.
            if (!target.HasBrokenModel && _withoutModel.Add(target.Provider))
            {
                findings.Report(
                    Descriptors.MissingModel, target.Span,
                    TargetSentences.NoModel(target.Provider.Name, target.Role, target.Provider.Section.Path + ".model"));
            }
        }
        else if (target.Record is { } record)
        {
            CheckAbilities(target, model, record);
            CheckRetirement(target, model, record);
            CheckParameters(target, model, record);
            CheckTokenLimit(target, model, record);
        }
        else if (!target.Provider.IsFree && config.HasPriceList(target.Provider.PriceList) && !PriceRules.IsDenied(target))
        {
            findings.Report(Descriptors.UnknownModel, target.Span, TargetSentences.UnknownModel(model, target.Where), Suggestion(target, model));
        }
    }

    /// <summary>The end of a message about a model that the table does not list: what may have been meant.</summary>
    public string Suggestion(Target target, string model)
    {
        var elsewhere = config.Prices.Records.FirstOrDefault(record => record.Id == model || record.Aliases.Contains(model, StringComparer.Ordinal));
        if (TargetResolver.Split(model).Model is { } bare && config.FindPrice(target.Provider.PriceList, bare) is not null)
        {
            return "; write '" + bare + "', without a provider before it";
        }

        if (model.Substring(0, Math.Max(0, model.IndexOf(':'))) is { Length: > 0 } untagged && config.FindPrice(target.Provider.PriceList, untagged) is not null)
        {
            return "; write '" + untagged + "', without a tag after it";
        }

        var hint = NearestName.Hint(model, ChatModels(target).SelectMany(static record => new[] { record.Id }.Concat(record.Aliases)));
        return hint.Length > 0 ? hint
            : elsewhere is not null ? "; the price table lists it for " + elsewhere.Provider
            : "; the price table does not list it for " + target.Provider.PriceList;
    }

    private IEnumerable<PriceRecord> ChatModels(Target target) =>
        config.PriceList(target.Provider.PriceList).Where(static record => record.Kind == "chat" && record.ChatCompletions != false);

    private void CheckAbilities(Target target, string model, PriceRecord record)
    {
        if (record.Kind != "chat")
        {
            ReportNoChat("the price table lists it as " + record.Kind);
        }
        else if (record.ChatCompletions == false)
        {
            ReportNoChat("it is not served at the chat completions endpoint");
        }

        CheckNeeds(target, model, record);

        void ReportNoChat(string reason) =>
            findings.Report(Descriptors.NotAChatModel, target.Span, TargetSentences.NotAChatModel(model, target.Where, reason) + Instead(target, model));
    }

    private void CheckNeeds(Target target, string model, PriceRecord record)
    {
        if (config.Find(target.Caller, "needs_context") is { } context && record.ContextWindow is { } window && window < (int)context.Value)
        {
            findings.Report(
                Descriptors.NeedNotMet, target.Span,
                TargetSentences.ContextTooSmall(model, target.Provider.Name, window, (int)context.Value, context.Path));
        }

        foreach (var need in (string[]?)config.Find(target.Caller, "needs")?.Value ?? [])
        {
            var supported = need switch
            {
                "tools" => record.Tools,
                "vision" => record.Vision,
                "json_schema" => record.StructuredOutputs,
                _ => null,
            };
            if (supported == false)
            {
                findings.Report(Descriptors.NeedNotMet, target.Span, TargetSentences.NeedNotMet(model, target.Provider.Name, need, config.Find(target.Caller, "needs")!.Path));
            }
        }
    }

    private string Instead(Target target, string model)
    {
        var ids = ChatModels(target).Where(static record => record.Status == "active").Select(static record => record.Id).ToList();
        var near = NearestName.Find(model, ids);
        return near is not null ? "; the chat model '" + near + "' is"
            : ids.Count > 0 ? "; chat models are " + string.Join(", ", ids.Take(3))
            : "";
    }

    private void CheckRetirement(Target target, string model, PriceRecord record)
    {
        if (record is { RetirementDate: null, Status: "retired" })
        {
            findings.Report(Descriptors.ReportedlyRetiredModel, target.Span, SecretShape.Quote(model), target.Where, "a day that no source gives", "");
            return;
        }

        if (record.RetirementDate is not { } date || !TryRead(date, out var day) || !TryRead(config.CheckDate, out var today))
        {
            return;
        }

        // A build is only stopped by what OpenAI says of OpenAI's own service: others keep models longer, and blogs err.
        var isCertain = target.Provider.IsOpenAIItself && record.RetirementSource?.StartsWith("OpenAI", StringComparison.Ordinal) == true;
        var descriptor = day > today ? Descriptors.RetiringModel : isCertain ? Descriptors.RetiredModel : Descriptors.ReportedlyRetiredModel;
        var source = record.RetirementSource is null ? "" : " (source: " + record.RetirementSource + ")";
        if (day <= today.AddDays(RetirementNoticeDays))
        {
            findings.Report(descriptor, target.Span, SecretShape.Quote(model), target.Where, date, source);
        }
    }

    private static bool TryRead(string date, out DateTime day) => PriceSyntax.TryReadDate(date, out day) && day < DateTime.MaxValue.AddYears(-1);

    private void CheckParameters(Target target, string model, PriceRecord record)
    {
        var effort = target.Written("reasoning_effort");
        var word = (string?)effort?.Value;
        if (target.Written("temperature") is { } temperature
            && (record.Temperature == "rejected" || (record.Temperature == "only_without_reasoning" && word is not (null or "none"))))
        {
            ReportUnsupported(temperature, "temperature");
        }

        if (effort is not null
            && (record.Reasoning == false || (record.ReasoningEfforts.Count > 0 && !record.ReasoningEfforts.Contains(word!, StringComparer.Ordinal))))
        {
            ReportUnsupported(effort, "reasoning_effort '" + word + "'");
        }

        void ReportUnsupported(BoundValue value, string parameter)
        {
            if (config.Llm.Text("unsupported_parameter") == "error")
            {
                findings.Report(Descriptors.ParameterRefused, value.Span, TargetSentences.ParameterRefused(model, target.Provider.Name, parameter));
            }
            else
            {
                findings.Report(Descriptors.ParameterDropped, value.Span, TargetSentences.ParameterDropped(model, target.Provider.Name, parameter));
            }
        }
    }

    private void CheckTokenLimit(Target target, string model, PriceRecord record)
    {
        if (target.TokenLimit is not { } limit || record.MaxOutputTokens is not { } most || (int)limit.Value <= most)
        {
            return;
        }

        // Beside the provider, or beside the model in a profile, it was written for this target; elsewhere for others too.
        var isOwn = ReferenceEquals(limit, target.Provider.Section.Find(limit.Rule.Name))
            || (ReferenceEquals(limit, target.Caller.Find(limit.Rule.Name)) && target.Where == target.Caller.Path + ".model" && target.Caller != config.Llm);
        if (isOwn)
        {
            findings.Report(Descriptors.TokenLimitAboveModel, limit.Span, TargetSentences.TokenLimitAboveModel(limit.Path, (int)limit.Value, model, most));
        }
        else
        {
            findings.Report(
                Descriptors.InheritedTokenLimitAboveModel, limit.Span,
                TargetSentences.InheritedTokenLimitAboveModel(limit.Path, (int)limit.Value, model, target.Provider.Name, most));
        }
    }
}
