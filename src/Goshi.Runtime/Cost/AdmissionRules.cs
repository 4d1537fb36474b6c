namespace Goshi.Cost;

/// <summary>
/// The maths of admission under a limit. A request to a priced target always carries a token limit, so that its worst
/// case is known before it is sent.
/// </summary>
internal static class AdmissionRules
{
    /// <summary>The largest cap that a budget adds by itself.</summary>
    public const int LargestCap = 16_384;

    /// <summary>The smallest cap that is worth sending.</summary>
    public const int SmallestCap = 256;

    /// <summary>The smallest cap that is worth sending to a reasoning model, which thinks inside it.</summary>
    public const int SmallestReasoningCap = 1_024;

    /// <summary>Decides on a priced request.</summary>
    /// <param name="request">The request; its price is not null.</param>
    /// <param name="remainingPico">What may still be reserved, of the tightest limit; null: no limit applies.</param>
    public static AdmissionDecision Decide(in AdmissionRequest request, long? remainingPico)
    {
        if (remainingPico is not { } remaining)
        {
            return new(AdmissionVerdict.Admitted, request.TokenLimit, IsTokenLimitAdded: false, WorstCasePico: 0, RequiredPico: 0);
        }

        if (WorstRates(in request) is not { } rates)
        {
            return new(AdmissionVerdict.Unpriced, request.TokenLimit, IsTokenLimitAdded: false, WorstCasePico: 0, RequiredPico: 0);
        }

        var prompt = PromptCost(in request, rates.Input);
        var perToken = (Int128)rates.Output * Math.Max(1, request.Choices);
        return request.TokenLimit is { } limit
            ? WithGivenLimit(limit, prompt + (perToken * Math.Max(0, limit)), remaining)
            : WithAddedCap(in request, prompt, perToken, remaining);
    }

    /// <summary>The worst case of a request with so many output tokens; null: a prompt of this length has no price.</summary>
    public static long? WorstCase(in AdmissionRequest request, long outputTokens) =>
        WorstRates(in request) is { } rates
            ? Money.Saturate(
                PromptCost(in request, rates.Input)
                + ((Int128)outputTokens * rates.Output * Math.Max(1, request.Choices)))
            : null;

    /// <summary>The most output tokens that a call without a limit of its own is estimated with.</summary>
    public static int DefaultCap(int? modelTokenLimit) => Math.Min(modelTokenLimit ?? LargestCap, LargestCap);

    // Sent as given: cutting down what the caller asked for would change the answer without a word.
    private static AdmissionDecision WithGivenLimit(int limit, Int128 worst, long remaining) => new(
        worst <= remaining ? AdmissionVerdict.Admitted : AdmissionVerdict.Refused,
        limit,
        IsTokenLimitAdded: false,
        Money.Saturate(worst),
        Money.Saturate(worst));

    private static AdmissionDecision WithAddedCap(in AdmissionRequest request, Int128 prompt, Int128 perToken, long remaining)
    {
        var most = DefaultCap(request.ModelTokenLimit);
        // A model that can give less than the minimum is not refused for it.
        var least = Math.Min(request.IsReasoning ? SmallestReasoningCap : SmallestCap, most);
        var required = Money.Saturate(prompt + (perToken * least));
        if (required > remaining)
        {
            return new(AdmissionVerdict.Refused, null, IsTokenLimitAdded: false, required, required);
        }

        var cap = perToken == 0 ? most : (int)Int128.Min(most, (remaining - prompt) / perToken);
        return new(AdmissionVerdict.Admitted, cap, IsTokenLimitAdded: true, Money.Saturate(prompt + (perToken * cap)), required);
    }

    // Never below zero, whatever an estimator of the user's or a caller's token limit says: a negative hold would be a gift.
    private static Int128 PromptCost(in AdmissionRequest request, long rate) => (Int128)Math.Max(0, request.PromptBound) * rate;

    private static (long Input, long Output)? WorstRates(in AdmissionRequest request) =>
        request.Price!.WorstRates(request.PromptBound, request.HasAudioInput, request.HasAudioOutput);
}
