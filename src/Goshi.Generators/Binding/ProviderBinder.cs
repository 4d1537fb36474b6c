using System.Collections.Generic;
using System.Linq;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Text;

namespace Goshi.Generators.Binding;

/// <summary>Binds the sections of providers.</summary>
internal sealed class ProviderBinder(SectionBinder sections, NamedSections names, ConfigFindings findings, BoundSection local)
{
    /// <summary>A provider that is always there, with its section if it is written.</summary>
    public BoundProvider BindBuiltIn(ConfigEntry? entry, string name, string csharpName, KeyScope scope)
    {
        var path = "llm." + name;
        var section = entry is null ? new BoundSection(path, scope, key: null) : sections.Bind(entry.Key, entry.Value, path, scope);
        if (section.Find("api") is { } api && (string)api.Value != name)
        {
            findings.Report(
                Descriptors.ContradictingValues, api.Span,
                $"{api.Path} is always {name}; for api: {api.Value} give the provider a name of its own under llm.providers");
        }

        return new BoundProvider(name, csharpName, name, section, local);
    }

    /// <summary>The providers under <c>llm.providers</c>; those whose name cannot be used are left out.</summary>
    /// <param name="entry">The key <c>providers</c>.</param>
    /// <param name="builtIn">The providers that are always there.</param>
    public IEnumerable<BoundProvider> BindNamed(ConfigEntry entry, IReadOnlyList<BoundProvider> builtIn)
    {
        foreach (var provider in sections.Open(entry.Key, entry.Value, "llm.providers"))
        {
            var csharpName = names.Take("provider", provider.Key);
            var bound = BindNamed(provider, csharpName ?? "");
            if (csharpName is not null)
            {
                yield return bound;
            }

            // What was meant for it stands here, so nothing is missing there.
            builtIn.FirstOrDefault(other => ConfigName.AreEqual(other.Name, provider.Key.Text))?.Section.Note("model");
        }
    }

    private static KeyScope ScopeOf(string? api) => api switch
    {
        "openai" => KeyScope.OpenAI,
        "azure-openai" => KeyScope.Azure,
        "ollama" => KeyScope.Ollama,

        // While nobody knows what it speaks, no key of any protocol is wrong.
        _ => KeyScope.AnyProvider,
    };

    private static string? ApiOf(ConfigNode node)
    {
        var text = ((node as ConfigSection)?.Find("api")?.Value as ConfigScalar)?.Text;
        return KeyRules.Find(KeyScope.AnyProvider, "api")!.Allowed.Contains(text) ? text : null;
    }

    private BoundProvider BindNamed(ConfigEntry entry, string csharpName)
    {
        var api = ApiOf(entry.Value);
        var path = KeyPath.Append("llm.providers", entry.Key.Text);
        var section = sections.Bind(entry.Key, entry.Value, path, ScopeOf(api));
        Require(section, "api", "openai, azure-openai or ollama");
        if (api is "openai" or "azure-openai")
        {
            Require(section, "base_url", "the address that its calls and its key go to");
        }

        if (api is "azure-openai")
        {
            Require(section, "api_version", "the api-version of Azure OpenAI, such as 2024-10-21");
        }

        return new BoundProvider(entry.Key.Text, csharpName, api ?? "openai", section, local);
    }

    private void Require(BoundSection section, string key, string what)
    {
        if (!section.Has(key))
        {
            findings.Report(Descriptors.MissingKey, section.KeySpan, TargetSentences.MissingKey(section.Path, key, what));
        }
    }
}
