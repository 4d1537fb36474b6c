namespace Goshi.Cost;

/// <summary>
/// One attempt's hold on the budget. It ends once, by settlement or by release; whatever comes after that is ignored, so
/// every path may end it without asking whether another has.
/// </summary>
internal sealed class BudgetReservation(GoshiSession session, SessionLedger ledger, ProviderBudget budget, BudgetAccount account, long pico)
    : IDisposable
{
    /// <summary>The run of the session that the attempt belongs to; a reset begins another.</summary>
    public SessionLedger Ledger => ledger;

    public ProviderBudget Budget => budget;

    public BudgetAccount Account => account;

    /// <summary>What is held, in integers of 1e-12 USD; 0 without a limit.</summary>
    public long Pico => pico;

    /// <summary>Set under the session's lock, by whoever ends the reservation first.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Replaces the hold by what the attempt cost. Never throws.</summary>
    public SettlementOutcome Settle(in Settlement settlement) => session.Settle(this, in settlement);

    /// <summary>Gives the hold back: the attempt cost nothing, because it was not sent or was answered with an error.</summary>
    public void Release() => session.Release(this);

    void IDisposable.Dispose() => Release();
}
