using System.Diagnostics.CodeAnalysis;

namespace Goshi;

/// <summary>One record of the price table: what a model can do and what it costs. A null fact is unknown.</summary>
public sealed class ModelInfo
{
    // Arrays: through their interface a price by id takes two nanoseconds more.
    private readonly DatedPrice[] _prices = [];
    private DatedPrice[]? _regionalPrices;

    /// <summary>The model's id.</summary>
    public required string Id { get; init; }

    /// <summary>The provider whose prices these are, as in the price table.</summary>
    public required string Provider { get; init; }

    /// <summary>What the model is for: chat, embedding, completion and so on.</summary>
    /// <value><c>chat</c>.</value>
    public string Kind { get; init; } = "chat";

    /// <summary>The most tokens that prompt and completion may have together.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>The most tokens that a prompt may have.</summary>
    public int? MaxInputTokens { get; init; }

    /// <summary>The most tokens that a completion may have, reasoning included.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Whether the model can call tools.</summary>
    public bool? Tools { get; init; }

    /// <summary>Whether the model takes images.</summary>
    public bool? Vision { get; init; }

    /// <summary>Whether the model can be held to a JSON schema.</summary>
    public bool? StructuredOutputs { get; init; }

    /// <summary>Whether the model reasons before it answers.</summary>
    public bool? Reasoning { get; init; }

    /// <summary>Whether the model can stream its answer.</summary>
    public bool? Streaming { get; init; }

    /// <summary>Whether the model accepts a sampling temperature.</summary>
    public TemperatureSupport Temperature { get; init; }

    /// <summary>Whether the model is served at the chat completions endpoint.</summary>
    public bool? ChatCompletions { get; init; }

    /// <summary>The reasoning efforts that the model takes; empty: unknown or none.</summary>
    public IReadOnlyList<string> ReasoningEfforts { get; init; } = [];

    /// <summary>The UTC day on which the provider stops serving the model; null: none is announced.</summary>
    public DateOnly? RetirementDate { get; init; }

    /// <summary>What regional processing multiplies the prices by.</summary>
    /// <value>1: regional processing costs nothing extra.</value>
    public decimal RegionalMultiplier { get; init; } = 1;

    /// <summary>The prices, ascending by date; empty: the model has no price.</summary>
    public IReadOnlyList<DatedPrice> Prices { get => _prices; init => _prices = [.. value]; }

    /// <summary>Finds the price of a service tier on a day. A day before the first price has the first price.</summary>
    /// <param name="tier">The service tier that the request was processed at.</param>
    /// <param name="date">The UTC day of the request.</param>
    /// <param name="price">The price, without the regional multiplier.</param>
    /// <returns>False: this tier has no price on that day.</returns>
    public bool TryGetPrice(ServiceTier tier, DateOnly date, [NotNullWhen(true)] out ModelPrice? price)
    {
        price = InForce(_prices, date)?.ForTier(tier);
        return price is not null;
    }

    /// <summary>As the public overload; with the regional multiplier where that applies.</summary>
    internal bool TryGetPrice(ServiceTier tier, DateOnly date, bool regional, [NotNullWhen(true)] out ModelPrice? price)
    {
        price = InForce(regional && RegionalMultiplier != 1 ? RegionalPrices() : _prices, date)?.ForTier(tier);
        return price is not null;
    }

    private static DatedPrice? InForce(DatedPrice[] prices, DateOnly date)
    {
        for (var i = prices.Length - 1; i > 0; i--)
        {
            if (prices[i].From is not { } from || from <= date)
            {
                return prices[i];
            }
        }

        return prices.Length > 0 ? prices[0] : null;
    }

    // Scaled once, so that pricing a request allocates nothing. Two threads may both do it; the results are equal.
    private DatedPrice[] RegionalPrices() =>
        _regionalPrices ??= [.. _prices.Select(price => price.Scale(RegionalMultiplier))];
}
