namespace Goshi;

/// <summary>The states of a provider's circuit breaker.</summary>
public enum CircuitState
{
    /// <summary>Calls go through.</summary>
    Closed,

    /// <summary>Calls are rejected until the cooldown has passed.</summary>
    Open,

    /// <summary>The cooldown has passed: one call, the probe, may go through and decides.</summary>
    HalfOpen,

    /// <summary>Opened by hand: calls are rejected until the circuit is reset by hand.</summary>
    Isolated,
}
