using Goshi.Configuration.Rules;

namespace Goshi.Configuration;

/// <summary>Checks what the sections refer to: providers, models, and what the price table says of each target.</summary>
internal sealed class TargetValidator
{
    private readonly LlmOptions _llm;
    private readonly ModelTable _models;
    private readonly OptionsFindings _findings;
    private readonly HashSet<ProviderOptions> _withoutModel = [];

    private TargetValidator(LlmOptions llm, ModelTable models, OptionsFindings findings)
    {
        _llm = llm;
        _models = models;
        _findings = findings;
    }

    public static void Examine(LlmOptions llm, ModelTable models, OptionsFindings findings)
    {
        var validator = new TargetValidator(llm, models, findings);
        validator.Chain(profile: null);
        foreach (var profile in llm.Profiles)
        {
            validator.Chain(profile);
        }

        validator.Overruled();
        validator.PriceLists();
    }

    // llm's model is for one provider; where that writes its own, llm's is never sent.
    private void Overruled()
    {
        if (_llm.Bag.Own("model") is string model
            && _llm.Providers.FirstOrDefault(provider => TargetResolution.Owns(provider, model, _llm.Provider, _models)) is { } owner
            && owner.Bag.Own("model") is string own
            && own != model)
        {
            _findings.Warning(TargetSentences.Overruled(model, "llm.model", owner.Name, owner.Bag.Path + ".model"));
        }
    }

    private void PriceLists()
    {
        foreach (var bag in _llm.Providers.Select(static provider => provider.Bag))
        {
            if (bag.Text("prices") is { } name && LacksPriceList(name))
            {
                _findings.Error(TargetSentences.UnknownPriceList(name, bag.Path + ".prices", _models.Providers));
            }
        }
    }

    private bool LacksPriceList(string name) => _models.Providers.Count > 0 && !_models.Providers.Contains(name, ConfigName.Comparer);

    private void Chain(ProfileOptions? profile)
    {
        var section = profile?.Bag ?? _llm.Bag;
        foreach (var primary in TargetResolution.Primaries(_llm, profile))
        {
            if (_llm.FindProvider(primary) is null)
            {
                // A profile that inherits the provider inherits the mistake, which is reported once; so is a text that is no name.
                if (section.Own("provider") is not null && ConfigName.IsValid(primary))
                {
                    _findings.Error(TargetSentences.UnknownProvider(primary, section.Path + ".provider", ProviderNames().Append(TargetResolution.Auto)));
                }

                continue;
            }

            var targets = TargetResolution.Resolve(_llm, _models, profile, primary);
            if (section.Own("fallback") is string[] written)
            {
                Fallback(profile, written, targets[0]);
            }

            foreach (var target in targets)
            {
                Target(target, target == targets[0] ? Role(profile) : FallbackRole(profile));
            }

            foreach (var target in targets.SkipLast(1))
            {
                RetryWait(section, target);
            }

            BudgetFallback(targets);
            NeverUsed(profile, targets);
        }
    }

    // Under auto, OpenAI's model is for the openai section; without one it would silently never answer.
    private void NeverUsed(ProfileOptions? profile, IReadOnlyList<ResolvedTarget> targets)
    {
        var section = profile?.Bag ?? _llm.Bag;
        if (section.Own("model") is string model
            && TargetResolution.IsAuto(_llm, profile)
            && _llm.FindProvider("openai") is { IsConfigured: false }
            && _models.Find(model)?.Provider == "openai"
            && !targets.Any(target => target.Model == model))
        {
            _findings.Warning(TargetSentences.NeverUsed(model, section.Path + ".model"));
        }
    }

    private void Fallback(ProfileOptions? profile, string[] written, ResolvedTarget primary)
    {
        var place = (profile?.Bag ?? _llm.Bag).Path + ".fallback";
        var seen = new List<ResolvedTarget>();
        foreach (var entry in written)
        {
            var target = TargetResolution.FallbackTarget(_llm, _models, profile, entry, place);
            if (target is null)
            {
                var slash = entry.IndexOf('/', StringComparison.Ordinal);
                _findings.Error(TargetSentences.UnknownProvider(slash < 0 ? entry : entry[..slash], place, ProviderNames()));
            }
            else if (seen.Exists(other => TargetResolution.AreSame(other, target)))
            {
                _findings.Error(TargetSentences.NamedTwice(entry, place));
            }
            else if (!TargetResolution.IsAuto(_llm, profile) && TargetResolution.AreSame(primary, target))
            {
                // Under auto either candidate may stand in the list: the one that became the primary is left out.
                _findings.Error(TargetSentences.FallsBackToItself(entry, place));
            }
            else
            {
                seen.Add(target);
            }
        }
    }

