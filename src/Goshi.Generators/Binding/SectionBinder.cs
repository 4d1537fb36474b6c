using System;
using System.Collections.Generic;
using System.Linq;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis;

namespace Goshi.Generators.Binding;

/// <summary>Binds the keys of one section by the rule table.</summary>
internal sealed class SectionBinder(ConfigFindings findings)
{
    /// <summary>Binds a section; keys that hold sections of their own are left to the caller.</summary>
    /// <param name="key">The key under which it stands.</param>
    /// <param name="node">What stands there.</param>
    /// <param name="path">The section's full name.</param>
    /// <param name="scope">What may stand in it.</param>
    /// <param name="subsections">The keys in it that hold sections.</param>
    public BoundSection Bind(ConfigScalar key, ConfigNode node, string path, KeyScope scope, params string[] subsections)
    {
        var bound = new BoundSection(path, scope, key);
        bound.IsReadable = node is ConfigSection { HasOddKey: false } or ConfigScalar { IsNull: true };
        (node as ConfigSection)?.Dropped.ForEach(bound.Note);
        foreach (var entry in Open(key, node, path))
        {
            if (findings.IsFull)
            {
                break;
            }

            var name = entry.Key.Text;
            bound.Note(name);
            if (subsections.Contains(name, StringComparer.Ordinal))
            {
                continue;
            }

            if (KeyRules.Find(scope, name) is not { } rule)
            {
                ReportUnknown(entry, bound, subsections);
            }
            else if (BindValue(rule, path + "." + name, entry) is { } value)
            {
                bound.Add(value);
            }
        }

        return bound;
    }

    /// <summary>The entries of a section; nothing written is an empty one, anything else is reported.</summary>
    public IReadOnlyList<ConfigEntry> Open(ConfigScalar key, ConfigNode node, string path)
    {
        switch (node)
        {
            case ConfigSection section:
                return section.Entries;
            case ConfigScalar { IsNull: true }:
                return [];
            default:
                findings.Report(Descriptors.WrongShape, node.Span.IsEmpty ? key.Span : node.Span, path, "must be a section with keys", node.Noun + MissingSpace.Hint((node as ConfigScalar)?.Text ?? ""));
                return [];
        }
    }

    private void ReportUnknown(ConfigEntry entry, BoundSection section, string[] subsections)
    {
        var name = entry.Key.Text;
        if (KeyPlaces.Of(name) is { Length: > 0 } places)
        {
            findings.Report(Descriptors.MisplacedKey, entry.Key.Span, name, section.Path, places);
        }
        else
        {
            var candidates = KeyRules.For(section.Scope).Select(static rule => rule.Name).Concat(subsections).ToList();
            var hint = NearestName.Hint(name, candidates);
            if (NearestName.Find(name, candidates) is { } meant)
            {
                // Else a misspelt key would be found missing as well.
                section.Note(meant);
            }

            if (MissingSpace.Hint(name) is { Length: > 0 } spaced)
            {
                hint = spaced;
                section.Note(name.Substring(0, MissingSpace.ColonIn(name)));
            }
            else if (hint.Length == 0 && section.Scope == KeyScope.Llm && entry.Value is ConfigSection)
            {
                hint = "; a provider of your own stands under llm.providers, and a profile under llm.profiles";
            }

            findings.Report(Descriptors.UnknownKey, entry.Key.Span, SecretShape.Quote(name), section.Path, hint);
        }

        // The message about the key would leave the worse mistake unsaid.
        if (entry.Value is ConfigScalar value && SecretShape.LooksLikeSecret(value.Text))
        {
            findings.Report(Descriptors.LiteralSecret, value.Span, section.Path, ValueRules.Secret.Message);
        }
    }

    private BoundValue? BindValue(KeyRule rule, string path, ConfigEntry entry)
    {
        if (entry.Value is ConfigScalar { IsNull: true } nothing)
        {
            var span = nothing.Span.IsEmpty ? entry.Key.Span : nothing.Span;
            findings.Report(
                Descriptors.MissingValue, span, path, rule.Kind == KeyKind.TextList ? "write [] for none" : "write one, or remove the key");
            return null;
        }

        return (rule.Kind, entry.Value) switch
        {
            (KeyKind.TextList, ConfigList list) => BindList(rule, path, list),
            (not KeyKind.TextList, ConfigScalar scalar) => BindText(rule, path, scalar),
            _ => ReportShape(rule, path, entry.Value),
        };
    }

    private BoundValue? ReportShape(KeyRule rule, string path, ConfigNode node)
    {
        // An odd key, as in {{NAME}}, was reported already.
        if (node is not ConfigSection { HasOddKey: true })
        {
            findings.Report(Descriptors.WrongShape, node.Span, path, ValueRules.MustBe(rule), node.Noun + AsList(rule, node));
        }

        return null;
    }

    private static string AsList(KeyRule rule, ConfigNode node) =>
        rule.Kind == KeyKind.TextList && node is ConfigScalar { IsNull: false } text && ValueReader.Read(rule, text.Text).Problem is null
            ? "; write " + SecretShape.Quote("[" + text.Text + "]")
            : "";

    private BoundValue? BindText(KeyRule rule, string path, ConfigScalar scalar)
    {
        var reading = ValueReader.Read(rule, scalar.Text);
        if (reading.Problem is { } problem)
        {
            findings.Report(DescriptorOf(problem.Kind), scalar.Span, path, problem.Message);
            return null;
        }

        return new BoundValue(rule, path, reading.Value!, scalar, []);
    }

    /// <summary>Each item is read by itself, so that the squiggle is under the wrong one and the others stay.</summary>
    private BoundValue BindList(KeyRule rule, string path, ConfigList list)
    {
        var items = new List<ConfigScalar>();
        foreach (var node in list.Items)
        {
            if (node is not ConfigScalar { IsNull: false } item)
            {
                ReportShape(rule, path, node);
            }
            else if (ValueReader.ReadList(rule, [item.Text]).Problem is { } problem)
            {
                findings.Report(DescriptorOf(problem.Kind), item.Span, path, problem.Message);
            }
            else
            {
                items.Add(item);
            }
        }

        return new BoundValue(rule, path, items.Select(static item => item.Text).ToArray(), list, items.ToArray());
    }

    private static DiagnosticDescriptor DescriptorOf(ValueProblemKind kind) => kind switch
    {
        ValueProblemKind.Secret => Descriptors.LiteralSecret,
        ValueProblemKind.OutOfRange => Descriptors.OutOfRange,
        ValueProblemKind.NotAllowed => Descriptors.WordNotAllowed,
        _ => Descriptors.WrongType,
    };
}
