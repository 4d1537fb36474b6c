using System.Linq;
using System.Threading;
using Goshi.Generators.Model;
using Goshi.Generators.Text;

namespace Goshi.Generators.Binding;

/// <summary>The price tables of a project as one.</summary>
internal static class PriceFiles
{
    /// <summary>Binds the tables, each over the ones before: the packaged one is first.</summary>
    public static Bound<PriceTable> Bind(EquatableArray<GoshiFile> files, CancellationToken cancellationToken) => files.Aggregate(
        new Bound<PriceTable>(PriceTable.Empty, []),
        (below, file) =>
        {
            var bound = PriceBinder.BindOver(below.Value, file.Path, file.Read(cancellationToken), cancellationToken);
            return bound with { Diagnostics = below.Diagnostics.Concat(bound.Diagnostics).ToEquatableArray() };
        });

    /// <summary>Puts the records written in goshi.yaml over the table.</summary>
    public static PriceTable Merge(PriceTable table, EquatableArray<PriceRecord> written) => written.Count == 0
        ? table
        : table with { Records = PriceMerge.Yield(table.Records, written).Concat(written).ToEquatableArray() };
}
