namespace Goshi.Resilience;

/// <summary>What one attempt is given.</summary>
/// <param name="Call">The call that it belongs to.</param>
/// <param name="Alarms">The provider's alarms, for deadlines.</param>
/// <param name="CancellationToken">The caller's cancellation.</param>
internal readonly record struct AttemptContext(CallContext Call, AlarmPool Alarms, CancellationToken CancellationToken)
{
    /// <summary>
    /// The right to make the attempt. The attempt that succeeds owns it and finishes it: at once, or at the end of the stream
    /// that it hands out. That of a failed attempt is finished for it.
    /// </summary>
    public ref CircuitLease Lease => ref Call.Lease;

    /// <summary>The number of the attempt at this target, from 1.</summary>
    public int Number => Call.AttemptNumber;

    /// <summary>The attempt's deadlines, which the attempt starts and ends.</summary>
    /// <param name="settings">The target's deadlines; after an attempt that ran into one they are longer.</param>
    public Deadlines NewDeadlines(DeadlineSettings settings) => new(Alarms, CancellationToken, settings, Call.DeadlineScale);
}
