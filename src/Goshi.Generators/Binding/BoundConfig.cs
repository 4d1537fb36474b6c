using System;
using System.Collections.Generic;
using System.Linq;
using Goshi.Configuration.Rules;
using Goshi.Generators.Model;

namespace Goshi.Generators.Binding;

/// <summary>A goshi.yaml whose keys are bound one by one: what the rules between keys look at.</summary>
/// <param name="Llm">The keys directly under <c>llm</c>.</param>
/// <param name="Local">The keys of <c>llm.local</c>.</param>
/// <param name="Providers">openai, ollama, then the named ones.</param>
/// <param name="Profiles">The profiles.</param>
/// <param name="Prices">The price table, with the project's own records.</param>
/// <param name="CheckDate">The day with which retirement dates are compared, <c>yyyy-MM-dd</c>.</param>
internal sealed record BoundConfig(
    BoundSection Llm,
    BoundSection Local,
    IReadOnlyList<BoundProvider> Providers,
    IReadOnlyList<BoundProfile> Profiles,
    PriceTable Prices,
    string CheckDate)
{
    /// <summary>The provider that stands for a choice at run time.</summary>
    public const string Auto = "auto";

    /// <summary>llm itself, then each profile: everything that a call can be made through.</summary>
    public IEnumerable<BoundSection> Callers => new[] { Llm }.Concat(Profiles.Select(static profile => profile.Section));

    private readonly Dictionary<string, List<PriceRecord>> _priceLists = Prices.Records
        .GroupBy(static record => record.Provider, ConfigName.Comparer)
        .ToDictionary(static list => list.Key, static list => list.ToList(), ConfigName.Comparer);

    private readonly Dictionary<(string, string), PriceRecord?> _prices = [];
    private readonly Dictionary<string, BoundProvider> _providers = Providers
        .GroupBy(static provider => provider.Name, ConfigName.Comparer)
        .ToDictionary(static group => group.Key, static group => group.First(), ConfigName.Comparer);

    /// <summary>The provider of a name, or null.</summary>
    public BoundProvider? FindProvider(string name) => _providers.TryGetValue(name, out var provider) ? provider : null;

    /// <summary>The record of an id in a price list; null: not listed there. Another list's record is no substitute.</summary>
    public PriceRecord? FindPrice(string list, string id)
    {
        if (!_prices.TryGetValue((list, id), out var record))
        {
            record = LookUp(list, id);
            _prices.Add((list, id), record);
        }

        return record;
    }

    /// <summary>Whether the table knows any model of a price list, so that an unlisted one is suspicious.</summary>
    public bool HasPriceList(string list) => _priceLists.ContainsKey(list);

    /// <summary>The records of a price list; none when the table does not know it.</summary>
    public IReadOnlyList<PriceRecord> PriceList(string list) => _priceLists.TryGetValue(list, out var records) ? records : [];

    /// <summary>A key of a caller: its own, or llm's.</summary>
    public BoundValue? Find(BoundSection caller, string key) => caller.Find(key) ?? Llm.Find(key);

    /// <summary>The name of a caller's primary provider, or <c>auto</c>.</summary>
    public string PrimaryOf(BoundSection caller) => (string?)Find(caller, "provider")?.Value ?? Auto;

    private PriceRecord? LookUp(string list, string id)
    {
        PriceRecord? byPrefix = null;
        foreach (var record in PriceList(list))
        {
            if (record.Id == id || record.Aliases.Contains(id, StringComparer.Ordinal))
            {
                return record;
            }

            if (record.Prefixes.Any(prefix => id.StartsWith(prefix, StringComparison.Ordinal)))
            {
                byPrefix = record;
            }
        }

        return byPrefix;
    }
}
