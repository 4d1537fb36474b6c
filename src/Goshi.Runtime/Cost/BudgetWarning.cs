namespace Goshi.Cost;

/// <summary>A warning that is due now, and never again for this limit until the session is reset.</summary>
/// <param name="Scope">Whose limit it is.</param>
/// <param name="Provider">The provider, for a provider's limit; else null.</param>
/// <param name="IsAtLimit">True: the limit is reached, or has refused a call; false: the warning point before it is.</param>
/// <param name="SpentUsd">Spent against the limit.</param>
/// <param name="LimitUsd">The limit.</param>
internal sealed record BudgetWarning(BudgetScope Scope, string? Provider, bool IsAtLimit, decimal SpentUsd, decimal LimitUsd);
