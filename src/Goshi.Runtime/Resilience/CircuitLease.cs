namespace Goshi.Resilience;

/// <summary>
/// The right to make one call through a circuit breaker. It is to be finished by exactly one of its methods; later ones do
/// nothing. Disposing an unfinished lease abandons it, so <c>using</c> is always safe.
/// </summary>
/// <remarks>A value, so that the way through a closed circuit allocates nothing: finish it where it is kept, not a copy.</remarks>
internal struct CircuitLease : IDisposable
{
    private readonly long _stamp;
    private readonly object? _probe;
    private CircuitBreaker? _breaker;

    internal CircuitLease(CircuitBreaker breaker, long stamp, object? probe = null)
    {
        _breaker = breaker;
        _stamp = stamp;
        _probe = probe;
    }

    /// <summary>True: this call decides whether the circuit closes.</summary>
    public readonly bool IsProbe => _probe is not null;

    /// <summary>The call ended well.</summary>
    public void Success() => Finish(CircuitOutcome.Success);

    /// <summary>The call failed in a way that speaks against the provider's health.</summary>
    public void Failure() => Finish(CircuitOutcome.Failure);

    /// <summary>The provider answered with a refusal that says nothing against its health.</summary>
    public void Neutral() => Finish(CircuitOutcome.Neutral);

    /// <summary>The call was cancelled or never sent.</summary>
    public void Abandon() => Finish(CircuitOutcome.Abandoned);

    /// <summary>
    /// The first content arrived. A probe reports here, so that the circuit does not stay closed to others for as long as
    /// its stream lasts; any other call goes on and reports at its end.
    /// </summary>
    public void FirstContent()
    {
        if (IsProbe)
        {
            Finish(CircuitOutcome.Success);
        }
    }

    /// <summary>The call failed with this exception.</summary>
    public void Fail(Exception failure) => Finish(FailureRules.BreakerOutcome(failure));

    /// <summary>Abandons the lease unless it is finished.</summary>
    public void Dispose() => Abandon();

    private void Finish(CircuitOutcome outcome) =>
        Interlocked.Exchange(ref _breaker, null)?.Report(_stamp, _probe, outcome);
}
