using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Goshi.Generators.Model;

namespace Goshi.Generators.Diagnostics;

/// <summary>How much is said of one file: nobody reads the hundred and first mistake before the first is corrected.</summary>
internal static class DiagnosticLimit
{
    /// <summary>The most findings that are listed; one line says how many more there are.</summary>
    public const int MostListed = 100;

    /// <summary>The most findings that are looked for: a file of a hundred thousand mistakes must not cost as many comparisons of names.</summary>
    public const int MostFound = 300;

    /// <summary>
    /// Puts findings into the order of their file. Of too many, errors are listed before warnings, so that a file with errors
    /// never builds.
    /// </summary>
    public static EquatableArray<DiagnosticInfo> Apply(IEnumerable<DiagnosticInfo> findings)
    {
        var found = InOrder(findings).ToList();
        if (found.Count <= MostListed)
        {
            return found.ToEquatableArray();
        }

        var bySeverity = found.OrderByDescending(static finding => finding.Descriptor.DefaultSeverity).ToList();
        var hidden = bySeverity[MostListed];
        var count = (found.Count - MostListed).ToString(CultureInfo.InvariantCulture);
        var more = hidden with
        {
            Descriptor = Descriptors.MoreFindings,
            Arguments = [found.Count < MostFound ? count : "At least " + count],
        };
        return InOrder(bySeverity.Take(MostListed)).Concat([more]).ToEquatableArray();
    }

    private static IEnumerable<DiagnosticInfo> InOrder(IEnumerable<DiagnosticInfo> findings) => findings
        .OrderBy(static finding => finding.Span.Start)
        .ThenBy(static finding => finding.Descriptor.Id, StringComparer.Ordinal);
}
