using System.Globalization;

namespace Goshi.Cost;

/// <summary>The state of the limit that refused a call, taken under the lock that refused it.</summary>
internal sealed record BudgetRefusal
{
    public required BudgetScope Scope { get; init; }

    public required string Provider { get; init; }

    public required string Model { get; init; }

    public required string? SessionName { get; init; }

    public required decimal LimitUsd { get; init; }

    public required decimal SpentUsd { get; init; }

    public required decimal ReservedUsd { get; init; }

    /// <summary>The worst case that did not fit; null: nothing more is admitted, whatever it costs.</summary>
    public required decimal? RequiredUsd { get; init; }

    /// <summary>The warning that the refusal makes due; null: it was given before.</summary>
    public BudgetWarning? Warning { get; init; }

    public BudgetExceededException ToException() => new(Message(), Provider)
    {
        Model = Model,
        SessionName = SessionName,
        Limit = LimitUsd,
        Spent = SpentUsd,
        Reserved = ReservedUsd,
        Required = RequiredUsd,
    };

    private string Message()
    {
        var owner = (Scope, SessionName) switch
        {
            (BudgetScope.Provider, _) => $"{Provider} in this session",
            (_, null) => "the session",
            _ => $"session '{SessionName}'",
        };
        var asked = RequiredUsd is { } required
            ? $"up to {Money.Format(required)} USD does not fit what is left of the limit of {owner}"
            : $"the limit of {owner} is used up";
        var advice = Scope == BudgetScope.Provider
            ? $"Raise max_cost_per_session of {Provider}, ask for fewer tokens, or begin a new session."
            : "Raise max_cost_per_session, ask for fewer tokens, or begin a new session.";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The call to {Provider}/{Model} was not sent: {asked} (limit {Money.Format(LimitUsd)} USD, "
            + $"spent {Money.Format(SpentUsd)}, in flight {Money.Format(ReservedUsd)}). {advice}");
    }
}
