using System.Linq;
using Goshi.Generators.Model;

namespace Goshi.Generators.Emit;

/// <summary>What GoshiCosts is emitted from: the prices.</summary>
/// <param name="Context">The project's wishes.</param>
/// <param name="AsOf">The date of the table.</param>
/// <param name="Models">The models that have a price, in the table's order.</param>
internal sealed record CostsSlice(EmitContext Context, string AsOf, EquatableArray<ModelPrices> Models)
{
    /// <summary>Cuts it out of the table.</summary>
    public static CostsSlice Of(PriceTable table, EmitContext context) => new(
        context,
        table.AsOf,
        table.Records
            .Where(static record => record.Prices.Count > 0)
            .Select(static record => new ModelPrices(record.Id, record.Provider, CSharpName.Of(record), record.IsUsed, record.Prices))
            .ToEquatableArray());
}

/// <summary>The prices of one model.</summary>
/// <param name="Id">The model's id.</param>
/// <param name="Provider">The provider whose prices these are.</param>
/// <param name="CSharpName">The name of the class.</param>
/// <param name="IsUsed">Whether it has a class.</param>
/// <param name="Prices">The prices in ascending order of date.</param>
internal sealed record ModelPrices(string Id, string Provider, string CSharpName, bool IsUsed, EquatableArray<PriceEntry> Prices);
