namespace Goshi.Cost;

/// <summary>
/// The books of one run of a session, from its start or its last reset on. Not thread-safe: the session's lock guards it.
/// </summary>
internal sealed class SessionLedger(GoshiSession session, BudgetLimit? limit)
{
    private readonly Dictionary<string, BudgetAccount> _providers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Provider, string Model), ModelAccount> _models = [];

    public BudgetAccount Total { get; } = new(provider: null);

    public Int128 EstimatedPico { get; private set; }

    public Int128 OvershootPico { get; private set; }

    /// <summary>The warnings given so far, in their order.</summary>
    public List<BudgetWarning> Warnings { get; } = [];

    public TokenUsage Usage { get; private set; }

    public long Requests { get; private set; }

    public long UnpricedRequests { get; private set; }

    public long FreeRequests { get; private set; }

    public ModelCost[] Models() => [.. _models.Values.Select(static model => model.ToModelCost())];

    /// <summary>What may still be reserved at a provider, of the tighter of the two limits; null: no limit.</summary>
    public long? RemainingAt(ProviderBudget budget)
    {
        var whole = limit is null ? Int128.MaxValue : Total.Remaining(limit);
        var part = budget.Limit is { } own ? Account(budget).Remaining(own) : Int128.MaxValue;
        return limit is null && budget.Limit is null ? null : Money.Saturate(Int128.Min(whole, part));
    }

    public Admission Admit(in AdmissionRequest request)
    {
        if (IsExempt(in request))
        {
            return AdmitWithoutReserving(in request);
        }

        var decision = AdmissionRules.Decide(in request, RemainingAt(request.Budget));
        return decision.Verdict switch
        {
            AdmissionVerdict.Admitted => new()
            {
                Verdict = AdmissionVerdict.Admitted,
                TokenLimit = decision.TokenLimit,
                IsTokenLimitAdded = decision.IsTokenLimitAdded,
                WorstCasePico = decision.WorstCasePico,
                Reservation = Reserve(request.Budget, decision.WorstCasePico),
            },
            AdmissionVerdict.Refused => new()
            {
                Verdict = AdmissionVerdict.Refused,
                Refusal = Refuse(in request, decision.RequiredPico),
            },
            _ => new() { Verdict = decision.Verdict, TokenLimit = decision.TokenLimit },
        };
    }

    public BudgetReservation? TryReserve(in AdmissionRequest request, long worstCasePico, out BudgetRefusal? refusal)
    {
        if (IsExempt(in request))
        {
            var admission = AdmitWithoutReserving(in request);
            refusal = admission.Refusal;
            return admission.Reservation;
        }

        refusal = RemainingAt(request.Budget) is { } remaining && worstCasePico > remaining
            ? Refuse(in request, worstCasePico)
            : null;
        return refusal is null ? Reserve(request.Budget, worstCasePico) : null;
    }

    public SettlementOutcome Settle(BudgetReservation reservation, in Settlement settlement)
    {
        if (!TryEnd(reservation))
        {
            return default;
        }

        var charged = Enter(in settlement, reservation.Pico);
        Total.Charge(charged);
        reservation.Account.Charge(charged);
        var overshoot = reservation.Pico > 0 ? Math.Max(0, charged - reservation.Pico) : 0;
        OvershootPico += overshoot;
        return new SettlementOutcome(
            IsFirst: true,
            charged,
            overshoot,
            Total.Spent,
            Noted(Total.WarnOnSpending(limit)),
            Noted(reservation.Account.WarnOnSpending(reservation.Budget.Limit)));
    }

    /// <summary>Gives the hold back; false if the reservation has ended before.</summary>
    public static bool TryEnd(BudgetReservation reservation)
    {
        if (reservation.IsEnded)
        {
            return false;
        }

        reservation.IsEnded = true;
        reservation.Ledger.Total.Return(reservation.Pico);
        reservation.Account.Return(reservation.Pico);
        return true;
    }

    /// <summary>Enters a settled attempt, and answers what it adds to the spending.</summary>
    public long Enter(in Settlement settlement, long reservedPico)
    {
        // Under a limit an unknown price charges what was reserved for it: 0 would loosen the limit.
        var (charged, estimated) = settlement.Billing switch
        {
            Billing.Priced => (Math.Max(0, settlement.Pico), settlement.Estimated),
            Billing.Unpriced => (reservedPico, true),
            _ => (0L, false),
        };

        Requests++;
        UnpricedRequests += settlement.Billing == Billing.Unpriced ? 1 : 0;
        FreeRequests += settlement.Billing == Billing.Free ? 1 : 0;
        Usage += settlement.Usage;
        EstimatedPico += estimated ? charged : 0;
        Model(settlement.Provider, settlement.Model).Add(in settlement, charged, estimated);
        return charged;
    }

    private ModelAccount Model(string provider, string model)
    {
        if (!_models.TryGetValue((provider, model), out var account))
        {
            _models.Add((provider, model), account = new ModelAccount(provider, model));
        }

        return account;
    }

    // Free and unpriced targets, and estimate_before_request: false.
    private static bool IsExempt(in AdmissionRequest request) =>
        request.Billing != Billing.Priced || !request.Budget.Reserves;

    // A priced target that reserves nothing still asks whether a limit is reached.
    private Admission AdmitWithoutReserving(in AdmissionRequest request) =>
        request.Billing == Billing.Priced && (IsReached(limit, Total) || IsReached(request.Budget.Limit, Account(request.Budget)))
            ? new() { Verdict = AdmissionVerdict.Refused, Refusal = Refuse(in request, requiredPico: null) }
            : new()
            {
                Verdict = AdmissionVerdict.Admitted,
                TokenLimit = request.TokenLimit,
                Reservation = Reserve(request.Budget, 0),
            };

    private static bool IsReached(BudgetLimit? limit, BudgetAccount account) => limit is not null && account.Spent >= limit.Pico;

    private BudgetReservation Reserve(ProviderBudget budget, long pico)
    {
        var account = Account(budget);
        Total.Reserve(pico);
        account.Reserve(pico);
        return new BudgetReservation(session, this, budget, account, pico);
    }

    private BudgetRefusal Refuse(in AdmissionRequest request, long? requiredPico)
    {
        var (scope, refusing, account) = RefusedBySession(request.Budget, requiredPico)
            ? (BudgetScope.Session, limit!, Total)
            : (BudgetScope.Provider, request.Budget.Limit!, Account(request.Budget));
        return new BudgetRefusal
        {
            Scope = scope,
            Provider = request.Budget.Provider,
            Model = request.Model,
            SessionName = session.Name,
            LimitUsd = Money.FromPico(refusing.Pico),
            SpentUsd = Money.FromPico(account.Spent),
            ReservedUsd = Money.FromPico(account.Reserved),
            RequiredUsd = requiredPico is { } pico ? Money.FromPico(pico) : null,
            Warning = Noted(account.WarnAtLimit(refusing)),
        };
    }

    private BudgetWarning? Noted(BudgetWarning? warning)
    {
        if (warning is not null)
        {
            Warnings.Add(warning);
        }

        return warning;
    }

    // The session's limit is named first: while it refuses, raising the provider's would not help.
    private bool RefusedBySession(ProviderBudget budget, long? requiredPico) =>
        budget.Limit is null
        || (limit is not null && (requiredPico is { } required ? required > Total.Remaining(limit) : IsReached(limit, Total)));

    private BudgetAccount Account(ProviderBudget budget)
    {
        if (!_providers.TryGetValue(budget.Provider, out var account))
        {
            _providers.Add(budget.Provider, account = new BudgetAccount(budget.Provider));
        }

        return account;
    }
}
