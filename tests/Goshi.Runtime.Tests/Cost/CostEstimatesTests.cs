using Goshi.Cost;

namespace Goshi.Tests.Cost;

public class CostEstimatesTests
{
    private static readonly AdmissionRequest Call = new()
    {
        Budget = new ProviderBudget("openai"),
        Model = "gpt-4o",
        Billing = Billing.Priced,
        Price = Prices.Gpt4o,
        PromptBound = 200,
        ModelTokenLimit = 1_000,
    };

    [Fact]
    public void Ranges_from_the_expected_prompt_to_the_worst_case() => Assert.Equal(
        new CostEstimate(0.00025m, 0.0105m, 100, 200, 1_000, IsPriced: true),
        CostEstimates.Estimate(in Call, 100, remainingPico: null));

    [Fact]
    public void Counts_with_the_limit_that_the_call_gives() => Assert.Equal(
        0.0015m, CostEstimates.Estimate(Call with { TokenLimit = 100 }, 100, null).HighUsd);

    [Fact]
    public void Counts_with_the_cap_that_the_budget_would_add() => Assert.Equal(
        500, CostEstimates.Estimate(in Call, 100, remainingPico: 5_500_000_000).MaxOutputTokens);

    [Fact]
    public void Shows_what_a_refused_call_would_cost() => Assert.Equal(
        0.0105m, CostEstimates.Estimate(in Call, 100, remainingPico: 0).HighUsd);

    [Fact]
    public void Knows_that_free_is_a_price()
    {
        var free = CostEstimates.Estimate(Call with { Billing = Billing.Free, Price = null }, 100, 0);

        Assert.True(free.IsPriced);
        Assert.Equal((0m, 0m), (free.LowUsd, free.HighUsd));
    }

    [Fact]
    public void Says_when_there_is_no_price()
    {
        Assert.False(CostEstimates.Estimate(Call with { Billing = Billing.Unpriced, Price = null }, 100, null).IsPriced);
        Assert.False(CostEstimates.Estimate(Call with { Price = Prices.Gpt5_4Priority, PromptBound = 300_000 }, 1, null).IsPriced);
    }
}
