using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Goshi.Generators.Tests;

/// <summary>
/// A project that compiles emitted code as strictly as a user's may: warnings are errors, documentation is checked. Nulls
/// are followed too, which emitted code spares the user's compiler.
/// </summary>
internal static class Consumer
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>Everything on the test's own path: the framework, the runtime and what it depends on.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name
                && !name.StartsWith("Goshi.Generators", StringComparison.Ordinal)
                && !name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
                && !name.StartsWith("xunit", StringComparison.Ordinal)
                && name != "Refit.dll")
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation Compilation(params string[] sources) => CSharpCompilation.Create(
        "Consumer",
        sources.Select(static (source, i) => CSharpSyntaxTree.ParseText(source.Replace("#nullable enable annotations", "#nullable enable", StringComparison.Ordinal), Parsing, $"{i}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
            .WithNullableContextOptions(NullableContextOptions.Enable)
            .WithGeneralDiagnosticOption(ReportDiagnostic.Error)
            .WithWarningLevel(9999));

    /// <summary>A project that references Refit too: the part of it that emitted code uses.</summary>
    public static CSharpCompilation CompilationWithRefit(params string[] sources) =>
        Compilation(sources).AddReferences(MetadataReference.CreateFromFile(typeof(global::Refit.RestService).Assembly.Location));

    /// <summary>Fails on any error or warning, and loads what was compiled.</summary>
    public static Assembly Load(params string[] sources) => Load(Compilation(sources));

    public static Assembly Load(Compilation compilation)
    {
        using var image = new MemoryStream();
        using var documentation = new MemoryStream();
        var result = compilation.Emit(image, xmlDocumentationStream: documentation);
        var problems = result.Diagnostics.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToArray();
        Assert.True(problems.Length == 0, string.Join("\n", problems.Select(static problem => problem.ToString())));
        image.Position = 0;
        return new AssemblyLoadContext(name: null, isCollectible: true).LoadFromStream(image);
    }
}
