using System;
using System.Collections.Generic;
using System.Linq;
using Goshi.Generators.Model;

namespace Goshi.Generators.Binding;

/// <summary>What is left of the packaged price table once a project has spoken.</summary>
internal static class PriceMerge
{
    /// <summary>
    /// The packaged records that nobody overrides, without the aliases that a record of the same provider now claims: a
    /// snapshot can so be given a price of its own.
    /// </summary>
    public static List<PriceRecord> Yield(IReadOnlyList<PriceRecord> packaged, IReadOnlyList<PriceRecord> written)
    {
        var kept = new List<PriceRecord>(packaged.Count + written.Count);
        if (packaged.Count == 0 || written.Count == 0)
        {
            kept.AddRange(packaged);
            return kept;
        }

        var overridden = new HashSet<string>(written.Select(static record => Key(record.Provider, record.Id)), StringComparer.Ordinal);
        var claimed = new HashSet<string>(
            from record in written
            from id in new[] { record.Id }.Concat(record.Aliases).Concat(record.Prefixes)
            select Key(record.Provider, id),
            StringComparer.Ordinal);
        foreach (var record in packaged)
        {
            if (!overridden.Contains(Key(record.Provider, record.Id)))
            {
                kept.Add(Without(record, claimed));
            }
        }

        return kept;
    }

    private static PriceRecord Without(PriceRecord record, HashSet<string> claimed) =>
        record.Aliases.Concat(record.Prefixes).Any(id => claimed.Contains(Key(record.Provider, id)))
            ? record with
            {
                Aliases = record.Aliases.Where(id => !claimed.Contains(Key(record.Provider, id))).ToEquatableArray(),
                Prefixes = record.Prefixes.Where(id => !claimed.Contains(Key(record.Provider, id))).ToEquatableArray(),
            }
            : record;

    // A space can stand in neither of the two.
    private static string Key(string provider, string id) => provider + " " + id;
}
