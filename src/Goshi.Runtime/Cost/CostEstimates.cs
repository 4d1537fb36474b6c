namespace Goshi.Cost;

/// <summary>What a call may cost, before anything is reserved for it.</summary>
internal static class CostEstimates
{
    /// <summary>Estimates a call to one target.</summary>
    /// <param name="request">The call as admission would see it.</param>
    /// <param name="promptExpectation">The expected number of prompt tokens.</param>
    /// <param name="remainingPico">What may still be reserved; null: no limit applies.</param>
    public static CostEstimate Estimate(in AdmissionRequest request, long promptExpectation, long? remainingPico)
    {
        var output = OutputTokens(in request, remainingPico);
        var unknown = new CostEstimate(0, 0, promptExpectation, request.PromptBound, output, request.Billing == Billing.Free);
        if (request.Billing != Billing.Priced)
        {
            return unknown;
        }

        var prompt = new TokenUsage { InputTokens = promptExpectation };
        return request.Price!.TryCalculatePico(in prompt, out var low) && AdmissionRules.WorstCase(in request, output) is { } high
            ? unknown with { LowUsd = Money.FromPico(low), HighUsd = Money.FromPico(high), IsPriced = true }
            : unknown;
    }

    // A call that would be refused is estimated as if it went: the estimate is what shows why.
    private static long OutputTokens(in AdmissionRequest request, long? remainingPico) =>
        request.TokenLimit
        ?? (request.Billing == Billing.Priced
            && AdmissionRules.Decide(in request, remainingPico) is { IsTokenLimitAdded: true, TokenLimit: { } cap }
            ? cap
            : AdmissionRules.DefaultCap(request.ModelTokenLimit));
}
