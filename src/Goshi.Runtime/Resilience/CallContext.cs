namespace Goshi.Resilience;

/// <summary>
/// What a call has gone through so far, over all its targets, and what it may still do at the present one. Belongs to one
/// call, which is never at two targets at once.
/// </summary>
internal class CallContext(TimeProvider time)
{
    private const double LongerAfterDeadline = 1.5;

    /// <summary>The lease of the present attempt. A field, because it is a value that changes when it is finished.</summary>
    internal CircuitLease Lease;

    private List<Attempt>? _attempts;
    private long _startedAt;

    public TimeProvider Time { get; } = time;

    /// <summary>Every failed attempt, in order, over all targets; also skipped and rejected targets.</summary>
    public List<Attempt> Attempts => _attempts ??= [];

    /// <summary>Whether there is any.</summary>
    public bool HasAttempts => _attempts is not null;

    /// <summary>The present target's provider, as in goshi.yaml.</summary>
    public string Provider { get; private set; } = "";

    /// <summary>The model asked for at the present target; null when the request names none.</summary>
    public string? Model { get; private set; }

    /// <summary>True: the present target speaks Ollama's protocol.</summary>
    public bool IsOllama { get; private set; }

    /// <summary>True: nobody wrote the present target, it is the default fallback, whose absence is no failure to be repeated.</summary>
    public bool IsOptional { get; private set; }

    /// <summary>How long the call may be at the present target while another one can answer (<c>failover_after</c>).</summary>
    public TimeSpan FailoverAfter { get; private set; }

    /// <summary>The number of the present attempt at the present target, from 1; 0 before the first.</summary>
    public int AttemptNumber { get; private set; }

    /// <summary>How much longer the next attempt's deadlines are: 1.5 to the power of the deadlines that passed at this target.</summary>
    public double DeadlineScale { get; private set; } = 1;

    /// <summary>The last failure at the present target; null while there is none.</summary>
    public Exception? LastFailure { get; private set; }

    /// <summary>When the call came to the present target, as a timestamp.</summary>
    public long StartTimestamp => _startedAt;

    /// <summary>The time spent at the present target, waits included.</summary>
    public TimeSpan ElapsedAtTarget => Time.GetElapsedTime(_startedAt);

    /// <summary>Whether the call has been here as long as it may be while another target can answer.</summary>
    public bool IsOverdue => ElapsedAtTarget >= FailoverAfter && HasAlternative;

    /// <summary>Whether a later target has a circuit that would let the call through now.</summary>
    public bool HasAlternative => Later?.AnyIsAvailable() is true;

    /// <summary>The wait that <see cref="MayWait"/> has allowed.</summary>
    internal TimeSpan NextDelay { get; set; }

    private ILaterTargets? Later { get; set; }

    /// <summary>Moves the call to a target: its attempts, waits and deadlines count anew.</summary>
    /// <param name="provider">The provider's name, as in goshi.yaml.</param>
    /// <param name="model">The model asked for; null when the request names none.</param>
    /// <param name="isOllama">True: the target speaks Ollama's protocol.</param>
    /// <param name="failoverAfter">How long the call may be here while another target can answer.</param>
    /// <param name="later">The targets after this one; null: there are none.</param>
    /// <param name="isOptional">True: the target is the default fallback, which nobody wrote.</param>
    public void BeginTarget(
        string provider, string? model, bool isOllama, TimeSpan failoverAfter, ILaterTargets? later, bool isOptional = false)
    {
        Provider = provider;
        Model = model;
        IsOllama = isOllama;
        IsOptional = isOptional;
        FailoverAfter = failoverAfter;
        Later = later;
        AttemptNumber = 0;
        DeadlineScale = 1;
        LastFailure = null;
        NextDelay = TimeSpan.Zero;
        _startedAt = Time.GetTimestamp();
    }

    /// <summary>Whether the call may wait here before another attempt, rather than move on or give up.</summary>
    /// <param name="delay">The wait.</param>
    /// <param name="longest">The longest wait of this provider (<c>retry_backoff_max</c>).</param>
    public bool MayWait(TimeSpan delay, TimeSpan longest)
    {
        if (delay > longest)
        {
            // Only a provider asks for so much, and it is never asked again before the time it named: the caller, or
            // another target, gets the turn at once.
            return false;
        }

        // An attempt that would begin when the time is up is not begun, so its wait is not made either.
        return !HasAlternative || delay < FailoverAfter - ElapsedAtTarget;
    }

    /// <summary>Begins an attempt.</summary>
    internal void BeginAttempt() => AttemptNumber++;

    /// <summary>Another attempt will be made here, after a wait that begins now.</summary>
    internal virtual void Waits()
    {
    }

    /// <summary>Records how the attempt, or the rejection in its place, failed.</summary>
    internal void Fail(Exception failure, TimeSpan duration)
    {
        LastFailure = failure;
        if (failure is DeadlineException { Deadline: not DeadlineKind.Connection })
        {
            DeadlineScale *= LongerAfterDeadline;
        }

        Attempts.Add(AttemptRecord.Of(failure, Provider, Model, duration));
    }
}
