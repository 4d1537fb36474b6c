namespace Goshi.Generators.Tests.Diagnostics;

/// <summary>What a mistake of the catalogue is made in.</summary>
public enum MistakeKind
{
    /// <summary>goshi.yaml; text that begins neither with <c>llm:</c> nor with a comment stands under llm.</summary>
    Yaml,

    /// <summary>The whole goshi.yaml, as it is.</summary>
    File,

    /// <summary>A price table.</summary>
    Prices,

    /// <summary>C# statements beside a goshi.yaml.</summary>
    Code,

    /// <summary>The project around a goshi.yaml.</summary>
    Project,
}

/// <summary>One entry of the catalogue: a mistake with its squiggle marked, and what looks alike and is none.</summary>
public sealed record Mistake(string Id, MistakeKind Kind, string Wrong, string Right);
