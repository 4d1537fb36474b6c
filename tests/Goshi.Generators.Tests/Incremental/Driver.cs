using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Tests.Incremental;

/// <summary>The generator as a compiler runs it: edit something, run again, and ask what was done again.</summary>
internal sealed class Driver
{
    private readonly Options _options;
    private GeneratorDriver _driver;

    public Driver(string? yaml, string? prices = null, params (string Name, string Value)[] properties)
    {
        _options = new Options(properties);
        Compilation = Consumer.Compilation("namespace Acme { internal static class Program; }");
        Files = [];
        if (yaml is not null)
        {
            Files["/app/goshi.yaml"] = new File("/app/goshi.yaml", yaml);
        }

        Files["/package/models.json"] = new File("/package/models.json", prices ?? PriceJson("2.5"));
        _driver = CSharpGeneratorDriver.Create(
            [new GoshiGenerator().AsSourceGenerator()],
            [.. Files.Values],
            (CSharpParseOptions)Compilation.SyntaxTrees[0].Options,
            _options,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    public CSharpCompilation Compilation { get; set; }

    private Dictionary<string, AdditionalText> Files { get; }

    /// <summary>A price table of one model.</summary>
    public static string PriceJson(string input, string output = "10") => $$"""
        {
          "version": 1,
          "as_of": "2026-11-22",
          "models": [
            {
              "id": "gpt-4o", "provider": "openai", "kind": "chat", "status": "active", "snapshots": ["gpt-4o-2024-08-06"],
              "endpoints": ["chat_completions"],
              "context_window": 128000, "max_output_tokens": 16384,
              "capabilities": {"tools": true, "vision": true, "structured_outputs": true, "reasoning": false, "streaming": true, "temperature": "accepted"},
              "prices": [{"standard": {"input": "{{input}}", "cached_input": "1.25", "output": "{{output}}" } }]
            }
          ]
        }
        """;

    public GeneratorRunResult Run()
    {
        _driver = _driver.RunGenerators(Compilation);
        var result = Assert.Single(_driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        return result;
    }

    /// <summary>Runs, and compiles the project with what was emitted.</summary>
    public Compilation RunAndCompile(out ImmutableArray<Diagnostic> findings)
    {
        findings = Run().Diagnostics;
        return Compilation.AddSyntaxTrees(_driver.GetRunResult().GeneratedTrees);
    }

    /// <summary>Adds a file, or replaces its text.</summary>
    public Driver Write(string path, string text)
    {
        var file = new File(path, text);
        _driver = Files.TryGetValue(path, out var old)
            ? _driver.ReplaceAdditionalText(old, file)
            : _driver.AddAdditionalTexts([file]);
        Files[path] = file;
        return this;
    }

    public Driver Remove(string path)
    {
        _driver = _driver.RemoveAdditionalTexts([Files[path]]);
        Files.Remove(path);
        return this;
    }

    internal sealed class File(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    internal sealed class Options((string Name, string Value)[] properties) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } =
            new Values(properties.Append(("RootNamespace", "Acme.App")).DistinctBy(static p => p.Item1).ToDictionary(static p => "build_property." + p.Item1, static p => p.Item2));

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values([]);

        // What the package's props give: prices by metadata; goshi.yaml by its name alone, as when a project lists it again.
        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(
            textFile.Path.EndsWith("models.json", StringComparison.Ordinal) ? new() { ["build_metadata.AdditionalFiles.GoshiKind"] = "prices" }
            : textFile.Path.EndsWith("llm.yml", StringComparison.Ordinal) ? new() { ["build_metadata.AdditionalFiles.GoshiKind"] = "config" }
            : []);
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
            values.TryGetValue(key, out value);
    }
}
