namespace Goshi.Cost;

/// <summary>
/// What is spent and held against one limit, in integers of 1e-12 USD. 128 bits, so that a process that never restarts
/// cannot overflow its sum. Not thread-safe: the session's lock guards it.
/// </summary>
/// <param name="provider">The provider inside the session; null: the session itself.</param>
internal sealed class BudgetAccount(string? provider)
{
    private bool _warnedNear;
    private bool _warnedAtLimit;

    public Int128 Spent { get; private set; }

    public Int128 Reserved { get; private set; }

    /// <summary>What may still be reserved: negative after a request that cost more than its worst case.</summary>
    public Int128 Remaining(BudgetLimit limit) => limit.Pico - Spent - Reserved;

    public void Reserve(long pico) => Reserved += pico;

    public void Return(long pico) => Reserved -= pico;

    public void Charge(long pico) => Spent += pico;

    /// <summary>The warning that this account's spending makes due, once.</summary>
    public BudgetWarning? WarnOnSpending(BudgetLimit? limit)
    {
        if (limit?.WarnAtPico is not { } warnAt)
        {
            return null;
        }

        if (Spent >= limit.Pico)
        {
            _warnedNear = true;
            return WarnAtLimit(limit);
        }

        if (_warnedNear || Spent < warnAt)
        {
            return null;
        }

        _warnedNear = true;
        return Warning(limit, isAtLimit: false);
    }

    /// <summary>The warning for a call that this limit refused, once: spending itself stops short of a limit.</summary>
    /// <remarks>What refuses may be held by calls in flight, so the warning before the limit is still to come.</remarks>
    public BudgetWarning? WarnAtLimit(BudgetLimit limit)
    {
        if (_warnedAtLimit || limit.WarnAtPico is null)
        {
            return null;
        }

        _warnedAtLimit = true;
        return Warning(limit, isAtLimit: true);
    }

    private BudgetWarning Warning(BudgetLimit limit, bool isAtLimit) =>
        new(provider, isAtLimit, Money.FromPico(Spent), Money.FromPico(limit.Pico));
}
