namespace Goshi.Cost;

/// <summary>What one model of one provider came to in a session. Not thread-safe: the session's lock guards it.</summary>
internal sealed class ModelAccount(string provider, string model)
{
    private long _requests;
    private long _unpriced;
    private long _free;
    private long _unconfirmed;
    private TokenUsage _usage;
    private Int128 _pico;
    private Int128 _estimatedPico;

    public void Add(in Settlement settlement, long chargedPico, bool estimated)
    {
        _requests++;
        _unpriced += settlement.Billing == Billing.Unpriced ? 1 : 0;
        _free += settlement.Billing == Billing.Free ? 1 : 0;
        _unconfirmed += settlement.Unconfirmed ? 1 : 0;
        _usage += settlement.Usage;
        _pico += chargedPico;
        _estimatedPico += estimated ? chargedPico : 0;
    }

    public ModelCost ToModelCost() => new()
    {
        Provider = provider,
        Model = model,
        Requests = _requests,
        UnpricedRequests = _unpriced,
        FreeRequests = _free,
        Unconfirmed = _unconfirmed,
        Usage = _usage,
        Usd = Money.FromPico(_pico),
        EstimatedUsd = Money.FromPico(_estimatedPico),
    };
}
