using Goshi.Configuration.Rules;

namespace Goshi.Configuration;

/// <summary>
/// Which targets a call goes to, in order. Pure: under <c>auto</c> the caller finds out which primary answers and asks for
/// the chain that begins with it.
/// </summary>
internal static class TargetResolution
{
    /// <summary>The word for a primary that is chosen at run time.</summary>
    public const string Auto = "auto";

    /// <summary>Whether the primary of llm, or of a profile, is chosen at run time.</summary>
    public static bool IsAuto(LlmOptions llm, ProfileOptions? profile) =>
        ConfigName.AreEqual(profile?.Provider ?? llm.Provider, Auto);

    /// <summary>
    /// The providers that can become the primary, in the order in which they are tried: one, or under <c>auto</c> ollama and,
    /// if its section exists, openai.
    /// </summary>
    public static IReadOnlyList<string> Primaries(LlmOptions llm, ProfileOptions? profile) =>
        !IsAuto(llm, profile) ? [profile?.Provider ?? llm.Provider]
        : llm.FindProvider("openai") is { IsConfigured: true } ? ["ollama", "openai"]
        : ["ollama"];

    /// <summary>The primary and its fallback targets, without repetitions; a provider that does not exist is left out.</summary>
    /// <param name="llm">The options.</param>
    /// <param name="models">The price table, which tells under <c>auto</c> whose model llm's is.</param>
    /// <param name="profile">The profile; null: llm itself.</param>
    /// <param name="primary">One of <see cref="Primaries"/>.</param>
    public static IReadOnlyList<ResolvedTarget> Resolve(LlmOptions llm, ModelTable models, ProfileOptions? profile, string primary)
    {
        var targets = new List<ResolvedTarget>();
        if (llm.FindProvider(primary) is { } first)
        {
            targets.Add(Target(first, PrimaryModel(llm, models, profile, first), models, profile));
        }

        var written = (profile?.Bag ?? llm.Bag).List("fallback");
        var place = (profile?.Bag.Own("fallback") is not null ? profile.Bag.Path : llm.Bag.Path) + ".fallback";
        foreach (var entry in written ?? LlmOptions.DefaultFallback(primary))
        {
            if (FallbackTarget(llm, models, profile, entry, place, isDefault: written is null) is { } target
                && !targets.Exists(other => AreSame(other, target)))
            {
                targets.Add(target);
            }
        }

        return targets;
    }

    /// <summary>Reads one entry of a fallback list; null: there is no such provider.</summary>
    public static ResolvedTarget? FallbackTarget(
        LlmOptions llm,
        ModelTable models,
        ProfileOptions? profile,
        string entry,
        string place,
        bool isDefault = false)
    {
        if (llm.FindProvider(entry) is { } whole)
        {
            return Target(whole, ModelOf(llm, models, whole), models, profile, isDefault);
        }

        var (provider, model) = Split(llm, entry);
        return provider is null ? null : Target(provider, new ModelChoice(model, place), models, profile, isDefault);
    }

    /// <summary>
    /// Splits <c>provider/model</c> at the first slash when the left part is a configured provider; else the whole text is a
    /// model, since models' ids have slashes too.
    /// </summary>
    public static (ProviderOptions? Provider, string Model) Split(LlmOptions llm, string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < text.Length - 1 && llm.FindProvider(text[..slash]) is { } provider
            ? (provider, text[(slash + 1)..])
            : (null, text);
    }

    /// <summary>Makes a target of a provider and a model; the model's record only if it is in the provider's price list.</summary>
    public static ResolvedTarget Target(
        ProviderOptions provider,
        ModelChoice model,
        ModelTable models,
        ProfileOptions? profile,
        bool isDefault = false) =>
        new(provider, model.Id, InfoOf(provider, model.Id, models), profile) { Place = model.Place, IsDefault = isDefault, AsOf = models.AsOf };

    /// <summary>Whether two targets are one: the same provider with the same model.</summary>
    public static bool AreSame(ResolvedTarget a, ResolvedTarget b) =>
        a.Provider == b.Provider && string.Equals(a.Model, b.Model, StringComparison.Ordinal);

    /// <summary>The model that a provider uses when nothing names another: its own, llm's if that is the provider's, the default.</summary>
    public static ModelChoice ModelOf(LlmOptions llm, ModelTable models, ProviderOptions provider)
    {
        var own = provider.Bag.Own("model");
        return own is null && llm.Bag.Own("model") is string model && Owns(provider, model, llm.Provider, models)
            ? new ModelChoice(model, llm.Bag.Path + ".model")
            : new ModelChoice(provider.Model, provider.Bag.Path + ".model");
    }

    private static ModelChoice PrimaryModel(LlmOptions llm, ModelTable models, ProfileOptions? profile, ProviderOptions primary) =>
        profile?.Bag.Own("model") is string model && Owns(primary, model, profile.Provider, models)
            ? new ModelChoice(model, profile.Bag.Path + ".model")
            : ModelOf(llm, models, primary);

    // A model belongs to the primary; while that is open, to OpenAI if the table lists it as OpenAI's, else to Ollama.
    public static bool Owns(ProviderOptions provider, string model, string primary, ModelTable models) =>
        provider.IsNamed(!ConfigName.AreEqual(primary, Auto) ? primary : models.Find(model)?.Provider == "openai" ? "openai" : "ollama");

    // Never another provider's record: the same id costs something else elsewhere.
    private static ModelInfo? InfoOf(ProviderOptions provider, string? model, ModelTable models) =>
        model is not null && models.Find(model) is { } info && ConfigName.AreEqual(info.Provider, provider.Prices) ? info : null;
}
