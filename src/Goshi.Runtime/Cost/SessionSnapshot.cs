using Goshi.Cost;

namespace Goshi;

/// <summary>The state of a session at one moment: all of its figures belong together.</summary>
public sealed record SessionSnapshot
{
    /// <summary>The session's name; null: it has none.</summary>
    public string? Name { get; init; }

    /// <summary>The most that the session may spend, US dollars; null: no limit.</summary>
    public decimal? Limit { get; init; }

    /// <summary>What the session has spent, US dollars.</summary>
    public decimal Spent { get; init; }

    /// <summary>What calls in flight may still cost at worst, US dollars; only calls under a limit reserve.</summary>
    public decimal Reserved { get; init; }

    /// <summary>What new calls may still reserve, US dollars, never below 0; null: no limit.</summary>
    public decimal? Remaining { get; init; }

    /// <summary>The part of <see cref="Spent"/> that is an estimate, US dollars.</summary>
    public decimal EstimatedUsd { get; init; }

    /// <summary>By how much settled calls cost more than was reserved for them, US dollars; part of <see cref="Spent"/>.</summary>
    public decimal OvershootUsd { get; init; }

    /// <summary>The warnings given so far, in their order.</summary>
    public IReadOnlyList<BudgetWarning> Warnings { get; init; } = [];

    /// <summary>The sum of the tokens, estimates included.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>The number of requests, retries that were billed included.</summary>
    public long Requests { get; init; }

    /// <summary>How many of them have an unknown cost, which <see cref="Spent"/> does not contain.</summary>
    public long UnpricedRequests { get; init; }

    /// <summary>How many of them cost nothing.</summary>
    public long FreeRequests { get; init; }

    /// <summary>Whether the session was ended: it takes no new calls.</summary>
    public bool IsEnded { get; init; }

    /// <summary>The same by provider and model, in the order of their first request.</summary>
    public IReadOnlyList<ModelCost> Models { get; init; } = [];

    /// <summary>Writes the snapshot as a table, the same in every culture.</summary>
    /// <returns>A few lines of plain text.</returns>
    public override string ToString() => SessionReport.Write(this);
}
