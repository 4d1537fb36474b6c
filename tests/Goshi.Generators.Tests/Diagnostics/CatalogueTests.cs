using System.Reflection;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;
using Goshi.Generators.Tests.Analyzers;
using Goshi.Generators.Tests.Binding;
using Goshi.Generators.Tests.Incremental;
using Microsoft.CodeAnalysis;

namespace Goshi.Generators.Tests.Diagnostics;

/// <summary>Each diagnostic is reported at its mark and alone, and its neighbour is silent.</summary>
public sealed class CatalogueTests
{
    private const string ProjectYaml = "llm:\n  provider: ollama\n";

    public static TheoryData<string> Ids => new(Catalogue.All.Select(static mistake => mistake.Id));

    [Fact]
    public void Every_id_is_in_the_catalogue_once()
    {
        var ids = typeof(Descriptors)
            .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(static field => field.GetValue(null)).OfType<DiagnosticDescriptor>().Select(static descriptor => descriptor.Id);

        Assert.Equal(ids.Order(StringComparer.Ordinal), Catalogue.All.Select(static mistake => mistake.Id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_mistake_is_reported_at_its_place_and_alone(string id)
    {
        var mistake = Catalogue.All.Single(mistake => mistake.Id == id);
        var (text, mark) = Unmark(mistake);

        var found = Find(mistake.Kind, text);

        Assert.Equal($"{id} '{mark}'", Assert.Single(found, found => found.StartsWith(id, StringComparison.Ordinal)));
        Assert.True(found.Length == 1 || id == "GOSHI016", string.Join("\n", found));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_neighbour_is_silent(string id)
    {
        var mistake = Catalogue.All.Single(mistake => mistake.Id == id);

        Assert.Empty(Find(mistake.Kind, mistake with { Wrong = mistake.Right } is var right ? Unmark(right).Text : ""));
    }

    private static (string Text, string Mark) Unmark(Mistake mistake)
    {
        var yaml = mistake.Wrong;
        if (mistake.Kind == MistakeKind.Yaml)
        {
            yaml = "llm:\n" + string.Concat(yaml.Split('\n').Select(static line => $"  {line}\n"));
        }

        var start = yaml.IndexOf("[|", StringComparison.Ordinal);
        start += start >= 0 && yaml.AsSpan(start).StartsWith("[[|") ? 1 : 0;
        if (start < 0)
        {
            return (yaml, "");
        }

        var end = yaml.IndexOf("|]", start + 2, StringComparison.Ordinal) - 2;
        var text = yaml.Remove(start, 2).Remove(end, 2);
        return (text, text[start..end]);
    }

    private static string[] Find(MistakeKind kind, string text) => kind switch
    {
        MistakeKind.Prices => Show(PriceTables.Bind(text).Diagnostics, text),
        MistakeKind.Code => [.. CodeExpectation.Run(text, CodeExpectation.Yaml).Select(static found => found[..found.IndexOf("': ", StringComparison.Ordinal)] + "'")],
        MistakeKind.Project => FindInProject(text),
        _ => Show(ConfigExpectation.Bind(text).Diagnostics, text),
    };

    private static string[] Show(EquatableArray<DiagnosticInfo> found, string text) =>
        [.. found.Select(d => $"{d.Descriptor.Id} '{text.Substring(d.Span.Start, d.Span.Length)}'")];

    // What a project gets wrong has no mark in a file: it is reported at the top of goshi.yaml, or at the key that asks for it.
    private static string[] FindInProject(string what)
    {
        var property = what.Split('=') is [var name, var value] ? (name, value) : default;
        var driver = new Driver(
            what.StartsWith("pricing", StringComparison.Ordinal) ? $"{ProjectYaml}  {what.Replace("models.json", "/package/models.json", StringComparison.Ordinal)}" : ProjectYaml,
            null, property.name is null ? [] : [property]);
        if (what.StartsWith('/'))
        {
            driver.Write(what, ProjectYaml);
        }
        else if (what.Contains("class", StringComparison.Ordinal))
        {
            driver.Compilation = Consumer.Compilation(what);
        }
        else if (what == "an older Refit")
        {
            driver.Compilation = driver.Compilation.AddReferences(RefitTests.OldRefit());
        }

        return [.. driver.Run().Diagnostics.Select(static found =>
        {
            Assert.EndsWith("goshi.yaml", found.Location.GetLineSpan().Path, StringComparison.Ordinal);
            return $"{found.Id} ''";
        })];
    }
}
