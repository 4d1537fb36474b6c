namespace Goshi.Resilience;

/// <summary>What a call teaches the circuit breaker.</summary>
internal enum CircuitOutcome
{
    /// <summary>The provider answered as asked: the count of consecutive failures starts anew, a probe closes the circuit.</summary>
    Success,

    /// <summary>The provider is unwell: counts towards the threshold, a probe opens the circuit again.</summary>
    Failure,

    /// <summary>The provider answered, but refused: no count changes, yet a probe closes the circuit, for the provider is there.</summary>
    Neutral,

    /// <summary>Nothing was learnt (cancelled, or never sent): as if the call had not been; a probe's slot is free at once.</summary>
    Abandoned,
}
