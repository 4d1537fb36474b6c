using System.Reflection;
using System.Runtime.CompilerServices;
using Goshi.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Goshi.Generators.Tests.Diagnostics;

public sealed class DescriptorsTests
{
    private static readonly DiagnosticDescriptor[] All = typeof(Descriptors)
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Select(field => field.GetValue(null)).OfType<DiagnosticDescriptor>().ToArray();

    [Fact]
    public void There_are_descriptors() => Assert.True(All.Length > 50);

    [Fact]
    public void No_id_is_used_twice() => Assert.Equal(All.Length, All.Select(d => d.Id).Distinct().Count());

    [Fact]
    public void Every_descriptor_is_explained_in_the_documentation()
    {
        var text = Read("docs/diagnostics.md");
        foreach (var descriptor in All)
        {
            var section = SectionOf(text, descriptor.Id);
            Assert.Contains(descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture), section, StringComparison.Ordinal);
            Assert.Contains(descriptor.DefaultSeverity.ToString(), section, StringComparison.Ordinal);
            Assert.Contains("**Cause**", section, StringComparison.Ordinal);
            Assert.Contains("**Fix**", section, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_documentation_explains_nothing_that_does_not_exist()
    {
        var documented = Read("docs/diagnostics.md").Split('\n').Where(line => line.StartsWith("### GOSHI", StringComparison.Ordinal)).Select(line => line[4..12]);

        Assert.Equal(All.Select(d => d.Id).Order(StringComparer.Ordinal), documented);
    }

    [Fact]
    public void Every_descriptor_is_in_the_release_tracking()
    {
        var text = Read("src/Goshi.Generators/AnalyzerReleases.Unshipped.md") + Read("src/Goshi.Generators/AnalyzerReleases.Shipped.md");

        Assert.All(All, d => Assert.Contains($"{d.Id} | {d.Category} | {d.DefaultSeverity} |", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Messages_end_without_a_stop() => Assert.All(
        All, d => Assert.False(d.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture).EndsWith('.'), d.Id));

    private static string SectionOf(string text, string id)
    {
        var start = text.IndexOf($"### {id}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{id} has no section");
        var end = text.IndexOf("\n### ", start + 1, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }

    private static string Read(string path, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", path)).ReplaceLineEndings("\n");
}
