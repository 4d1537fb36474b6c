using System.Globalization;

namespace Goshi.Benchmarks.Figures;

/// <summary>One number that stands beside its goal.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Measured">The number.</param>
/// <param name="Goal">The most that it is to be, or the least for <see cref="MoreIsBetter"/>; null: shown for comparison.</param>
/// <param name="Unit">The unit of both.</param>
internal sealed record Figure(string Name, double Measured, double? Goal, string Unit)
{
    public bool MoreIsBetter { get; init; }

    public override string ToString()
    {
        var verdict = Goal is not { } goal ? "" : (MoreIsBetter ? Measured >= goal : Measured <= goal) ? "reached" : "not reached";
        return string.Create(CultureInfo.InvariantCulture, $"{Name,-60} {Measured,10:N2} {Goal,9:N2} {Unit,-6} {verdict}");
    }
}
