namespace Goshi.Cost;

/// <summary>The maths of settling one attempt. Nothing here throws: what was spent is booked, whatever came back.</summary>
internal static class SettlementRules
{
    /// <summary>Completion tokens that a server is assumed to produce in a second when nothing is known.</summary>
    public const int TokensPerSecond = 100;

    private const int BytesPerToken = 4;

    /// <summary>The tokens to settle an attempt with; null: it cost nothing, and its reservation is released.</summary>
    public static SettledUsage? Usage(in AttemptFacts facts) => facts.End switch
    {
        AttemptEnd.Completed => Completed(in facts),
        // What breaks after the answer's last word and its usage breaks nothing that is paid for.
        AttemptEnd.Interrupted => facts.IsReportedFinal ? Completed(in facts) : Interrupted(in facts),
        AttemptEnd.NoHeaders => new SettledUsage(
            Estimate(in facts, TokensWhileWaiting(facts.Waited)), Estimated: true, Unconfirmed: true),
        _ => null,
    };

    /// <summary>Prices the tokens.</summary>
    /// <param name="provider">The provider, as in goshi.yaml.</param>
    /// <param name="model">The model that the attempt is listed under.</param>
    /// <param name="usage">The tokens to settle with.</param>
    /// <param name="isFree">Whether the target costs nothing.</param>
    /// <param name="price">The price at the tier that was used, regional multiplier included; null: none is known.</param>
    public static Settlement Price(string provider, string model, in SettledUsage usage, bool isFree, ModelPrice? price)
    {
        var pico = 0L;
        var tokens = usage.Usage;
        var billing = isFree ? Billing.Free
            : price is not null && price.TryCalculatePico(in tokens, out pico) ? Billing.Priced
            : Billing.Unpriced;
        return new Settlement(provider, model, tokens, pico, usage.Estimated, usage.Unconfirmed, billing);
    }

    private static SettledUsage Completed(in AttemptFacts facts) => facts.Reported switch
    {
        null => new SettledUsage(Estimate(in facts, Arrived(in facts)), Estimated: true),
        { IsConsistent: true } usage => new SettledUsage(usage),
        { } usage => Clamp(in facts, usage),
    };

    // Usage that came before the break (some servers send a running count) is a floor, not the final word.
    private static SettledUsage Interrupted(in AttemptFacts facts) => facts.Reported switch
    {
        null => new SettledUsage(Estimate(in facts, Arrived(in facts)), Estimated: true),
        { IsConsistent: true } usage => new SettledUsage(
            usage with { OutputTokens = Math.Max(usage.OutputTokens, Arrived(in facts)) }, Estimated: true),
        { } usage => Clamp(in facts, usage),
    };

    // Counts that contradict each other: which one is wrong cannot be known. The larger of each total and its estimate,
    // at the plain rates, because a discount rests on the parts that do not add up.
    private static SettledUsage Clamp(in AttemptFacts facts, TokenUsage reported)
    {
        var estimate = Estimate(in facts, Arrived(in facts));
        return new SettledUsage(
            new TokenUsage
            {
                InputTokens = Math.Max(reported.InputTokens, estimate.InputTokens),
                OutputTokens = Math.Max(reported.OutputTokens, estimate.OutputTokens),
            },
            Estimated: true,
            WasInconsistent: true);
    }

    private static TokenUsage Estimate(in AttemptFacts facts, long output) => new()
    {
        InputTokens = Math.Max(0, facts.PromptExpectation),
        OutputTokens = facts.TokenLimit is { } limit ? Math.Min(output, (long)limit * Math.Max(1, facts.Choices)) : output,
    };

    private static long Arrived(in AttemptFacts facts) => CeilingOf(Math.Max(0, facts.ContentBytes), BytesPerToken);

    private static long TokensWhileWaiting(TimeSpan waited) =>
        CeilingOf(Math.Max(0, waited.Ticks), TimeSpan.TicksPerSecond / TokensPerSecond);

    private static long CeilingOf(long value, long divisor) => (value / divisor) + (value % divisor == 0 ? 0 : 1);
}
