using System;
using System.Collections.Generic;
using System.Linq;
using Goshi.Configuration.Rules;
using Goshi.Generators.Model;

namespace Goshi.Generators.Analyzers;

/// <summary>What goshi.yaml and the price table know of the models that code names.</summary>
internal sealed class CodeModels
{
    private readonly GoshiConfig _config;
    private readonly EquatableArray<PriceRecord> _records;
    private readonly HashSet<string> _written;

    /// <summary>Puts the facts together.</summary>
    /// <param name="config">The bound goshi.yaml.</param>
    /// <param name="records">The price table, with the records that goshi.yaml adds.</param>
    public CodeModels(GoshiConfig config, EquatableArray<PriceRecord> records)
    {
        _config = config;
        _records = records;
        var sections = config.Providers.Select(static provider => provider.Settings)
            .Concat(config.Profiles.Select(static profile => profile.Settings))
            .Concat([config.Llm])
            .ToList();
        _written = new HashSet<string>(
            sections.Select(static section => Text(section, "model")).OfType<string>()
                .Concat(sections.SelectMany(static section => section.Where(static s => s.Key == "fallback").SelectMany(static s => s.Value.Items)))
                .SelectMany(static text => new[] { text, text.Substring(text.IndexOf('/') + 1) }),
            StringComparer.Ordinal);
    }

    /// <summary>
    /// The record of an id as it stands in ChatOptions, a model or provider/model; null: not listed for a provider that the
    /// call can go to. An Ollama has no model of another's name, but any other server may.
    /// </summary>
    public PriceRecord? Find(string text)
    {
        var (provider, id) = Split(text);
        var lists = (provider is null ? Primaries() : [provider])
            .Where(static target => target?.Api != "ollama")
            .Select(static target => target is { } known ? PriceList(known) : "openai")
            .Distinct(ConfigName.Comparer)
            .ToList();
        return lists.Count == 1
            ? _records.FirstOrDefault(record => ConfigName.AreEqual(record.Provider, lists[0]) && Lists(record, id))
            : null;
    }

    /// <summary>Whether a model is served where chats are sent.</summary>
    public static bool Chats(PriceRecord record) => record is { Kind: "chat", ChatCompletions: not false };

    /// <summary>The end of a message about a ModelId that no call can be meant to have; null: it may be right.</summary>
    public string? WrongModelId(string text)
    {
        var (provider, id) = Split(text);
        var targets = provider is null ? Primaries() : [provider];
        return _written.Contains(id) || !targets.All(target => target is not null && Rejects(target, id))
            ? null
            : Suggestion(targets[0]!, id);
    }

    /// <summary>
    /// The end of a message about an id that is looked up in the table, or sent to a server that code does not name: only
    /// what looks like a slip of the fingers is wrong there. Null: it may be right.
    /// </summary>
    public string? Misspelt(string id) => id.Length == 0 || _written.Contains(id) || _records.Any(record => Lists(record, id))
        ? null
        : NearestName.Hint(id, Ids(_records)) is { Length: > 0 } hint ? hint : null;

    /// <summary>A model of the same provider that can do what this one cannot; null: none is known.</summary>
    public string? Instead(PriceRecord record, Func<PriceRecord, bool> can)
    {
        var ids = _records
            .Where(other => other.Provider == record.Provider && other.Status == "active" && Chats(other) && can(other))
            .Select(static other => other.Id)
            .ToList();
        return NearestName.Find(record.Id, ids) ?? ids.FirstOrDefault();
    }

    private static bool Lists(PriceRecord record, string id) =>
        record.Id == id
        || record.Aliases.Contains(id, StringComparer.Ordinal)
        || record.Prefixes.Any(prefix => id.StartsWith(prefix, StringComparison.Ordinal));

    private static IEnumerable<string> Ids(IEnumerable<PriceRecord> records) =>
        records.SelectMany(static record => new[] { record.Id }.Concat(record.Aliases));

    private static string? Text(EquatableArray<Setting> section, string key) =>
        section.FirstOrDefault(setting => setting.Key == key)?.Value.Text;

    private static string PriceList(ProviderModel provider) => Text(provider.Settings, "prices") ?? provider.Name;

    private (ProviderModel? Provider, string Id) Split(string text)
    {
        var slash = text.IndexOf('/');
        var provider = slash > 0 && slash < text.Length - 1 ? FindProvider(text.Substring(0, slash)) : null;
        return provider is null ? (null, text) : (provider, text.Substring(slash + 1));
    }

    private ProviderModel? FindProvider(string name) => _config.Providers.FirstOrDefault(provider => ConfigName.AreEqual(provider.Name, name));

    /// <summary>The providers that a bare ModelId can go to; null among them: that is decided at run time.</summary>
    private List<ProviderModel?> Primaries()
    {
        var llm = Text(_config.Llm, "provider");
        return _config.Profiles
            .Select(static profile => profile.Settings)
            .Select(settings => Text(settings, "provider") ?? llm)
            .Concat([llm])
            .Select(name => name is null ? null : FindProvider(name))
            .ToList();
    }

    /// <summary>
    /// Whether a provider is sure to refuse an id: it has a price list, and that does not have the id. On Azure an id is the
    /// name that somebody gave to a deployment.
    /// </summary>
    private bool Rejects(ProviderModel provider, string id)
    {
        var list = PriceList(provider);
        var takesAnyName = provider.Api is "ollama" or "azure-openai"
            || Text(provider.Settings, "free") == "true"
            || (Uri.TryCreate(Text(provider.Settings, "base_url"), UriKind.Absolute, out var uri) && uri.IsLoopback);
        return !takesAnyName
            && _records.Any(record => ConfigName.AreEqual(record.Provider, list))
            && !_records.Any(record => ConfigName.AreEqual(record.Provider, list) && Lists(record, id));
    }

    private string Suggestion(ProviderModel provider, string id)
    {
        var list = PriceList(provider);
        var hint = NearestName.Hint(id, Ids(_records.Where(record => ConfigName.AreEqual(record.Provider, list))));
        return hint.Length > 0 ? hint
            : _records.FirstOrDefault(record => Lists(record, id)) is not { } elsewhere ? "; the price table does not list it for " + list
            : FindProvider(elsewhere.Provider) is { } other ? "; write '" + other.Name + "/" + id + "'"
            : "; the price table lists it for " + elsewhere.Provider;
    }
}
