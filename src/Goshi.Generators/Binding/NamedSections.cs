using System;
using System.Collections.Generic;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Emit;
using Goshi.Generators.Text;

namespace Goshi.Generators.Binding;

/// <summary>The names that users give to providers and profiles: they become properties of the same generated class.</summary>
internal sealed class NamedSections(ConfigFindings findings)
{
    private const string BuiltIn = "built-in provider";

    private readonly Dictionary<string, (string Kind, string Name)> _taken = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OpenAI"] = (BuiltIn, "openai"),
        ["Ollama"] = (BuiltIn, "ollama"),
    };

    /// <summary>The C# name of a section, or null when the name cannot be used; then the section is not generated.</summary>
    /// <param name="kind">provider or profile.</param>
    /// <param name="key">The name.</param>
    public string? Take(string kind, ConfigScalar key)
    {
        if (SecretShape.HoldsKey(key.Text) || SecretShape.LooksLikeSecret(key.Text))
        {
            findings.Report(Descriptors.LiteralSecret, key.Span, "the name of a " + kind, ValueRules.Secret.Message);
            return null;
        }

        if (!ConfigName.IsValid(key.Text))
        {
            findings.Report(Descriptors.InvalidName, key.Span, SecretShape.Quote(key.Text), kind);
            return null;
        }

        var name = CSharpName.Of(key.Text);
        if (ReservedNames.OwnerOf(name) is { } owner)
        {
            findings.Report(Descriptors.ReservedName, key.Span, kind, SecretShape.Quote(key.Text), name, owner);
            return null;
        }

        if (_taken.TryGetValue(name, out var other))
        {
            findings.Report(
                Descriptors.NameCollision, key.Span, kind, SecretShape.Quote(key.Text), other.Kind, SecretShape.Quote(other.Name), name,
                other.Kind != BuiltIn ? "rename one of them"
                    : kind == "provider" ? "write its keys directly under llm." + other.Name + ", or choose another name"
                    : "choose another name");
            return null;
        }

        _taken.Add(name, (kind, key.Text));
        return name;
    }
}
