using System.Collections.Generic;
using System.Linq;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;
using Goshi.Generators.Text;

namespace Goshi.Generators.Emit;

/// <summary>Says what in a project stands in the way of the emitted code, at the top of goshi.yaml: it is what asks for that code.</summary>
internal static class ProjectFindings
{
    /// <summary>The findings.</summary>
    public static EquatableArray<DiagnosticInfo> Of(ProjectFacts facts, GoshiFiles files) => files.Config
        .SelectMany(file => Findings(facts, file.Path))
        .ToEquatableArray();

    private static IEnumerable<DiagnosticInfo> Findings(ProjectFacts facts, string path)
    {
        foreach (var type in facts.TakenTypes)
        {
            yield return new(Descriptors.TypeNameTaken, path, default, default, [type.Name, type.DeclaredBy]);
        }

        if (facts.HidesGoshi is { } declarer)
        {
            yield return new(Descriptors.GoshiNamespaceHidden, path, default, default, [declarer]);
        }
    }
}
