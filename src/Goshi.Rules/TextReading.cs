namespace Goshi.Configuration.Rules;

/// <summary>What reading a text gave: a value, or why there is none.</summary>
/// <param name="Value">
/// The value: string, int, double, decimal, TimeSpan (<c>none</c> is <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>),
/// bool or string[], by the rule's <see cref="KeyKind"/>. Null when there is a problem.
/// </param>
/// <param name="Problem">What the value must be and what it is instead, to be put after the name of the key; null: none.</param>
internal sealed record TextReading(object? Value, ValueProblem? Problem);
