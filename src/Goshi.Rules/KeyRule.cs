namespace Goshi.Configuration.Rules;

/// <summary>One key of goshi.yaml: where it may stand, what it holds, and what it means.</summary>
/// <param name="Name">The key as written, in snake case.</param>
/// <param name="Scope">The sections in which it may stand.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Default">The default as written in the documentation.</param>
/// <param name="Summary">One sentence for documentation and for editors.</param>
/// <param name="Example">A value that is valid in YAML.</param>
internal sealed record KeyRule(
    string Name,
    KeyScope Scope,
    KeyKind Kind,
    string Default,
    string Summary,
    string Example)
{
    /// <summary>The smallest value allowed; times in seconds. Null: no lower limit.</summary>
    public decimal? Min { get; init; }

    /// <summary>The largest value allowed; times in seconds. Null: no upper limit.</summary>
    public decimal? Max { get; init; }

    /// <summary>Whether <see cref="Min"/> itself is refused.</summary>
    public bool MinIsExclusive { get; init; }

    /// <summary>Whether the word <c>none</c> is allowed in the place of a time.</summary>
    public bool AllowsNone { get; init; }

    /// <summary>What a number counts, where its kind does not say: tokens, retries. Empty: nothing.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Whether the value shapes the generated code, so that nothing can change it at run time.</summary>
    public bool FixedAtBuild { get; init; }

    /// <summary>What other tools call it: not read, but understood when it is written.</summary>
    public string[] OtherNames { get; init; } = [];

    /// <summary>The words allowed for <see cref="KeyKind.Choice"/> and in a <see cref="KeyKind.TextList"/>; empty: any.</summary>
    public string[] Allowed { get; init; } = [];
}
