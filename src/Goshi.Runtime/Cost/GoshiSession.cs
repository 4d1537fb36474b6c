using Goshi.Cost;

namespace Goshi;

/// <summary>Counts what a sequence of calls costs, and keeps it under a limit.</summary>
/// <remarks>
/// Thread-safe. Calls in flight hold their worst case against the limit, so that concurrent calls together never spend
/// more than it. Each property is exact at the moment it is read; <see cref="Snapshot"/> reads them all at one moment.
/// </remarks>
public sealed class GoshiSession : IDisposable
{
    private readonly Lock _gate = new();
    private readonly BudgetLimit? _limit;
    private SessionLedger _ledger;
    private bool _ended;

    /// <summary>Creates a session.</summary>
    /// <param name="name">A name for logs and reports; null: none.</param>
    /// <param name="maxCostUsd">The most that the session may spend, US dollars, above 0; null: no limit.</param>
    /// <param name="warnAt">The fraction of the limit to warn at, once; null: never warn, at the limit neither.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not above 0, or is above 1e15 US dollars.</exception>
    public GoshiSession(string? name = null, decimal? maxCostUsd = null, double? warnAt = 0.8)
    {
        Name = name;
        Limit = maxCostUsd;
        _limit = BudgetLimit.Create(maxCostUsd, warnAt);
        _ledger = new SessionLedger(this, _limit);
    }

    /// <summary>Raised after the figures changed: a call was settled, or the session was reset or ended.</summary>
    /// <remarks>
    /// Raised on the thread that made the change, outside the session's lock: a handler may read the session, and two
    /// handlers may run at once. What a handler throws is ignored, because the call that it was raised for is accounted.
    /// </remarks>
    public event EventHandler? Changed;

    /// <summary>Raised when spending nears or reaches a limit, once for each until the session is reset.</summary>
    /// <remarks>As <see cref="Changed"/>; for a refusal before the call throws.</remarks>
    public event EventHandler<BudgetWarning>? Warned;

    /// <summary>The session's name; null: it has none.</summary>
    public string? Name { get; }

    /// <summary>The most that the session may spend, US dollars; null: no limit.</summary>
    public decimal? Limit { get; }

    /// <summary>What the session has spent, US dollars. Requests of unknown cost are not in it.</summary>
    public decimal Spent => Money.FromPico(Read(static ledger => ledger.Total.Spent));

    /// <summary>What calls in flight may still cost at worst, US dollars; only calls under a limit reserve.</summary>
    public decimal Reserved => Money.FromPico(Read(static ledger => ledger.Total.Reserved));

    /// <summary>What new calls may still reserve, US dollars, never below 0; null: no limit.</summary>
    public decimal? Remaining
    {
        get
        {
            lock (_gate)
            {
                return RemainingUsd();
            }
        }
    }

    /// <summary>The part of <see cref="Spent"/> that is an estimate, US dollars.</summary>
    public decimal EstimatedUsd => Money.FromPico(Read(static ledger => ledger.EstimatedPico));

    /// <summary>
    /// By how much settled calls cost more than was reserved for them, US dollars: prompts beyond their bound, or a provider
    /// that bills more than its own token limit allows. Part of <see cref="Spent"/>, and the only way past the limit.
    /// </summary>
    public decimal OvershootUsd => Money.FromPico(Read(static ledger => ledger.OvershootPico));

    /// <summary>The warnings given so far, in their order.</summary>
    public IReadOnlyList<BudgetWarning> Warnings => Read(static ledger => ledger.Warnings.ToArray());

    /// <summary>The sum of the tokens, estimates included.</summary>
    public TokenUsage Usage => Read(static ledger => ledger.Usage);

    /// <summary>The number of requests, retries that were billed included.</summary>
    public long Requests => Read(static ledger => ledger.Requests);

    /// <summary>How many of them have an unknown cost, which <see cref="Spent"/> does not contain.</summary>
    public long UnpricedRequests => Read(static ledger => ledger.UnpricedRequests);

    /// <summary>How many of them cost nothing.</summary>
    public long FreeRequests => Read(static ledger => ledger.FreeRequests);

    /// <summary>What each model of each provider came to, in the order of their first request.</summary>
    public IReadOnlyList<ModelCost> Models => Read(static ledger => ledger.Models());

    /// <summary>Whether the session was ended: it takes no new calls.</summary>
    public bool IsEnded
    {
        get
        {
            lock (_gate)
            {
                return _ended;
            }
        }
    }

    /// <summary>Reads all figures at one moment.</summary>
    /// <returns>A copy that does not change.</returns>
    public SessionSnapshot Snapshot()
    {
        lock (_gate)
        {
            return TakeSnapshot();
        }
    }

    /// <summary>Starts counting from zero; the limit stays, and its warnings are due again.</summary>
    /// <remarks>
    /// A call in flight belongs to the run that it began in: what it holds is not in <see cref="Reserved"/> any more and
    /// its cost never enters <see cref="Spent"/>. So each run by itself stays under the limit.
    /// </remarks>
    /// <returns>The figures of the run that this ends, calls in flight as <see cref="SessionSnapshot.Reserved"/>.</returns>
    /// <exception cref="ObjectDisposedException">The session was ended.</exception>
    public SessionSnapshot Reset()
    {
        SessionSnapshot last;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            last = TakeSnapshot();
            _ledger = new SessionLedger(this, _limit);
        }

