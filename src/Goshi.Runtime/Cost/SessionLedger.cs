namespace Goshi.Cost;

/// <summary>
/// The books of one run of a session, from its start or its last reset on. Not thread-safe: the session's lock guards it.
/// </summary>
internal sealed class SessionLedger
{
    private readonly Dictionary<string, BudgetAccount> _providers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Provider, string Model), ModelAccount> _models = [];

    public BudgetAccount Total { get; } = new(BudgetScope.Session, null);

    public Int128 EstimatedPico { get; private set; }

    public TokenUsage Usage { get; private set; }

    public long Requests { get; private set; }

    public long UnpricedRequests { get; private set; }

    public long FreeRequests { get; private set; }

    public BudgetAccount Provider(string name)
    {
        if (!_providers.TryGetValue(name, out var account))
        {
            _providers.Add(name, account = new BudgetAccount(BudgetScope.Provider, name));
        }

        return account;
    }

    public ModelCost[] Models() => [.. _models.Values.Select(static model => model.ToModelCost())];

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
}
