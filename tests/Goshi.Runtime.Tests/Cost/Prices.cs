namespace Goshi.Tests.Cost;

/// <summary>A few prices as OpenAI publishes them, USD per million tokens.</summary>
internal static class Prices
{
    public static ModelPrice Gpt4o { get; } = new(TokenRates.FromUsdPerMillionTokens(2.5m, 10m, cachedInput: 1.25m));

    /// <summary>Twice input and cache, 1.5 times output, above 272,000 prompt tokens.</summary>
    public static ModelPrice Gpt5_4 { get; } = new(
        TokenRates.FromUsdPerMillionTokens(2.5m, 15m, cachedInput: 0.25m),
        272_000,
        TokenRates.FromUsdPerMillionTokens(5m, 22.5m, cachedInput: 0.5m));

    /// <summary>The priority tier of the same model has no price above the threshold.</summary>
    public static ModelPrice Gpt5_4Priority { get; } = new(
        TokenRates.FromUsdPerMillionTokens(5m, 30m, cachedInput: 0.5m), 272_000);

    /// <summary>Cache writes at 1.25 x input.</summary>
    public static ModelPrice WithCacheWrite { get; } = new(
        TokenRates.FromUsdPerMillionTokens(4m, 20m, cachedInput: 0.4m, cacheWrite: 5m));

    public static ModelPrice Audio { get; } = new(
        TokenRates.FromUsdPerMillionTokens(2.5m, 10m, audioInput: 32m, audioOutput: 64m));

    /// <summary>One millionth of a dollar per token, whichever.</summary>
    public static ModelPrice OneMicro { get; } = new(new TokenRates(1_000_000, 1_000_000));
}
