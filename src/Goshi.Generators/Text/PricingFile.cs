using System;
using System.Collections.Generic;
using System.Linq;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;

namespace Goshi.Generators.Text;

/// <summary>
/// The key <c>pricing.file</c>. The compiler reads no file that it was not given, so the key chooses among the project's
/// additional files.
/// </summary>
internal static class PricingFile
{
    /// <summary>The path that the key names, relative paths from goshi.yaml's folder; null: it is not written.</summary>
    public static string? PathIn(ConfigDocument document) =>
        Value(document) is { } value ? Normalise(Folder(document.Path) + value.Text, value.Text) : null;

    /// <summary>The price tables to bind: those by metadata, then the one that the key names.</summary>
    public static EquatableArray<GoshiFile> Choose(GoshiFiles files, string? path) =>
        files.Prices.Concat(files.Json.Where(file => path is not null && IsAt(file, path))).ToEquatableArray();

    /// <summary>What is wrong with the key.</summary>
    public static EquatableArray<DiagnosticInfo> Findings(ConfigDocument document, GoshiFiles files) =>
        Value(document) is { } value && PathIn(document) is { } path && !files.Prices.Concat(files.Json).Any(file => IsAt(file, path))
            ? [DiagnosticInfo.Create(Descriptors.PriceFileNotGiven, document.Path, document.Text, value.Span)]
            : [];

    private static ConfigScalar? Value(ConfigDocument document) =>
        Section(Section(document.Llm?.Value)?.Find("pricing")?.Value)?.Find("file")?.Value is ConfigScalar { IsNull: false } value ? value : null;

    private static ConfigSection? Section(ConfigNode? node) => node as ConfigSection;

    private static bool IsAt(GoshiFile file, string path) =>
        string.Equals(Normalise(file.Path, file.Path), path, StringComparison.OrdinalIgnoreCase);

    private static string Folder(string path) => path.Substring(0, path.LastIndexOfAny(['/', '\\']) + 1);

    // By hand: System.IO.Path throws for some characters on some hosts, and asks for the current folder.
    private static string Normalise(string combined, string written)
    {
        var isRooted = written.StartsWith("/", StringComparison.Ordinal) || written.StartsWith("\\", StringComparison.Ordinal) || written.IndexOf(':') == 1;
        var parts = new List<string>();
        foreach (var part in (isRooted ? written : combined).Split('/', '\\'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join("/", parts);
    }
}
