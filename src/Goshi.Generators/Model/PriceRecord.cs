namespace Goshi.Generators.Model;

/// <summary>One model of the price table at one provider; null means that the table does not say.</summary>
/// <param name="Id">The model's id.</param>
/// <param name="Name">The C# name that replaces the one made from the id; null: none.</param>
/// <param name="Provider">The provider whose prices these are.</param>
/// <param name="Kind">What the model is for: chat, embedding, completion.</param>
/// <param name="Aliases">Other ids of the same model: aliases and dated snapshots.</param>
/// <param name="Prefixes">Beginnings of ids that this record prices too, such as <c>ft:gpt-4o-2024-08-06:</c>.</param>
/// <param name="ContextWindow">Prompt and completion together, in tokens.</param>
/// <param name="MaxInputTokens">The most prompt tokens.</param>
/// <param name="MaxOutputTokens">The most completion tokens.</param>
/// <param name="Tools">Whether it can call tools.</param>
/// <param name="Vision">Whether it takes images.</param>
/// <param name="StructuredOutputs">Whether it keeps to a JSON schema.</param>
/// <param name="Reasoning">Whether it reasons before it answers.</param>
/// <param name="Streaming">Whether it streams.</param>
/// <param name="Temperature">Whether it takes a temperature: accepted, rejected, only_without_reasoning, unknown.</param>
/// <param name="ChatCompletions">Whether the chat completions endpoint serves it.</param>
/// <param name="ReasoningEfforts">The values it takes for reasoning_effort.</param>
/// <param name="RetirementDate">The day on which it stops, <c>yyyy-MM-dd</c>.</param>
/// <param name="RetirementSource">Where that date was read.</param>
/// <param name="Status">The provider's word for its state.</param>
/// <param name="RegionalMultiplier">What regional processing multiplies its prices by; 1 for no change.</param>
/// <param name="Prices">Its prices in ascending order of date; empty: it has none.</param>
internal sealed record PriceRecord(
    string Id,
    string? Name,
    string Provider,
    string Kind,
    EquatableArray<string> Aliases,
    EquatableArray<string> Prefixes,
    int? ContextWindow,
    int? MaxInputTokens,
    int? MaxOutputTokens,
    bool? Tools,
    bool? Vision,
    bool? StructuredOutputs,
    bool? Reasoning,
    bool? Streaming,
    string Temperature,
    bool? ChatCompletions,
    EquatableArray<string> ReasoningEfforts,
    string? RetirementDate,
    string? RetirementSource,
    string Status,
    decimal RegionalMultiplier,
    EquatableArray<PriceEntry> Prices)
{
    /// <summary>Whether a provider of the project uses its price list; else it is found by id alone, and has no class.</summary>
    public bool IsUsed { get; init; } = true;
}
