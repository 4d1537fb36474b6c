using System;
using System.Collections.Generic;
using System.Linq;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Text;

namespace Goshi.Generators.Binding;

/// <summary>The rules of names that refer to providers, targets and price lists.</summary>
internal sealed class ReferenceRules(BoundConfig config, TargetResolver resolver, ConfigFindings findings)
{
    /// <summary>Checks every reference in the file.</summary>
    public void Check()
    {
        foreach (var caller in config.Callers)
        {
            CheckProvider(caller);
            CheckFallbackNames(caller);
            CheckFallbackOrder(caller);
        }

        foreach (var provider in config.Providers)
        {
            CheckPriceList(provider);
        }
    }

    private void CheckProvider(BoundSection caller)
    {
        if (caller.Find("provider") is { } value
            && (string)value.Value is var name
            && !ConfigName.AreEqual(name, BoundConfig.Auto)
            && config.FindProvider(name) is null)
        {
            ReportUnknown(name, value.Path, value.Node, Known(withAuto: true));
        }
    }

    private void CheckFallbackNames(BoundSection caller)
    {
        if (caller.Find("fallback") is not { } list)
        {
            return;
        }

        foreach (var item in list.Items)
        {
            var (name, model) = TargetResolver.Split(item.Text);
            if (config.FindProvider(item.Text) is null && (model is null || config.FindProvider(name) is null))
            {
                ReportUnknown(name, list.Path, item, Known(withAuto: false));
            }
        }
    }

    /// <summary>A hint that knows more than the spelling: what was written is something else of the file or the table.</summary>
    private string? OtherMeaning(string name)
    {
        if (config.Profiles.Any(profile => ConfigName.AreEqual(profile.Name, name)))
        {
            return "; that is a profile, and a provider is needed here";
        }

        if (ConfigName.AreEqual(name, BoundConfig.Auto))
        {
            return "; auto chooses a primary provider and is no target of a fallback";
        }

        return config.Prices.Records.FirstOrDefault(record => record.Id == name) is { } record && config.FindProvider(record.Provider) is { } provider
            ? "; that is a model: write " + provider.Name + "/" + name
            : null;
    }

    private void ReportUnknown(string name, string where, ConfigNode node, IReadOnlyList<string> known)
    {
        var sentence = OtherMeaning(name) is { } meaning
            ? TargetSentences.UnknownProvider(name, where, []) + meaning
            : TargetSentences.UnknownProvider(name, where, known);
        if (sentence == TargetSentences.UnknownProvider(name, where, []))
        {
            sentence += "; known are " + string.Join(", ", known);
        }

        findings.Report(Descriptors.UnknownProvider, node.Span, sentence);
    }

    private List<string> Known(bool withAuto) =>
        config.Providers.Select(static provider => provider.Name).Concat(withAuto ? [BoundConfig.Auto] : Array.Empty<string>()).ToList();

    /// <summary>
    /// Duplicates and circles, in a list that the caller itself writes: an inherited one that names the caller's own target
    /// is inherited without it.
    /// </summary>
    private void CheckFallbackOrder(BoundSection caller)
    {
        if (caller.Find("fallback") is not { } list)
        {
            return;
        }

        var primaries = resolver.Primaries(caller);
        var primary = primaries.Count == 1 && !ConfigName.AreEqual(config.PrimaryOf(caller), BoundConfig.Auto) ? primaries[0] : null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, target) in resolver.Fallback(caller))
        {
            if (primary?.Name == target.Name)
            {
                findings.Report(Descriptors.FallbackToPrimary, item.Span, TargetSentences.FallsBackToItself(item.Text, list.Path));
            }
            else if (!seen.Add(target.Name))
            {
                findings.Report(Descriptors.DuplicateFallback, item.Span, TargetSentences.NamedTwice(item.Text, list.Path));
            }
        }
    }

    private void CheckPriceList(BoundProvider provider)
    {
        if (provider.Section.Find("prices") is not { } prices || config.Prices.Records.Count == 0)
        {
            return;
        }

        var name = (string)prices.Value;
        if (!config.HasPriceList(name))
        {
            var known = config.Prices.Records.Select(static record => record.Provider).Distinct().ToList();
            findings.Report(Descriptors.UnknownPriceList, prices.Span, TargetSentences.UnknownPriceList(name, prices.Path, known));
        }
    }
}
