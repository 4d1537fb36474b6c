using System.Linq;
using Goshi.Generators.Model;

namespace Goshi.Generators.Emit;

/// <summary>What GoshiModels is emitted from: the price table without its prices, so that a new price leaves it cached.</summary>
/// <param name="Context">The project's wishes.</param>
/// <param name="AsOf">The date of the table.</param>
/// <param name="Models">The records in the table's order; their prices are empty.</param>
internal sealed record ModelsSlice(EmitContext Context, string AsOf, EquatableArray<PriceRecord> Models)
{
    /// <summary>Cuts it out of the table.</summary>
    public static ModelsSlice Of(PriceTable table, EmitContext context) => new(
        context,
        table.AsOf,
        table.Records.Select(static record => record with { Prices = [] }).ToEquatableArray());
}
