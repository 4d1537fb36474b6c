namespace Goshi.Cost;

/// <summary>What <see cref="AdmissionRules"/> makes of a request.</summary>
/// <param name="Verdict">Whether it may go.</param>
/// <param name="TokenLimit">The token limit to send; null: none.</param>
/// <param name="IsTokenLimitAdded">Whether the limit is a cap that the budget added.</param>
/// <param name="WorstCasePico">What to reserve.</param>
/// <param name="RequiredPico">What the smallest admissible form of the request would reserve.</param>
internal readonly record struct AdmissionDecision(
    AdmissionVerdict Verdict, int? TokenLimit, bool IsTokenLimitAdded, long WorstCasePico, long RequiredPico);
