namespace Goshi.Runtime.Tests.Configuration;

/// <summary>A price table with one model of each sort that the rules tell apart.</summary>
internal static class TestModels
{
    private static readonly ModelInfo[] All =
    [
        new()
        {
            Id = "gpt-small", Provider = "openai", MaxOutputTokens = 1000, Tools = true, Vision = false,
            Reasoning = false, Temperature = TemperatureSupport.Accepted, RegionalMultiplier = 2,
            Prices = [Price(input: 1_000_000, output: 10_000_000)],
        },
        new()
        {
            Id = "gpt-thinks", Provider = "openai", MaxOutputTokens = 100_000, Reasoning = true, ReasoningEfforts = ["low", "high"],
            Temperature = TemperatureSupport.Rejected, Prices = [Price(input: 1_000_000, output: 10_000_000)],
        },
        new() { Id = "gpt-unpriced", Provider = "openai" },
        new() { Id = "text-embed", Provider = "openai", Kind = "embedding", Prices = [Price(1, 0)] },
        new() { Id = "gpt-responses-only", Provider = "openai", ChatCompletions = false, Prices = [Price(1, 1)] },
        new() { Id = "llama-3.3-70b", Provider = "groq", Prices = [Price(input: 500_000, output: 500_000)] },
    ];

    public static ModelTable Table { get; } = new(new DateOnly(2026, 11, 22), id => All.FirstOrDefault(model => model.Id == id));

    // Picodollars per token: 1,000,000 are 1 USD per million tokens.
    private static DatedPrice Price(long input, long output) => new(null, new ModelPrice(new TokenRates(input, output)), null, null, null);
}
