using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;
using Goshi.Generators.Text;

namespace Goshi.Generators.Binding;

/// <summary>Binds goshi.yaml: keys first, each by itself; then what they refer to; then what the price table says of that.</summary>
/// <remarks>
/// Everything found is reported in one pass. A value that does not bind is left out and takes part in no later rule, so
/// that one mistake has one message; the rest still makes a configuration from which code can be emitted.
/// </remarks>
internal sealed class ConfigBinder
{
    // Prices have changed about twice a year.
    private const int OldestTableDays = 180;

    private readonly ConfigDocument _document;
    private readonly PriceTable _packaged;
    private readonly ConfigFindings _findings;
    private readonly SectionBinder _sections;

    private ConfigBinder(ConfigDocument document, PriceTable prices)
    {
        _document = document;
        _packaged = prices;
        _findings = new ConfigFindings(document);
        _sections = new SectionBinder(_findings);
    }

    /// <summary>Binds a document, with the price table's own date in the place of today.</summary>
    /// <param name="document">The document.</param>
    /// <param name="prices">The price table; without records, nothing is said about models.</param>
    /// <param name="cancellationToken">Ends the binding early.</param>
    /// <exception cref="OperationCanceledException">The binding was cancelled.</exception>
    public static Bound<GoshiConfig> Bind(ConfigDocument document, PriceTable prices, CancellationToken cancellationToken) =>
        Bind(document, prices, checkDate: null, cancellationToken);

    /// <summary>Binds a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="prices">The price table; without records, nothing is said about models.</param>
    /// <param name="checkDate">
    /// The day with which retirement dates and the table itself are compared, <c>yyyy-MM-dd</c>; null: the table's, so that
    /// a build does not depend on the day on which it runs.
    /// </param>
    /// <param name="cancellationToken">Ends the binding early.</param>
    /// <exception cref="OperationCanceledException">The binding was cancelled.</exception>
    public static Bound<GoshiConfig> Bind(ConfigDocument document, PriceTable prices, string? checkDate, CancellationToken cancellationToken) =>
        new ConfigBinder(document, prices).Bind(checkDate, cancellationToken);

    private Bound<GoshiConfig> Bind(string? checkDate, CancellationToken cancellationToken)
    {
        var root = (_document.Llm?.Value as ConfigSection)?.Entries.ToDictionary(static entry => entry.Key.Text, StringComparer.Ordinal) ?? [];
        var llm = _document.Llm is { } entry
            ? _sections.Bind(entry.Key, entry.Value, "llm", KeyScope.Llm, KeyRules.Subsections)
            : new BoundSection("llm", KeyScope.Llm, key: null);
        var local = BindSubsection(root, "local", KeyScope.Local);
        var names = new NamedSections(_findings);
        var providers = BindProviders(root, names, local);
        var profiles = BindProfiles(root, names);
        var pricing = BindSubsection(root, "pricing", KeyScope.Pricing, "models");
        var prices = BindPrices(root, cancellationToken);

        var config = new BoundConfig(llm, local, providers, profiles, prices, DateOf(checkDate, prices));
        cancellationToken.ThrowIfCancellationRequested();
        CheckRules(config);
        return new Bound<GoshiConfig>(ToModel(config, pricing), _findings.ToEquatableArray());
    }

    private BoundSection BindSubsection(Dictionary<string, ConfigEntry> root, string name, KeyScope scope, params string[] subsections) =>
        root.TryGetValue(name, out var entry)
            ? _sections.Bind(entry.Key, entry.Value, "llm." + name, scope, subsections)
            : new BoundSection("llm." + name, scope, key: null);

    private List<BoundProvider> BindProviders(Dictionary<string, ConfigEntry> root, NamedSections names, BoundSection local)
    {
        var binder = new ProviderBinder(_sections, names, _findings, local);
        root.TryGetValue("openai", out var openai);
        root.TryGetValue("ollama", out var ollama);
        var providers = new List<BoundProvider>
        {
            binder.BindBuiltIn(openai, "openai", "OpenAI", KeyScope.OpenAI),
            binder.BindBuiltIn(ollama, "ollama", "Ollama", KeyScope.Ollama),
        };
        if (root.TryGetValue("providers", out var named))
        {
            providers.AddRange(binder.BindNamed(named, providers.ToList()));
        }

        return providers;
    }

    private List<BoundProfile> BindProfiles(Dictionary<string, ConfigEntry> root, NamedSections names)
    {
        var profiles = new List<BoundProfile>();
        if (!root.TryGetValue("profiles", out var entry))
        {
            return profiles;
        }

        foreach (var profile in _sections.Open(entry.Key, entry.Value, "llm.profiles"))
        {
            var name = names.Take("profile", profile.Key);
            var section = _sections.Bind(profile.Key, profile.Value, KeyPath.Append("llm.profiles", profile.Key.Text), KeyScope.Profile);
            if (name is not null)
            {
                profiles.Add(new BoundProfile(profile.Key.Text, name, section));
            }
        }

        return profiles;
    }

    private PriceTable BindPrices(Dictionary<string, ConfigEntry> root, CancellationToken cancellationToken)
    {
        if (!root.TryGetValue("pricing", out var pricing)
            || (pricing.Value as ConfigSection)?.Find("models") is not { Value: not ConfigScalar { IsNull: true } } models)
        {
            return _packaged;
        }

        var bound = InlinePrices.Bind(_document, models.Value, _packaged, cancellationToken);
        foreach (var finding in bound.Diagnostics)
        {
            _findings.Report(finding);
        }

        return bound.Value;
    }

    /// <summary>The day to compare with. The table's age is judged only where a day is asked for: the packaged one ages by itself.</summary>
    private string DateOf(string? checkDate, PriceTable prices)
    {
        if (checkDate is null)
        {
            return prices.AsOf;
        }

        // A property has no place; goshi.yaml is the file that it is about.
        if (!PriceSyntax.TryReadDate(checkDate, out var day))
        {
            _findings.Report(Descriptors.InvalidProperty, default, "GoshiCheckDate", SecretShape.Quote(checkDate), "a date such as 2026-11-22; the price table's date");
            return prices.AsOf;
        }

        if (prices.Records.Count > 0 && PriceSyntax.TryReadDate(prices.AsOf, out var asOf) && (day - asOf).Days is var age && age > OldestTableDays)
        {
            _findings.Report(Descriptors.OldPriceTable, default, prices.AsOf, age.ToString(CultureInfo.InvariantCulture));
        }

        return checkDate;
    }

    private void CheckRules(BoundConfig config)
    {
        var resolver = new TargetResolver(config);
        var sections = new SectionRules(config, resolver, _findings);
        sections.Check();
        new ReferenceRules(config, resolver, _findings).Check();
        new TargetRules(config, resolver, sections, _findings).Check();
    }

    private GoshiConfig ToModel(BoundConfig config, BoundSection pricing) => new(
        config.Llm.ToSettings(),
        config.Providers.Select(static provider => provider.ToModel()).ToEquatableArray(),
        config.Profiles.Select(static profile => profile.ToModel()).ToEquatableArray())
    {
        Local = config.Local.ToSettings(),
        Prices = InlinePrices.Written(_packaged, config.Prices),
        PriceFile = pricing.Text("file"),
    };
}
