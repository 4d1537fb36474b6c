using System;
using System.Collections.Generic;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Goshi.Generators.Binding;

/// <summary>Asks the rules between values about each section, and puts their findings into the file.</summary>
internal sealed class SectionRules(BoundConfig config, TargetResolver resolver, ConfigFindings findings)
{
    /// <summary>Checks llm, the providers and the local address; profiles are checked target by target.</summary>
    public void Check()
    {
        CheckValues(config.Llm, isOllama: !resolver.ReachesOthersThanOllama());
        foreach (var provider in config.Providers)
        {
            CheckValues(provider.Section, provider.IsOllama);
            CheckOvershoot(provider);
            Report(provider.Section, CrossRules.Address(provider.Section.Scope, provider.Section.Text("base_url")));
            if (provider.Address is { } address)
            {
                var variable = provider.Section.Text("api_key_env") ?? (provider.Name == "openai" ? "OPENAI_API_KEY" : null);
                Report(provider.Section, CrossRules.Unencrypted(address, variable));
            }
        }

        Report(config.Local, CrossRules.Address(KeyScope.Local, config.Local.Text("url")));
        Report(config.Local, CrossRules.LocalPorts(config.Local.Text("url"), config.Local.Integer("port")));
    }

    /// <summary>Checks what a profile writes against what is in force at one of its targets.</summary>
    public void CheckProfile(Target target) =>
        Report(target.Caller, CrossRules.Section(key => target.Caller.Find(key)?.Value, key => target.Written(key)?.Value, target.Provider.IsOllama));

    private void CheckValues(BoundSection section, bool isOllama) => Report(
        section,
        CrossRules.Section(
            key => section.Find(key)?.Value,
            key => (section.Find(key) ?? config.Llm.Find(key))?.Value,
            isOllama));

    private void Report(BoundSection section, IReadOnlyList<RuleFinding> found)
    {
        foreach (var finding in found)
        {
            Report(section, finding);
        }
    }

    private void CheckOvershoot(BoundProvider provider)
    {
        var limit = provider.Section.Find("max_cost_per_session") ?? config.Llm.Find("max_cost_per_session");
        var estimates = provider.Section.Find("estimate_before_request") ?? config.Llm.Find("estimate_before_request");
        if (!provider.IsFree && estimates is not null)
        {
            // The value that says so can be llm's, and is then found once for all providers.
            var section = provider.Section.Find("estimate_before_request") is null ? config.Llm : provider.Section;
            Report(section, CrossRules.Overshoot((bool)estimates.Value, limit?.Path));
        }
    }

    private void Report(BoundSection section, RuleFinding? finding)
    {
        if (finding is not null && section.Find(finding.Key) is { } value)
        {
            findings.Report(DescriptorOf(finding.Rule), value.Span, finding.Message);
        }
    }

    private static DiagnosticDescriptor DescriptorOf(CrossRule rule) => rule switch
    {
        CrossRule.TwoTokenLimits => Descriptors.TwoTokenLimits,
        CrossRule.ContradictingValues => Descriptors.ContradictingValues,
        CrossRule.SlowRecovery => Descriptors.SlowRecovery,
        CrossRule.CircuitOpensInsideACall => Descriptors.CircuitOpensInsideACall,
        CrossRule.OvershootPossible => Descriptors.OvershootPossible,
        CrossRule.KeySentUnencrypted => Descriptors.KeySentUnencrypted,
        CrossRule.LocalAddressConflict => Descriptors.LocalAddressConflict,
        CrossRule.WrongAddress => Descriptors.WrongAddress,
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };
}
