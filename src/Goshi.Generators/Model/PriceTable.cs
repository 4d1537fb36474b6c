namespace Goshi.Generators.Model;

/// <summary>The price table.</summary>
/// <param name="AsOf">The date on which its prices were read, <c>yyyy-MM-dd</c>.</param>
/// <param name="Records">One record per model and provider.</param>
internal sealed record PriceTable(string AsOf, EquatableArray<PriceRecord> Records)
{
    /// <summary>A table without records: what is used while no price table binds.</summary>
    public static PriceTable Empty { get; } = new("0001-01-01", []);
}
