using System;
using Goshi.Generators.Model;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Goshi.Generators.Emit;

/// <summary>Reads the consuming project's properties.</summary>
internal static class EmitContextReader
{
    private const string FallbackNamespace = "GoshiGenerated";
    private const string DefaultSection = "Goshi";

    /// <summary>Reads them; a property that is absent or empty has its default.</summary>
    public static EmitContext Read(AnalyzerConfigOptions options)
    {
        var written = CSharp.Namespace(Property(options, "GoshiNamespace") ?? Property(options, "RootNamespace") ?? "");
        return new(
            written.Length > 0 ? written : FallbackNamespace,
            !string.Equals(Property(options, "GoshiAccessibility"), "internal", StringComparison.OrdinalIgnoreCase),
            Property(options, "GoshiSection") ?? DefaultSection);
    }

    /// <summary>The property GoshiAccessibility when it is neither word; null: it is one, or absent.</summary>
    public static string? ReadWrongAccessibility(AnalyzerConfigOptions options) =>
        Property(options, "GoshiAccessibility") is { } text && text.ToLowerInvariant() is not ("public" or "internal") ? text : null;

    /// <summary>The property GoshiCheckDate as it is written; null: absent.</summary>
    public static string? ReadCheckDate(AnalyzerConfigOptions options) => Property(options, "GoshiCheckDate");

    private static string? Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_property." + name, out var value) && value.Trim() is { Length: > 0 } text ? text : null;
}
