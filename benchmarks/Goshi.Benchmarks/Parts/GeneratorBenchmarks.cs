using BenchmarkDotNet.Attributes;
using Goshi.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Goshi.Benchmarks.Parts;

/// <summary>The generator as a compiler or an editor runs it, with the packaged price table and a goshi.yaml of 150 lines.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private readonly CSharpParseOptions _parsing = new(LanguageVersion.Latest);
    private readonly GeneratorFile _prices = GeneratorFile.Read("models.json");
    private readonly GeneratorFile _config = GeneratorFile.Read("large.yaml");
    private readonly GeneratorFile _commented;
    private readonly GeneratorFile _changed;
    private readonly CSharpCompilation _compilation;
    private readonly GeneratorDriver _warm;
    private int _edits;

    public GeneratorBenchmarks()
    {
        _commented = _config.With("# a comment\n" + _config.Text);
        _changed = _config.With(_config.Text.Replace("max_retries: 4", "max_retries: 3", StringComparison.Ordinal));
        _compilation = CSharpCompilation.Create(
            "Consumer",
            [CSharpSyntaxTree.ParseText("namespace Acme { internal static class Program; }", _parsing)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Where(static path => !Path.GetFileName(path).StartsWith("Goshi.Benchmarks", StringComparison.Ordinal))
                .Select(static path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        _warm = NewDriver().RunGenerators(_compilation);
    }

    /// <summary>The first run in a process that has run the generator before.</summary>
    [Benchmark]
    public int Cold() => Sources(NewDriver().RunGenerators(_compilation));

    /// <summary>A key stroke in a C# file; the new compilation is part of it.</summary>
    [Benchmark]
    public int CSharpEdit()
    {
        var edited = CSharpSyntaxTree.ParseText($"namespace Acme {{ internal static class Program{_edits++}; }}", _parsing);
        return Sources(_warm.RunGenerators(_compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], edited)));
    }

    /// <summary>A comment above everything else in goshi.yaml: every position moves, nothing is emitted anew.</summary>
    [Benchmark]
    public int CommentEdit() => Sources(_warm.ReplaceAdditionalText(_config, _commented).RunGenerators(_compilation));

    /// <summary>A value in goshi.yaml.</summary>
    [Benchmark]
    public int ValueEdit() => Sources(_warm.ReplaceAdditionalText(_config, _changed).RunGenerators(_compilation));

    private static int Sources(GeneratorDriver driver)
    {
        var result = driver.GetRunResult();
        return result.Results[0].Exception is { } exception
            ? throw exception
            : result.Diagnostics.Any(static finding => finding.Severity is DiagnosticSeverity.Error)
                ? throw new InvalidOperationException(result.Diagnostics[0].ToString())
                : result.GeneratedTrees.Length;
    }

    private GeneratorDriver NewDriver() => CSharpGeneratorDriver.Create(
        [new GoshiGenerator().AsSourceGenerator()], [_config, _prices], _parsing, new GeneratorOptions());
}
