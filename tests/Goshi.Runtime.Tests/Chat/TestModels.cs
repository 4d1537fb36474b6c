namespace Goshi.Runtime.Tests.Chat;

/// <summary>A price table of a few models.</summary>
internal static class TestModels
{
    public static readonly ModelInfo Gpt4o = Priced("gpt-4o", input: 2_500_000, cached: 1_250_000, output: 10_000_000, mostOutput: 16_384);

    public static readonly ModelInfo Gpt4oMini = Priced("gpt-4o-mini", input: 150_000, cached: 75_000, output: 600_000, mostOutput: 16_384);

    public static readonly ModelInfo Gpt54 = Priced("gpt-5.4", input: 2_500_000, cached: 250_000, output: 15_000_000, mostOutput: 128_000, reasoning: true);

    /// <summary>A model that costs half in the flex tier, and ten times as much to hear or to speak.</summary>
    public static readonly ModelInfo Audio = new()
    {
        Id = "gpt-audio",
        Provider = "openai",
        ChatCompletions = true,
        Prices =
        [
            new DatedPrice(
                null,
                new ModelPrice(new TokenRates(2_000_000, 8_000_000) { AudioInput = 20_000_000, AudioOutput = 80_000_000 }),
                flex: new ModelPrice(new TokenRates(1_000_000, 4_000_000))),
        ],
    };

    public static readonly ModelInfo Embedding = new()
    {
        Id = "text-embedding-3-small",
        Provider = "openai",
        Kind = "embedding",
        Prices = [new DatedPrice(null, new ModelPrice(new TokenRates(20_000, 0)), null, null, null)],
    };

    public static ModelTable Table { get; } = new(new DateOnly(2026, 11, 22), static id => id switch
    {
        "gpt-4o" or "gpt-4o-2024-08-06" => Gpt4o,
        "gpt-4o-mini" => Gpt4oMini,
        "gpt-5.4" => Gpt54,
        "gpt-audio" => Audio,
        "text-embedding-3-small" => Embedding,
        _ => null,
    });

    private static ModelInfo Priced(string id, long input, long cached, long output, int mostOutput, bool reasoning = false) => new()
    {
        Id = id,
        Provider = "openai",
        MaxOutputTokens = mostOutput,
        ChatCompletions = true,
        Reasoning = reasoning,
        Temperature = reasoning ? TemperatureSupport.Rejected : TemperatureSupport.Accepted,
        Prices = [new DatedPrice(null, new ModelPrice(new TokenRates(input, output) { CachedInput = cached }), null, null, null)],
    };
}
