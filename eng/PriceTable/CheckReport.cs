namespace Goshi.PriceChecks;

/// <summary>What a check found.</summary>
/// <param name="Problems">In the order of the file.</param>
/// <param name="Summary">One line about the table.</param>
internal sealed record CheckReport(IReadOnlyList<Problem> Problems, string Summary);
