namespace Goshi;

/// <summary>What a call may cost, before it is made.</summary>
/// <param name="LowUsd">The expected prompt at its plain price and no answer, US dollars; 0 if free or without a price.</param>
/// <param name="HighUsd">The worst case that a budget reserves, US dollars; 0 if free or without a price.</param>
/// <param name="PromptTokens">The expected number of prompt tokens.</param>
/// <param name="PromptTokensBound">The number of prompt tokens that admission counts with.</param>
/// <param name="MaxOutputTokens">The most completion tokens that <see cref="HighUsd"/> counts with.</param>
/// <param name="IsPriced">Whether the target's price is known, a free one included; false: the two amounts mean nothing.</param>
public readonly record struct CostEstimate(
    decimal LowUsd, decimal HighUsd, long PromptTokens, long PromptTokensBound, long MaxOutputTokens, bool IsPriced);
