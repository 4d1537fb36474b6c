using System.Collections.Generic;
using System.Linq;
using Goshi.Configuration.Rules;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Binding;

/// <summary>Finds out which targets a call can go to. References that lead nowhere are left out; they are reported elsewhere.</summary>
internal sealed class TargetResolver(BoundConfig config)
{
    /// <summary>The targets that can be the first: one, or under <c>auto</c> ollama and, if its section exists, openai.</summary>
    /// <param name="caller">llm or a profile.</param>
    public IReadOnlyList<Target> Primaries(BoundSection caller)
    {
        if (config.Find(caller, "provider") is null && (caller.Has("provider") || config.Llm.Has("provider")))
        {
            // The name is broken: whatever was meant, it was not auto.
            return [];
        }

        var primary = config.PrimaryOf(caller);
        var names = !ConfigName.AreEqual(primary, BoundConfig.Auto) ? [primary]
            : config.FindProvider("openai")!.Section.IsWritten ? ["ollama", "openai"]
            : new[] { "ollama" };
        return names.Select(config.FindProvider).OfType<BoundProvider>().Select(provider => Primary(caller, provider)).ToList();
    }

    /// <summary>The targets of the fallback list in force, in order; unwritten ones are the default and cannot be wrong.</summary>
    /// <param name="caller">llm or a profile.</param>
    public IReadOnlyList<(ConfigScalar Item, Target Target)> Fallback(BoundSection caller)
    {
        if (config.Find(caller, "fallback") is not { } list)
        {
            return [];
        }

        return list.Items
            .Select(item => (Item: item, Target: FallbackTarget(caller, item, list.Path)))
            .Where(static pair => pair.Target is not null)
            .Select(static pair => (pair.Item, pair.Target!))
            .ToList();
    }

    /// <summary>Whether any call can go to a provider that does not speak Ollama's protocol, whose deadlines differ.</summary>
    public bool ReachesOthersThanOllama() => config.Callers.Any(caller =>
        Primaries(caller).Any(static target => !target.Provider.IsOllama)
        || (caller.Find("fallback") is not null && Fallback(caller).Any(static pair => !pair.Target.Provider.IsOllama)));

    /// <summary>Splits <c>provider/model</c> at the first slash; without one the whole is a provider.</summary>
    public static (string Provider, string? Model) Split(string text)
    {
        var slash = text.IndexOf('/');
        return slash > 0 && slash < text.Length - 1 ? (text.Substring(0, slash), text.Substring(slash + 1)) : (text, null);
    }

    /// <summary>Whether llm's or a profile's model belongs to a provider: to the primary; under auto the table decides.</summary>
    public bool Owns(BoundProvider provider, string model, string primary) => ConfigName.AreEqual(
        provider.Name,
        !ConfigName.AreEqual(primary, BoundConfig.Auto) ? primary
            : config.FindPrice("openai", model) is not null ? "openai"
            : "ollama");

    private Target Primary(BoundSection caller, BoundProvider provider)
    {
        var model = !ReferenceEquals(caller, config.Llm) && caller.Find("model") is { } own && Owns(provider, (string)own.Value, config.PrimaryOf(caller))
            ? own
            : ModelOf(provider);
        var role = ReferenceEquals(caller, config.Llm) ? "the primary provider" : "the primary provider of " + caller.Path;
        return Make(caller, provider, model, PlaceOfPrimary(caller, provider), "llm.provider", role);
    }

    private TextSpan PlaceOfPrimary(BoundSection caller, BoundProvider provider)
    {
        var written = config.Find(caller, "provider");
        return written is not null && !ConfigName.AreEqual((string)written.Value, BoundConfig.Auto)
            ? written.Span
            : provider.Section.IsWritten ? provider.Section.KeySpan : config.Llm.KeySpan;
    }

    private Target? FallbackTarget(BoundSection caller, ConfigScalar item, string path)
    {
        if (config.FindProvider(item.Text) is { } whole)
        {
            return Make(caller, whole, ModelOf(whole), item.Span, path, "named in " + path);
        }

        var (name, model) = Split(item.Text);
        return model is not null && config.FindProvider(name) is { } provider
            ? Make(caller, provider, model, item.Span, path)
            : null;
    }

    /// <summary>The model that a provider uses when nothing names another.</summary>
    private BoundValue? ModelOf(BoundProvider provider) =>
        provider.Section.Find("model")
        ?? (config.Llm.Find("model") is { } model && Owns(provider, (string)model.Value, config.PrimaryOf(config.Llm)) ? model : null);

    private Target Make(BoundSection caller, BoundProvider provider, BoundValue? model, TextSpan span, string where, string role)
    {
        var id = (string?)model?.Value ?? provider.DefaultModel;
        return Make(caller, provider, id, model?.Span ?? span, model?.Path ?? where) with { Role = role, HasBrokenModel = HasBrokenModel(caller, provider) };
    }

    private bool HasBrokenModel(BoundSection caller, BoundProvider provider) =>
        Broken(caller) || Broken(provider.Section) || Broken(config.Llm);

    private static bool Broken(BoundSection section) => section.Has("model") && section.Find("model") is null;

    private Target Make(BoundSection caller, BoundProvider provider, string? model, TextSpan span, string where) =>
        new(provider, model, model is null ? null : config.FindPrice(provider.PriceList, model), caller, config.Llm)
        {
            Span = span,
            Where = where,
        };
}
