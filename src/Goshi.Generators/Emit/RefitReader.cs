using System;
using System.Linq;
using Goshi.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Goshi.Generators.Emit;

/// <summary>
/// Asks whether Refit is there. It runs on every edit of C#, so it looks three names up; the answer is a value, so what
/// follows stays cached.
/// </summary>
internal static class RefitReader
{
    /// <summary>
    /// Answers by what Refit can do and not by its version, which a build from source need not carry: an implementation
    /// is registered through the one method, and sends through the other type.
    /// </summary>
    public static RefitSupport Read(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Refit.RestService") is not { } service ? RefitSupport.Absent
        : service.GetMembers("RegisterGeneratedSettingsFactory").Any(static member => member.DeclaredAccessibility == Accessibility.Public)
            && compilation.GetTypeByMetadataName("Refit.GeneratedRequestRunner") is { DeclaredAccessibility: Accessibility.Public } ? RefitSupport.Full
        : RefitSupport.TooOld;

    /// <summary>Whether the project's property GoshiRefit leaves it on, as it does unless it says <c>false</c>.</summary>
    public static bool IsWanted(AnalyzerConfigOptions options) =>
        !options.TryGetValue("build_property.GoshiRefit", out var value) || !string.Equals(value.Trim(), "false", StringComparison.OrdinalIgnoreCase);
}
