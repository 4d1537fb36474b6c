using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Goshi.Benchmarks.Parts;

/// <summary>What the package's props tell the generator.</summary>
internal sealed class GeneratorOptions : AnalyzerConfigOptionsProvider
{
    private static readonly Values Nothing = new([]);

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(new() { ["build_property.RootNamespace"] = "Acme.App" });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Nothing;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(new()
    {
        ["build_metadata.AdditionalFiles.GoshiKind"] = textFile.Path.EndsWith("models.json", StringComparison.Ordinal) ? "prices" : "config",
    });

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
