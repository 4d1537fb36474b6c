using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Text;

/// <summary>One of the project's additional files, and what it is to us.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="File">The file; a new instance for each version of its text, which is what makes an edit visible.</param>
internal sealed record GoshiFile(GoshiFileKind Kind, AdditionalText File)
{
    private const string ConfigName = "goshi.yaml";

    /// <summary>The path as the compiler knows it.</summary>
    public string Path => File.Path;

    /// <summary>
    /// Recognises a file by its metadata or by its name. By name too, because a project that lists goshi.yaml once more
    /// hides the metadata that the package's props gave it.
    /// </summary>
    public static GoshiFile Recognise(AdditionalText file, AnalyzerConfigOptionsProvider options)
    {
        options.GetOptions(file).TryGetValue("build_metadata.AdditionalFiles.GoshiKind", out var kind);
        return new(
            string.Equals(kind, "config", StringComparison.OrdinalIgnoreCase) || HasConfigName(file.Path) ? GoshiFileKind.Config
            : string.Equals(kind, "prices", StringComparison.OrdinalIgnoreCase) ? GoshiFileKind.Prices
            : file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? GoshiFileKind.Json
            : GoshiFileKind.Other,
            file);
    }

    /// <summary>The text; empty when the file cannot be read, which the compiler reports.</summary>
    public SourceText Read(CancellationToken cancellationToken) => File.GetText(cancellationToken) ?? SourceText.From("");

    private static bool HasConfigName(string path) =>
        string.Equals(System.IO.Path.GetFileName(path), ConfigName, StringComparison.OrdinalIgnoreCase);
}
