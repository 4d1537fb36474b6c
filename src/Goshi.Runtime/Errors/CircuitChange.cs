namespace Goshi;

/// <summary>A change of a circuit breaker's state.</summary>
/// <param name="Provider">The provider's name, as in goshi.yaml.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="Failures">The consecutive failures counted when it changed.</param>
public readonly record struct CircuitChange(string Provider, CircuitState From, CircuitState To, int Failures);