    private void Target(ResolvedTarget target, string role)
    {
        if (target.Model is not { } model)
        {
            // Every chain that leads there says the same; the first one is enough.
            if (_withoutModel.Add(target.Provider))
            {
                _findings.Error(TargetSentences.NoModel(target.Provider.Name, role, target.Provider.Bag.Path + ".model"));
            }

            return;
        }

        if (target.Profile is { } profile)
        {
            foreach (var finding in CrossRules.Section(profile.Bag.Own, target.Written, target.Provider.Api == ProviderApi.Ollama))
            {
                _findings.Add(finding.IsError, $"{profile.Bag.Path}: {finding.Message}");
            }
        }

        if (target.Info is { } info)
        {
            Abilities(target, info, model);
            Parameters(target, info, model);
            TokenLimit(target, info, model);
        }

        // A price list that does not exist is reported by itself.
        if (!target.Provider.Free && !(target.Provider.IsWritten("prices") && LacksPriceList(target.Provider.Prices)))
        {
            BudgetValidator.Examine(target, model, _models, _findings);
        }
    }

    // Every target before the last one is left when its time is up.
    private void RetryWait(SettingBag caller, ResolvedTarget target)
    {
        var provider = target.Provider;
        var section = new[] { provider.Bag, _llm.Bag }.FirstOrDefault(static bag => bag.Own("retry_backoff_min") is not null);
        var failover = new[] { caller, _llm.Bag }.FirstOrDefault(static bag => bag.Own("failover_after") is not null);
        if ((section ?? failover) is not null && provider.MaxRetries > 0
            && provider.RetryBackoffMin <= provider.RetryBackoffMax // else it is an error already
            && provider.RetryBackoffMin >= target.FailoverAfter)
        {
            _findings.Warning(TargetSentences.RetryOutlastsFailover(
                section is null ? "retry_backoff_min" : section.Path + ".retry_backoff_min", provider.RetryBackoffMin,
                failover is null ? "failover_after" : failover.Path + ".failover_after", target.FailoverAfter, provider.Name));
        }
    }

    private void Abilities(ResolvedTarget target, ModelInfo info, string model)
    {
        // A completion model answers prompts, an embedding model none at all; both fail at the first chat.
        if (info.Kind != "chat")
        {
            _findings.Error(TargetSentences.NotAChatModel(model, target.Place, "the price table lists it as " + info.Kind));
        }
        else if (info.ChatCompletions == false)
        {
            _findings.Error(TargetSentences.NotAChatModel(model, target.Place, "it is not served at the chat completions endpoint"));
        }

        if (target.NeedsContext is { } context && info.ContextWindow is { } window && window < context)
        {
            _findings.Error(TargetSentences.ContextTooSmall(model, target.Provider.Name, window, context, PlaceOf("needs_context")));
        }

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
                _findings.Error(TargetSentences.NeedNotMet(model, target.Provider.Name, need, PlaceOf("needs")));
            }
        }

        string PlaceOf(string key) => (target.Profile?.IsWritten(key) == true ? target.Profile.Bag.Path : "llm") + "." + key;
    }

    private void Parameters(ResolvedTarget target, ModelInfo info, string model)
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
                _findings.Error(TargetSentences.ParameterRefused(model, target.Provider.Name, parameter));
            }
            else
            {
                _findings.Warning(TargetSentences.ParameterDropped(model, target.Provider.Name, parameter));
            }
        }
    }

    private void TokenLimit(ResolvedTarget target, ModelInfo info, string model)
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
            _findings.Error(TargetSentences.TokenLimitAboveModel(key, limit, model, most));
        }
        else
        {
            _findings.Warning(TargetSentences.InheritedTokenLimitAboveModel(key, limit, model, target.Provider.Name, most));
        }
    }

    // Written for that provider, or beside the model in the profile; anything else was written for some other target too.
    private static bool IsWrittenForTarget(ResolvedTarget target, SettingBag section) =>
        section == target.Provider.Bag
        || (section == target.Profile?.Bag && target.Place == section.Path + ".model");

    private void BudgetFallback(IReadOnlyList<ResolvedTarget> targets)
    {
        var first = targets[0].Provider;
        var limited = first.MaxCostPerSession is not null || first.Llm.MaxCostPerSession is not null;
        if (limited && !first.Free && first.OnBudgetExceeded == "fallback" && !targets.Any(static target => target.Provider.Free))
        {
            var section = first.IsWritten("on_budget_exceeded") ? first.Bag : first.Llm.Bag;
            var owner = targets[0].Profile is { } profile ? profile.Bag.Path : "llm";
            _findings.Warning(TargetSentences.NoFreeFallback(section.Path + ".on_budget_exceeded", owner));
        }
    }

    private static string Role(ProfileOptions? profile) =>
        profile is null ? "the primary provider" : "the primary provider of " + profile.Bag.Path;

    private static string FallbackRole(ProfileOptions? profile) =>
        "named in " + (profile?.Bag.Own("fallback") is null ? "llm" : profile.Bag.Path) + ".fallback";

    private IEnumerable<string> ProviderNames() => _llm.Providers.Select(static provider => provider.Name);
}
