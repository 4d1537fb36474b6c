namespace Goshi.Cost;

/// <summary>The budget settings of one provider, read once and frozen.</summary>
internal sealed class ProviderBudget
{
    /// <param name="provider">The provider's name, as in goshi.yaml; its account inside a session.</param>
    /// <param name="limit"><c>max_cost_per_session</c> of the provider in US dollars; null: none.</param>
    /// <param name="warnAt">The fraction of the limit to warn at; null: <c>warn_on_high_cost</c> is false.</param>
    /// <param name="reserves"><c>estimate_before_request</c>: whether the worst case is reserved before a request.</param>
    public ProviderBudget(string provider, decimal? limit = null, double? warnAt = 0.8, bool reserves = true)
    {
        Provider = provider;
        Limit = BudgetLimit.Create(limit, warnAt);
        Reserves = reserves;
    }

    public string Provider { get; }

    public BudgetLimit? Limit { get; }

    public bool Reserves { get; }
}
