namespace Goshi.Cost;

/// <summary>Finds the record that an answer is priced by. Ids match exactly; another provider's prices never apply.</summary>
internal static class PriceLookup
{
    /// <summary>Finds the record of an id that is listed for a provider.</summary>
    /// <param name="table">The price table.</param>
    /// <param name="prices">The provider of the table whose prices apply; null: none do.</param>
    /// <param name="id">The id; null: none.</param>
    public static ModelInfo? Find(ModelTable table, string? prices, string? id) =>
        prices is not null && id is not null
            && table.Find(id) is { } info
            && string.Equals(info.Provider, prices, StringComparison.OrdinalIgnoreCase)
            ? info
            : null;

    /// <summary>Finds the record by the id in the answer, else by the id that was asked for.</summary>
    /// <param name="table">The price table.</param>
    /// <param name="prices">The provider of the table whose prices apply; null: none do.</param>
    /// <param name="requested">The record of the id that was asked for; null: it is not listed.</param>
    /// <param name="responseModel">The id in the answer; null: it names none.</param>
    /// <returns>The record, null if neither is listed; and whether it is the requested one for want of the other.</returns>
    public static (ModelInfo? Info, bool IsByRequest) Resolve(
        ModelTable table, string? prices, ModelInfo? requested, string? responseModel) =>
        Find(table, prices, responseModel) is { } info ? (info, false) : (requested, requested is not null);
}
