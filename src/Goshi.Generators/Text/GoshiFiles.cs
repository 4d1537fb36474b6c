using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;

namespace Goshi.Generators.Text;

/// <summary>The files that one project is generated from.</summary>
/// <param name="Config">Its goshi.yaml, or nothing: then nothing is read, emitted or said.</param>
/// <param name="Prices">Its price tables, the packaged one first; empty without a goshi.yaml.</param>
/// <param name="Ignored">Any further goshi.yaml.</param>
internal sealed record GoshiFiles(EquatableArray<GoshiFile> Config, EquatableArray<GoshiFile> Prices, EquatableArray<GoshiFile> Ignored)
{
    /// <summary>Chooses among the files found: one that is listed twice counts once.</summary>
    public static GoshiFiles Choose(ImmutableArray<GoshiFile> found)
    {
        var configs = OfKind(GoshiFileKind.Config).ToArray();
        return new(
            configs.Take(1).ToEquatableArray(),
            configs.Length == 0 ? [] : OfKind(GoshiFileKind.Prices).ToEquatableArray(),
            configs.Skip(1).ToEquatableArray());

        IEnumerable<GoshiFile> OfKind(GoshiFileKind kind) => found
            .Where(file => file.Kind == kind)
            .GroupBy(static file => file.Path, StringComparer.OrdinalIgnoreCase)
            .Select(static files => files.First());
    }

    /// <summary>What is wrong with the choice.</summary>
    public EquatableArray<DiagnosticInfo> Diagnostics() => Ignored
        .Select(static file => new DiagnosticInfo(Descriptors.SecondConfig, file.Path, default, default, []))
        .ToEquatableArray();
}
