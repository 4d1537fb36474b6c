using Goshi.Generators.Model;

namespace Goshi.Generators.Tests.Emit;

/// <summary>Price records to emit from.</summary>
internal static class Prices
{
    public static PriceTable Table(params PriceRecord[] records) => new("2026-11-22", records.ToEquatableArray());

    /// <summary>A record that knows nothing but its id.</summary>
    public static PriceRecord Record(string id) => new(
        id, Name: null, Provider: "openai", Kind: "chat", Aliases: [], Prefixes: [],
        ContextWindow: null, MaxInputTokens: null, MaxOutputTokens: null,
        Tools: null, Vision: null, StructuredOutputs: null, Reasoning: null, Streaming: null,
        Temperature: "unknown", ChatCompletions: null, ReasoningEfforts: [],
        RetirementDate: null, RetirementSource: null, Status: "active", RegionalMultiplier: 1m, Prices: []);

    public static PriceEntry Entry(RatesModel standard) => new(
        From: null, To: null, standard, StandardLong: null, Batch: null, BatchLong: null, Flex: null, FlexLong: null,
        Priority: null, PriorityLong: null, LongContextThreshold: null, Unconfirmed: false);

    public static RatesModel Rates(decimal input, decimal? cached, decimal? output) =>
        new(input, cached, CacheWrite: null, AudioInput: null, output, AudioOutput: null);
}
