using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Goshi.Configuration.Rules;
using Goshi.Generators.Model;
using Goshi.Generators.Text;

namespace Goshi.Generators.Binding;

/// <summary>The price tables of a project as one.</summary>
internal static class PriceFiles
{
    /// <summary>What there is without a price table.</summary>
    public static Bound<PriceTable> None { get; } = new(PriceTable.Empty, []);

    /// <summary>Binds the tables, each over the ones before: the packaged one is first.</summary>
    public static Bound<PriceTable> Bind(EquatableArray<GoshiFile> files, CancellationToken cancellationToken) => files.Aggregate(
        None,
        (below, file) =>
        {
            var bound = PriceBinder.BindOver(below.Value, file.Path, file.Read(cancellationToken), cancellationToken);
            return bound with { Diagnostics = below.Diagnostics.Concat(bound.Diagnostics).ToEquatableArray() };
        });

    /// <summary>Puts the records written in goshi.yaml over the table, and marks those of price lists that no provider uses.</summary>
    public static PriceTable Merge(PriceTable table, GoshiConfig config)
    {
        var lists = new HashSet<string>(config.Providers.Select(static provider => provider.PriceList), ConfigName.Comparer);
        return table with
        {
            Records = PriceMerge.Yield(table.Records, config.Prices)
                .Concat(config.Prices)
                .Select(record => lists.Contains(record.Provider) ? record : record with { IsUsed = false })
                .ToEquatableArray(),
        };
    }
}
