namespace Goshi.Resilience;

/// <summary>What one attempt is given.</summary>
/// <param name="Call">The call that it belongs to.</param>
/// <param name="Lease">
/// The right to make the attempt. The attempt that succeeds owns it and finishes it: at once, or at the end of the stream
/// that it hands out. That of a failed attempt is finished for it.
/// </param>
/// <param name="CancellationToken">The caller's cancellation.</param>
internal readonly record struct AttemptContext(CallContext Call, CircuitLease Lease, CancellationToken CancellationToken)
{
    /// <summary>The number of the attempt at this target, from 1.</summary>
    public int Number => Call.AttemptNumber;

    /// <summary>How much longer the attempt's deadlines are than configured.</summary>
    public double DeadlineScale => Call.DeadlineScale;
}
