using System.Globalization;

namespace Goshi.PriceChecks.Import;

/// <summary>What an import found.</summary>
/// <param name="Changes">The rates that differ, of models that can be taken over.</param>
/// <param name="ByHand">Models that differ but cannot be taken over, with the reason.</param>
/// <param name="Compared">How many models of the table the file has.</param>
/// <param name="Text">The table with the new prices; the old text when nothing differs.</param>
internal sealed record ImportReport(
    IReadOnlyList<PriceChange> Changes, IReadOnlyList<(string Model, string Reason)> ByHand, int Compared, string Text)
{
    /// <summary>Whether any change needs somebody to look at it.</summary>
    public bool IsSuspicious => Changes.Any(static change => change.IsSuspicious);

    /// <summary>The difference as a table: model, rate, old, new, percent.</summary>
    public string Table()
    {
        string[][] rows =
        [
            ["model", "rate", "old", "new", "percent"],
            .. Changes.Select(static change => new[]
            {
                change.Model, change.Rate, change.Old is { } old ? Number(old) : "-", Number(change.New),
                (change.Percent is { } percent ? percent.ToString("+0.0;-0.0", CultureInfo.InvariantCulture) : "-")
                    + (change.IsSuspicious ? "  suspicious" : ""),
            }),
        ];
        var widths = Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return string.Join('\n', rows.Select(row =>
            $"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadLeft(widths[2])}  {row[3].PadLeft(widths[3])}  {row[4]}"));
    }

    private static string Number(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
