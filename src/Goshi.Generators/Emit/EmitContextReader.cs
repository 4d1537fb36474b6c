using System;
using System.Globalization;
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

    /// <summary>
    /// The day with which retirement dates are compared, <c>yyyy-MM-dd</c>; null, for the price table's own date, when the
    /// property GoshiCheckDate is absent or no date.
    /// </summary>
    public static string? ReadCheckDate(AnalyzerConfigOptions options) =>
        Property(options, "GoshiCheckDate") is { } text
        && DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? text
            : null;

    private static string? Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_property." + name, out var value) && value.Trim() is { Length: > 0 } text ? text : null;
}
