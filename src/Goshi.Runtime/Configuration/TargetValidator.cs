using Goshi.Configuration.Rules;

namespace Goshi.Configuration;

/// <summary>Checks what the sections refer to: providers, models, and what the price table says of each target.</summary>
internal static class TargetValidator
{
    public static void Examine(LlmOptions llm, ModelTable models, OptionsFindings findings)
    {
        Chain(llm, models, profile: null, findings);
        foreach (var profile in llm.Profiles)
        {
            Chain(llm, models, profile, findings);
        }
    }

    private static void Chain(LlmOptions llm, ModelTable models, ProfileOptions? profile, OptionsFindings findings)
    {
        var section = profile?.Bag ?? llm.Bag;
        foreach (var primary in TargetResolution.Primaries(llm, profile))
        {
            if (llm.FindProvider(primary) is null)
            {
                // A profile that inherits the provider inherits the mistake, which is reported once; so is a text that is no name.
                if (section.Own("provider") is not null && ConfigName.IsValid(primary))
                {
                    findings.Error(TargetSentences.UnknownProvider(primary, section.Path + ".provider", ProviderNames(llm).Append(TargetResolution.Auto)));
                }

                continue;
            }

            var targets = TargetResolution.Resolve(llm, models, profile, primary);
            if (section.Own("fallback") is string[] written)
            {
                Fallback(llm, models, profile, written, targets[0], findings);
            }

            foreach (var target in targets)
            {
                Target(target, target == targets[0] ? Role(profile) : "a fallback target", findings);
            }

            BudgetFallback(targets, findings);
        }
    }

    private static void Fallback(
        LlmOptions llm,
        ModelTable models,
        ProfileOptions? profile,
        string[] written,
        ResolvedTarget primary,
        OptionsFindings findings)
    {
        var place = (profile?.Bag ?? llm.Bag).Path + ".fallback";
        var seen = new List<ResolvedTarget>();
        foreach (var entry in written)
        {
            var target = TargetResolution.FallbackTarget(llm, models, profile, entry, place);
            if (target is null)
            {
                var slash = entry.IndexOf('/', StringComparison.Ordinal);
                findings.Error(TargetSentences.UnknownProvider(slash < 0 ? entry : entry[..slash], place, ProviderNames(llm)));
            }
            else if (seen.Exists(other => TargetResolution.AreSame(other, target)))
            {
                findings.Error(TargetSentences.NamedTwice(entry, place));
            }
            else if (!TargetResolution.IsAuto(llm, profile) && TargetResolution.AreSame(primary, target))
            {
                // Under auto either candidate may stand in the list: the one that became the primary is left out.
                findings.Error(TargetSentences.FallsBackToItself(entry, place));
            }
            else
            {
                seen.Add(target);
            }
        }
    }

    private static void Target(ResolvedTarget target, string role, OptionsFindings findings)
    {
        if (target.Model is not { } model)
        {
            findings.Error(TargetSentences.NoModel(target.Provider.Name, role, target.Provider.Bag.Path + ".model"));
            return;
        }

        if (target.Profile is { } profile)
        {
            foreach (var finding in CrossRules.Section(profile.Bag.Own, target.Written, target.Provider.Api == ProviderApi.Ollama))
            {
                findings.Add(finding.IsError, $"{profile.Bag.Path}: {finding.Message}");
            }
        }

        if (target.Info is { } info)
        {
            Abilities(target, info, model, findings);
            Parameters(target, info, model, findings);
            TokenLimit(target, info, model, findings);
        }

        if (!target.Provider.Free)
        {
            BudgetValidator.Examine(target, model, findings);
        }
    }

    private static void Abilities(ResolvedTarget target, ModelInfo info, string model, OptionsFindings findings)
    {
        // A completion model answers prompts, an embedding model none at all; both fail at the first chat.
        if (info.Kind != "chat")
        {
            findings.Error(TargetSentences.NotAChatModel(model, target.Place, "the price table lists it as " + info.Kind));
        }
        else if (info.ChatCompletions == false)
        {
            findings.Error(TargetSentences.NotAChatModel(model, target.Place, "it is not served at the chat completions endpoint"));
        }

        var place = (target.Profile?.IsWritten("needs") == true ? target.Profile.Bag.Path : "llm") + ".needs";
        foreach (var need in target.Needs)
        {
            var supported = need switch
            {
                "tools" => info.Tools,
                "vision" => info.Vision,
                "json_schema" => info.StructuredOutputs,
                _ => null,
            };
            if (supported == false)
            {
                findings.Error(TargetSentences.NeedNotMet(model, target.Provider.Name, need, place));
            }
        }
    }

    private static void Parameters(ResolvedTarget target, ModelInfo info, string model, OptionsFindings findings)
    {
        var effort = target.ReasoningEffort;
        if (target.Temperature is not null
            && (info.Temperature == TemperatureSupport.Rejected
                || (info.Temperature == TemperatureSupport.OnlyWithoutReasoning && effort is not (null or "none"))))
        {
            Unsupported("temperature");
        }

        if (effort is not null
            && (info.Reasoning == false || (info.ReasoningEfforts.Count > 0 && !info.ReasoningEfforts.Contains(effort))))
        {
            Unsupported($"reasoning_effort '{effort}'");
        }

        void Unsupported(string parameter)
        {
            if (target.Provider.Llm.UnsupportedParameter == "error")
            {
                findings.Error(TargetSentences.ParameterRefused(model, target.Provider.Name, parameter));
            }
            else
            {
                findings.Warning(TargetSentences.ParameterDropped(model, target.Provider.Name, parameter));
            }
        }
    }

    private static void TokenLimit(ResolvedTarget target, ModelInfo info, string model, OptionsFindings findings)
    {
        if (target.WrittenTokenLimit is not { } limit || info.MaxOutputTokens is not { } most || limit <= most)
        {
            return;
        }

        var name = target.SectionOf("max_completion_tokens") is null ? "max_tokens" : "max_completion_tokens";
        var section = target.SectionOf(name)!;
        var key = $"{section.Path}.{name}";
        if (IsWrittenForTarget(target, section))
        {
            findings.Error(TargetSentences.TokenLimitAboveModel(key, limit, model, most));
        }
        else
        {
            findings.Warning(TargetSentences.InheritedTokenLimitAboveModel(key, limit, model, target.Provider.Name, most));
        }
    }

    // Written for that provider, or beside the model in the profile; anything else was written for some other target too.
    private static bool IsWrittenForTarget(ResolvedTarget target, SettingBag section) =>
        section == target.Provider.Bag
        || (section == target.Profile?.Bag && target.Place == section.Path + ".model");

    private static void BudgetFallback(IReadOnlyList<ResolvedTarget> targets, OptionsFindings findings)
    {
        var first = targets[0].Provider;
        var limited = first.MaxCostPerSession is not null || first.Llm.MaxCostPerSession is not null;
        if (limited && !first.Free && first.OnBudgetExceeded == "fallback" && !targets.Any(static target => target.Provider.Free))
        {
            var section = first.IsWritten("on_budget_exceeded") ? first.Bag : first.Llm.Bag;
            var owner = targets[0].Profile is { } profile ? profile.Bag.Path : "llm";
            findings.Warning(TargetSentences.NoFreeFallback(section.Path + ".on_budget_exceeded", owner));
        }
    }

    private static string Role(ProfileOptions? profile) =>
        profile is null ? "the primary provider" : $"the primary provider of profile '{profile.Name}'";

    private static IEnumerable<string> ProviderNames(LlmOptions llm) => llm.Providers.Select(static provider => provider.Name);
}