        RaiseChanged();
        return last;
    }

    /// <summary>Ends the session: new calls are refused, calls in flight finish and settle. May be called repeatedly.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
        }

        RaiseChanged();
    }

    /// <summary>Writes the session as a table, the same in every culture.</summary>
    /// <returns>A few lines of plain text.</returns>
    public override string ToString() => Snapshot().ToString();

    /// <summary>
    /// Decides whether a call may go, works out its cap and reserves its worst case, all at one moment: between reading
    /// what is left and taking it, another call could take it too.
    /// </summary>
    /// <returns>False: see the admission's verdict.</returns>
    /// <exception cref="ObjectDisposedException">The session was ended, and this is a new call.</exception>
    internal bool TryAdmit(in AdmissionRequest request, out Admission admission)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended && !request.IsInFlight, this);
            admission = _ledger.Admit(in request);
        }

        RaiseWarned(admission.Refusal?.Warning);
        return admission.Verdict == AdmissionVerdict.Admitted;
    }

    /// <summary>
    /// Reserves for a retry of an admitted call: its body is written, so the worst case is what it was. A session that was
    /// ended meanwhile lets the call finish.
    /// </summary>
    /// <param name="request">The request that was admitted.</param>
    /// <param name="worstCasePico">The admission's worst case.</param>
    /// <param name="reservation">The new attempt's reservation; null when refused.</param>
    /// <param name="refusal">Why it was refused; null when reserved.</param>
    /// <returns>False: it does not fit any more.</returns>
    internal bool TryReserve(
        in AdmissionRequest request, long worstCasePico, out BudgetReservation? reservation, out BudgetRefusal? refusal)
    {
        lock (_gate)
        {
            reservation = _ledger.TryReserve(in request, worstCasePico, out refusal);
        }

        RaiseWarned(refusal?.Warning);
        return reservation is not null;
    }

    /// <summary>What may still be reserved at a provider, of the tighter of the two limits, in 1e-12 USD; null: no limit.</summary>
    internal long? RemainingPico(ProviderBudget budget)
    {
        lock (_gate)
        {
            return _ledger.RemainingAt(budget);
        }
    }

    /// <summary>Counts a request that costs nothing and had no reservation.</summary>
    internal void RecordFree(string provider, string model, in TokenUsage usage) =>
        Record(new Settlement(provider, model, usage, 0, Billing: Billing.Free));

    /// <summary>Counts a request of unknown cost that had no reservation.</summary>
    internal void RecordUnpriced(string provider, string model, in TokenUsage usage) =>
        Record(new Settlement(provider, model, usage, 0, Billing: Billing.Unpriced));

    /// <summary>For <see cref="BudgetReservation.Settle"/>: books into the run that the attempt began in.</summary>
    internal SettlementOutcome Settle(BudgetReservation reservation, in Settlement settlement)
    {
        SettlementOutcome outcome;
        lock (_gate)
        {
            outcome = reservation.Ledger.Settle(reservation, in settlement);
        }

        if (outcome.IsFirst)
        {
            RaiseChanged();
            RaiseWarned(outcome.SessionWarning);
            RaiseWarned(outcome.ProviderWarning);
        }

        return outcome;
    }

    /// <summary>For <see cref="BudgetReservation.Release"/>.</summary>
    internal void Release(BudgetReservation reservation)
    {
        lock (_gate)
        {
            SessionLedger.TryEnd(reservation);
        }
    }

    private void Record(in Settlement settlement)
    {
        lock (_gate)
        {
            _ledger.Enter(in settlement, reservedPico: 0);
        }

        RaiseChanged();
    }

    private T Read<T>(Func<SessionLedger, T> read)
    {
        lock (_gate)
        {
            return read(_ledger);
        }
    }

    private decimal? RemainingUsd() =>
        _limit is { } limit ? Money.FromPico(Int128.Max(0, _ledger.Total.Remaining(limit))) : null;

    private SessionSnapshot TakeSnapshot() => new()
    {
        Name = Name,
        Limit = Limit,
        Spent = Money.FromPico(_ledger.Total.Spent),
        Reserved = Money.FromPico(_ledger.Total.Reserved),
        Remaining = RemainingUsd(),
        EstimatedUsd = Money.FromPico(_ledger.EstimatedPico),
        OvershootUsd = Money.FromPico(_ledger.OvershootPico),
        Warnings = [.. _ledger.Warnings],
        Usage = _ledger.Usage,
        Requests = _ledger.Requests,
        UnpricedRequests = _ledger.UnpricedRequests,
        FreeRequests = _ledger.FreeRequests,
        IsEnded = _ended,
        Models = _ledger.Models(),
    };

    private void RaiseChanged()
    {
        foreach (var handler in Delegate.EnumerateInvocationList(Changed))
        {
            Raise(handler, static (handler, session, _) => handler(session, EventArgs.Empty), warning: null);
        }
    }

    private void RaiseWarned(BudgetWarning? warning)
    {
        if (warning is null)
        {
            return;
        }

        foreach (var handler in Delegate.EnumerateInvocationList(Warned))
        {
            Raise(handler, static (handler, session, due) => handler(session, due!), warning);
        }
    }

    private void Raise<T>(T handler, Action<T, GoshiSession, BudgetWarning?> invoke, BudgetWarning? warning)
    {
        try
        {
            invoke(handler, this, warning);
        }
        catch (Exception)
        {
            // The money is booked; a display that fails must not fail the call that paid for it.
        }
    }
}
