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

    /// <summary>What there is to say about the project's Refit.</summary>
    public static EquatableArray<DiagnosticInfo> Of(RefitSupport refit, GoshiFile config) =>
        refit == RefitSupport.TooOld ? [new(Descriptors.RefitTooOld, config.Path, default, default, [])] : [];

    private static IEnumerable<DiagnosticInfo> Findings(ProjectFacts facts, string path)
    {
        // One finding for each declarer: one cure for all of its names.
        foreach (var types in facts.TakenTypes.GroupBy(static type => type.DeclaredBy))
        {
            var names = types.First().Name + (types.Skip(1).Any() ? $" and {CSharp.Number(types.Count() - 1)} more of the types" : "");
            yield return new(Descriptors.TypeNameTaken, path, default, default, [types.Key, names, types.First().IsReferences ? ", or give one project alone a goshi.yaml" : ""]);
        }

        if (facts.HidesGoshi is { } declarer)
        {
            yield return new(Descriptors.GoshiNamespaceHidden, path, default, default, [declarer]);
        }
    }
}
