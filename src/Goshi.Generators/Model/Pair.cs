namespace Goshi.Generators.Model;

/// <summary>Two values of the pipeline as one.</summary>
/// <param name="Left">The one.</param>
/// <param name="Right">The other.</param>
internal sealed record Pair<TLeft, TRight>(TLeft Left, TRight Right)
    where TLeft : class
    where TRight : class;
