using System;
using System.Linq;

namespace Goshi.Generators.Model;

/// <summary>What a project's code and references declare that stands in the way of the emitted code.</summary>
/// <param name="TakenTypes">Emitted types that exist already.</param>
/// <param name="HidesGoshi">Who declares a type Goshi outside any namespace; null: nobody.</param>
internal sealed record ProjectFacts(EquatableArray<TakenType> TakenTypes, string? HidesGoshi)
{
    /// <summary>
    /// Whether a reference has all of it, from a goshi.yaml of its own. Emitted once more, the same names would bury the one
    /// finding under the compiler's; left out, the code that uses them compiles against the reference's.
    /// </summary>
    public bool AreEmittedElsewhere => TakenTypes.Any(static type => type.IsReferences && type.Name.EndsWith(".GoshiServiceCollectionExtensions", StringComparison.Ordinal));
}

/// <summary>An emitted type that exists already.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="DeclaredBy">The project itself, or the reference that has it.</param>
/// <param name="IsReferences">Whether it is a reference.</param>
internal sealed record TakenType(string Name, string DeclaredBy, bool IsReferences);
