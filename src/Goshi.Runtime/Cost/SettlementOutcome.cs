namespace Goshi.Cost;

/// <summary>What a settlement did.</summary>
/// <param name="IsFirst">False: the attempt was settled or released before, and nothing was recorded now.</param>
/// <param name="ChargedPico">What was added to the session's spending.</param>
/// <param name="OvershootPico">By how much that is more than what was reserved; 0 where nothing was reserved.</param>
/// <param name="SessionSpentPico">What the session has spent with it, of the run that the attempt belongs to.</param>
/// <param name="SessionWarning">The warning about the session's limit that is due now.</param>
/// <param name="ProviderWarning">The warning about the provider's limit that is due now.</param>
internal readonly record struct SettlementOutcome(
    bool IsFirst,
    long ChargedPico,
    long OvershootPico,
    Int128 SessionSpentPico,
    BudgetWarning? SessionWarning,
    BudgetWarning? ProviderWarning)
{
    public decimal ChargedUsd => Money.FromPico(ChargedPico);

    public decimal OvershootUsd => Money.FromPico(OvershootPico);

    public decimal SessionSpentUsd => Money.FromPico(SessionSpentPico);
}
