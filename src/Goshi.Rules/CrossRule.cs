namespace Goshi.Configuration.Rules;

/// <summary>The rules that more than one value takes part in.</summary>
internal enum CrossRule
{
    /// <summary>Both names of the token limit stand in one section.</summary>
    TwoTokenLimits,

    /// <summary>Two values contradict each other.</summary>
    ContradictingValues,

    /// <summary>A broken circuit may take too long to be found whole again.</summary>
    SlowRecovery,

    /// <summary>One call can open the circuit by its own retries.</summary>
    CircuitOpensInsideACall,

    /// <summary>Calls in flight may spend more than the limit.</summary>
    OvershootPossible,

    /// <summary>A key would travel unencrypted.</summary>
    KeySentUnencrypted,

    /// <summary>Ollama's url and port name two ports.</summary>
    LocalAddressConflict,

    /// <summary>No server answers what is called under the address.</summary>
    WrongAddress,
}
