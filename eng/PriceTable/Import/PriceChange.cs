namespace Goshi.PriceChecks.Import;

/// <summary>One rate that differs, in USD per million tokens.</summary>
/// <param name="Model">provider/id.</param>
/// <param name="Rate">Its place in a dated price, such as <c>standard.input</c>.</param>
/// <param name="Old">The table's; null: the table has none.</param>
/// <param name="New">The file's.</param>
internal sealed record PriceChange(string Model, string Rate, decimal? Old, decimal New)
{
    /// <summary>A change beyond this is more often a slipped digit than a new price.</summary>
    public const decimal LargestPercent = 50;

    /// <summary>The change in percent; null where the old rate is absent or 0.</summary>
    public decimal? Percent => Old is > 0 and var old ? (New - old) / old * 100 : null;

    /// <summary>Whether somebody has to look at it before it is taken over.</summary>
    public bool IsSuspicious => New == 0 || Old == 0 || Math.Abs(Percent ?? 0) > LargestPercent;
}
