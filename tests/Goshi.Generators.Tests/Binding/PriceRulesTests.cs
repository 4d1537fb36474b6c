using static Goshi.Generators.Tests.Binding.ConfigExpectation;

namespace Goshi.Generators.Tests.Binding;

public sealed class PriceRulesTests
{
    private const string OpenAI = "provider: openai\n";

    private const string Cure = " cannot be kept; name the price list with prices, set free for a server that costs nothing, or set unpriced_model: warn";

    [Fact]
    public void Under_a_limit_an_unpriced_model_is_an_error() => Expect(
        "GOSHI203", OpenAI + "model: [|gpt-unpriced|]\nmax_cost_per_session: 1",
        "Model 'gpt-unpriced' in llm.model has no price, so llm.max_cost_per_session" + Cure);

    [Fact]
    public void Under_a_limit_an_unknown_model_is_one_error_with_a_suggestion() => Expect(
        "GOSHI203", OpenAI + "model: [|gpt-5.4-mni|]\nmax_cost_per_session: 1",
        "Model 'gpt-5.4-mni' in llm.model has no price, so llm.max_cost_per_session" + Cure + "; did you mean 'gpt-5.4-mini'?");

    [Fact]
    public void Without_a_limit_an_unpriced_model_is_a_warning_that_can_be_answered()
    {
        Expect("GOSHI453", OpenAI + "model: [|gpt-unpriced|]", "Model 'gpt-unpriced' in llm.model has no price, so its calls count as unpriced and their cost is unknown; give it one under pricing.models, set free for a server that costs nothing, or set unpriced_model: warn");
        Clean(OpenAI + "model: gpt-unpriced\nunpriced_model: warn\nmax_cost_per_session: 1");
    }

    [Fact]
    public void A_tier_without_a_price_is_warned_about() => Expect(
        "GOSHI454", OpenAI + "model: gpt-4o\nservice_tier: [|priority|]", "Model 'gpt-4o' has no price in service tier 'priority', so calls in it count as unpriced");

    [Fact]
    public void Under_a_limit_a_tier_without_a_price_is_an_error() => Expect(
        "GOSHI203", OpenAI + "model: gpt-4o\nmax_cost_per_session: 1\nservice_tier: [|priority|]",
        "Model 'gpt-4o' in llm.service_tier has no price, so llm.max_cost_per_session" + Cure);

    [Theory]
    [InlineData("gpt-4o", "0.00265", "0.00266", "256")]
    [InlineData("gpt-5.4-mini", "0.01033", "0.01034", "1024")]
    public void A_limit_pays_for_one_minimal_call_or_is_an_error(string model, string tooLittle, string enough, string output)
    {
        Expect(
            "GOSHI307", OpenAI + $"model: {model}\nmax_cost_per_session: [|{tooLittle}|]",
            $"llm.max_cost_per_session of {tooLittle} USD cannot pay for one minimal call to '{model}': 100 prompt and {output} output tokens cost {enough} USD");
        Clean(OpenAI + $"model: {model}\nmax_cost_per_session: {enough}");
    }

    [Fact]
    public void The_cheaper_tier_and_the_regional_multiplier_count()
    {
        Clean(OpenAI + "model: gpt-4o\nservice_tier: flex\nmax_cost_per_session: 0.00133");
        Expect(
            "GOSHI307", OpenAI + "model: gpt-4o\nopenai:\n  regional: true\n  max_cost_per_session: [|0.00266|]",
            "llm.openai.max_cost_per_session of 0.00266 USD cannot pay for one minimal call to 'gpt-4o': 100 prompt and 256 output tokens cost 0.002926 USD");
    }

    [Fact]
    public void A_token_limit_that_alone_costs_more_than_the_budget_is_warned_about() => Expect(
        "GOSHI308", OpenAI + "model: gpt-4o\nmax_tokens: [|10000|]\nmax_cost_per_session: 0.05",
        "llm.max_cost_per_session of 0.05 USD is less than the 0.1 USD that 10000 tokens of 'gpt-4o' cost, so calls with this limit are refused");

    [Fact]
    public void A_free_target_is_needed_to_fall_back_to()
    {
        Clean(OpenAI + "model: gpt-4o\nmax_cost_per_session: 1\non_budget_exceeded: fallback");
        Expect(
            "GOSHI312", OpenAI + "model: gpt-4o\nfallback: []\nmax_cost_per_session: 1\non_budget_exceeded: [|fallback|]",
            "llm.on_budget_exceeded is 'fallback', but no fallback target of llm is free of cost, so calls fail when the budget is used up");
    }
}
