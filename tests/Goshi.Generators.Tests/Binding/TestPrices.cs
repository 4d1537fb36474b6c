using Goshi.Generators.Model;

namespace Goshi.Generators.Tests.Binding;

/// <summary>A small price table, so that a new price of the packaged one changes no test here.</summary>
internal static class TestPrices
{
    public static PriceTable Table { get; } = new(
        "2026-11-22",
        [
            Chat("gpt-5.4-mini") with { Aliases = ["gpt-5.4-mini-2026-03-17"], Reasoning = true, ReasoningEfforts = ["none", "low", "high"] },
            Chat("gpt-4o") with { MaxOutputTokens = 16_384, Reasoning = false, Prefixes = ["ft:gpt-4o:"] },
            Chat("gpt-blind") with { Vision = false, Tools = false, StructuredOutputs = false },
            Chat("o3") with { Temperature = "rejected", Reasoning = true },
            Chat("gpt-old") with { RetirementDate = "2026-06-01", RetirementSource = "OpenAI's deprecations page" },
            Chat("gpt-fading") with { RetirementDate = "2027-01-15" },
            Chat("gpt-unpriced") with { Prices = [] },
            Chat("gpt-responses") with { ChatCompletions = false },
            Chat("text-embedding-3-small") with { Kind = "embedding", ChatCompletions = null },
            Chat("llama-70b") with { Provider = "groq" },
        ]);

    private static PriceRecord Chat(string id) => new(
        id, null, "openai", "chat", [], [], 400_000, null, 128_000, null, null, null, null, null, "accepted", true, [], null, null, "active",
        1.1m, [new PriceEntry(null, null, Rates(1), null, null, null, Rates(0.5m), null, null, null, null, false)]);

    // 1 USD for a million prompt tokens, 10 USD for a million completion tokens.
    private static RatesModel Rates(decimal factor) => new(1m * factor, 0.1m * factor, null, null, 10m * factor, null);
}
