namespace Goshi;

/// <summary>What one model of one provider came to in a session.</summary>
public sealed record ModelCost
{
    /// <summary>The provider, as in goshi.yaml.</summary>
    public required string Provider { get; init; }

    /// <summary>The model's id.</summary>
    public required string Model { get; init; }

    /// <summary>The number of requests, retries that were billed included.</summary>
    public long Requests { get; init; }

    /// <summary>How many of them have an unknown cost, which <see cref="Usd"/> does not contain.</summary>
    public long UnpricedRequests { get; init; }

    /// <summary>How many of them cost nothing.</summary>
    public long FreeRequests { get; init; }

    /// <summary>How many of them were sent without anything coming back: the provider may have billed them or not.</summary>
    public long Unconfirmed { get; init; }

    /// <summary>The sum of the tokens, estimates included.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>The sum of the known costs, US dollars.</summary>
    public decimal Usd { get; init; }

    /// <summary>The part of <see cref="Usd"/> that is an estimate, US dollars.</summary>
    public decimal EstimatedUsd { get; init; }
}
