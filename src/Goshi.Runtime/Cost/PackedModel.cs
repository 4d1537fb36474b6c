namespace Goshi.Cost;

/// <summary>A model of <see cref="Hosting.PackedModels"/>, whose lines are read when it is first asked for.</summary>
internal sealed class PackedModel(PackedLine facts)
{
    private ModelInfo? _info;

    /// <summary>The line of each dated price, ascending by date.</summary>
    public List<PackedLine> Prices { get; } = [];

    /// <summary>The record; always the same one, whichever thread reads it first.</summary>
    public ModelInfo Info => _info ?? ReadOnce();

    private ModelInfo ReadOnce() => Interlocked.CompareExchange(ref _info, Read(), null) ?? _info;

    private ModelInfo Read() => new()
    {
        Id = facts.Id,
        Provider = facts.Text("provider") ?? "",
        Kind = facts.Text("kind") ?? "",
        ContextWindow = (int?)facts.Number("context_window"),
        MaxInputTokens = (int?)facts.Number("max_input_tokens"),
        MaxOutputTokens = (int?)facts.Number("max_output_tokens"),
        Tools = facts.Boolean("tools"),
        Vision = facts.Boolean("vision"),
        StructuredOutputs = facts.Boolean("structured_outputs"),
        Reasoning = facts.Boolean("reasoning"),
        Streaming = facts.Boolean("streaming"),
        Temperature = Temperature(facts.Text("temperature")),
        ChatCompletions = facts.Boolean("chat_completions"),
        ReasoningEfforts = facts.Texts("reasoning_efforts"),
        RetirementDate = facts.Date("retirement"),
        RegionalMultiplier = facts.Decimal("regional_multiplier") ?? 1,
        Prices = ReadPrices(),
    };

    private static TemperatureSupport Temperature(string? support) => support switch
    {
        "accepted" => TemperatureSupport.Accepted,
        "rejected" => TemperatureSupport.Rejected,
        "only_without_reasoning" => TemperatureSupport.OnlyWithoutReasoning,
        _ => TemperatureSupport.Unknown,
    };

    private DatedPrice[] ReadPrices()
    {
        var prices = new DatedPrice[Prices.Count];
        for (var i = 0; i < prices.Length; i++)
        {
            prices[i] = ReadPrice(Prices[i]);
        }

        return prices;
    }

    private static DatedPrice ReadPrice(PackedLine line) => new(
        line.Date("from"), ReadTier(line, "standard")!, ReadTier(line, "batch"), ReadTier(line, "flex"), ReadTier(line, "priority"));

    private static ModelPrice? ReadTier(PackedLine line, string tier) => line.Rates(tier) is { } rates
        ? new(rates, line.Number("above") ?? long.MaxValue, line.Rates("above." + tier), line.Boolean("unconfirmed") ?? false)
        : null;
}
