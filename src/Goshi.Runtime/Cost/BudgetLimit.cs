namespace Goshi.Cost;

/// <summary>A limit and the point before it at which a warning is due, in integers of 1e-12 USD.</summary>
internal sealed record BudgetLimit(Int128 Pico, Int128? WarnAtPico)
{
    /// <summary>Null for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not above 0, or is above 1e15 US dollars.</exception>
    public static BudgetLimit? Create(decimal? usd, double? warnAt)
    {
        if (usd is not { } limit)
        {
            return null;
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit, nameof(usd));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Money.Largest, nameof(usd));
        return new BudgetLimit(Money.ToPico(limit), warnAt is { } fraction ? Money.ToPico(limit * (decimal)fraction) : null);
    }
}
