namespace Goshi.Resilience;

/// <summary>The targets that a call can still move on to.</summary>
internal interface ILaterTargets
{
    /// <summary>Whether the circuit of any of them would let the call through now.</summary>
    bool AnyIsAvailable();
}
