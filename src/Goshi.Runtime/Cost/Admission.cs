namespace Goshi.Cost;

/// <summary>The answer to a call that asked to be admitted to a target.</summary>
internal readonly record struct Admission
{
    /// <summary>Whether it may go.</summary>
    public required AdmissionVerdict Verdict { get; init; }

    /// <summary>The token limit to send; null: none.</summary>
    public int? TokenLimit { get; init; }

    /// <summary>Whether the token limit is a cap that the budget added, so that <c>length</c> is worth a warning.</summary>
    public bool IsTokenLimitAdded { get; init; }

    /// <summary>What each attempt reserves: the first one's is <see cref="Reservation"/>, a retry asks again.</summary>
    public long WorstCasePico { get; init; }

    /// <summary>The reservation of the first attempt; not null when admitted.</summary>
    public BudgetReservation? Reservation { get; init; }

    /// <summary>Why the call was refused; not null when refused.</summary>
    public BudgetRefusal? Refusal { get; init; }
}
