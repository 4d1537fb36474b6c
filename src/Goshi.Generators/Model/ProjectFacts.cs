namespace Goshi.Generators.Model;

/// <summary>What a project's code and references declare that stands in the way of the emitted code.</summary>
/// <param name="TakenTypes">Emitted types that exist already.</param>
/// <param name="HidesGoshi">Who declares a type Goshi outside any namespace; null: nobody.</param>
internal sealed record ProjectFacts(EquatableArray<TakenType> TakenTypes, string? HidesGoshi);

/// <summary>An emitted type that exists already.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="DeclaredBy">The project itself, or the reference that has it.</param>
internal sealed record TakenType(string Name, string DeclaredBy);
