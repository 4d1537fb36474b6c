namespace Goshi;

/// <summary>A warning that spending nears or has reached a limit; given once for each until the session is reset.</summary>
/// <param name="Provider">The provider, for a provider's limit inside the session; null: the session's own limit.</param>
/// <param name="IsAtLimit">True: the limit is reached, or has refused a call; false: the point before it, <c>warn_at</c>.</param>
/// <param name="SpentUsd">Spent against the limit, US dollars.</param>
/// <param name="LimitUsd">The limit, US dollars.</param>
public sealed record BudgetWarning(string? Provider, bool IsAtLimit, decimal SpentUsd, decimal LimitUsd);
