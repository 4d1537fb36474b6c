using System.Globalization;
using Goshi.Configuration.Rules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Goshi.Configuration;

/// <summary>
/// Writes what the application's configuration says over what goshi.yaml wrote. By hand, over the rule table: a binder by
/// reflection would not survive trimming, and would pass over unknown keys in silence.
/// </summary>
/// <remarks>
/// The section has the file's shape: <c>Goshi:llm:openai:max_retries</c>. Names are compared without case; in names of
/// providers and profiles <c>-</c> equals <c>_</c>, since environment variables have no <c>-</c>.
/// </remarks>
internal sealed class ConfigurationOverrides
{
    // Sections of the goshi application's own file that are not ours.
    private static readonly string[] Foreign = ["safety", "logging", "audit", "behavior"];

    private readonly LlmOptions _options;
    private readonly List<string> _problems = [];

    private ConfigurationOverrides(LlmOptions options) => _options = options;

    /// <summary>Applies a section to options that goshi.yaml has filled.</summary>
    /// <param name="options">The options, not frozen yet.</param>
    /// <param name="section">The section <c>Goshi</c>; one that does not exist changes nothing.</param>
    /// <exception cref="OptionsValidationException">Unknown keys, providers or profiles, and values that cannot be read; all of them at once.</exception>
    public static void Apply(LlmOptions options, IConfigurationSection section)
    {
        var overrides = new ConfigurationOverrides(options);
        overrides.Root(section);
        if (overrides._problems.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, options.GetType(), overrides._problems);
        }
    }

    private void Root(IConfigurationSection root)
    {
        foreach (var child in root.GetChildren())
        {
            if (Is(child, "llm"))
            {
                Section(child, _options.Bag, Llm);
            }
            else if (!Foreign.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                Unknown("key", child, NearestName.Hint(child.Key, ["llm"]));
            }
        }
    }

    // The children of llm that are sections themselves. Answers the names it knows, for the hint, when it knows not this one.
    private IReadOnlyList<string>? Llm(IConfigurationSection child)
    {
        if (Is(child, "providers"))
        {
            EachNamed(child, "provider", _options.Providers.Where(static p => !LlmOptions.IsBuiltIn(p.Name)), static p => p.Name, Provider);
        }
        else if (Is(child, "profiles"))
        {
            EachNamed(child, "profile", _options.Profiles, static p => p.Name, (section, profile) => Section(section, profile.Bag));
        }
        else if (Is(child, "local"))
        {
            Section(child, _options.Local.Bag);
        }
        else if (Is(child, "pricing"))
        {
            FixedAtBuild(child);
        }
        else if (LlmOptions.IsBuiltIn(child.Key))
        {
            Provider(child, _options.FindProvider(child.Key)!);
        }
        else
        {
            return ["openai", "ollama", "providers", "profiles", "local"];
        }

        return null;
    }

    private void Provider(IConfigurationSection section, ProviderOptions provider)
    {
        provider.IsConfigured = true;
        Section(section, provider.Bag);
    }

    private void EachNamed<T>(
        IConfigurationSection parent,
        string what,
        IEnumerable<T> known,
        Func<T, string> nameOf,
        Action<IConfigurationSection, T> apply)
        where T : class
    {
        foreach (var child in parent.GetChildren())
        {
            if (known.FirstOrDefault(item => ConfigName.AreEqual(nameOf(item), child.Key)) is { } item)
            {
                apply(child, item);
            }
            else
            {
                // Their C# names are made when the project is built; nothing can be added later.
                var elsewhere = typeof(T) == typeof(ProviderOptions) && LlmOptions.IsBuiltIn(child.Key)
                    ? "; it stands directly under llm"
                    : NearestName.Hint(child.Key, known.Select(nameOf));
                Unknown(what, child, elsewhere);
            }
        }
    }

    private void Section(IConfigurationSection section, SettingBag bag, Func<IConfigurationSection, IReadOnlyList<string>?>? inner = null)
    {
        var children = section.GetChildren().ToList();
        if (children.Count == 0 && !string.IsNullOrEmpty(section.Value))
        {
            _problems.Add($"{PathOf(section)} must be a section with keys, not a value");
        }

        foreach (var child in children)
        {
            var rule = KeyRules.For(bag.Scope).FirstOrDefault(rule => Is(child, rule.Name));
            if (rule is not null)
            {
                Value(child, bag, rule, children);
            }
            else if (inner is null)
            {
                UnknownKey(child, NearestName.Hint(child.Key, NamesIn(bag)));
            }
            else if (inner(child) is { } sections)
            {
                var hint = _options.FindProvider(child.Key) is { } provider
                    ? $"; did you mean 'providers:{provider.Name}'?"
                    : NearestName.Hint(child.Key, NamesIn(bag).Concat(sections));
                UnknownKey(child, hint);
            }
        }
    }

    private void Value(IConfigurationSection child, SettingBag bag, KeyRule rule, List<IConfigurationSection> siblings)
    {
        if (Read(child, rule) is not { } reading)
        {
            return;
        }

        if (reading.Problem is { } problem)
        {
            _problems.Add($"{PathOf(child)} {problem.Message}");
        }
        else if (!rule.FixedAtBuild)
        {
            bag.Set(rule.Name, reading.Value);
            ReplaceTwin(bag, rule.Name, siblings);
        }
        else if (rule.Name != "api" || (string?)reading.Value != ApiOf(bag))
        {
            FixedAtBuild(child);
        }
    }

    private TextReading? Read(IConfigurationSection child, KeyRule rule)
    {
        var items = child.GetChildren().ToList();
        if (items.Count == 0)
        {
            // A null of a JSON file takes the value of goshi.yaml back.
            return child.Value is { } text ? ValueReader.Read(rule, text) : new TextReading(null, null);
        }

        if (rule.Kind != KeyKind.TextList)
        {
            _problems.Add($"{PathOf(child)} {ValueRules.MustBe(rule)}, not a section with keys");
            return null;
        }

        if (!string.IsNullOrEmpty(child.Value))
        {
            // Which of two sources is the later one cannot be seen here, so neither is guessed to win.
            _problems.Add($"{PathOf(child)} has both a value and numbered items; keep one of them");
            return null;
        }

        var numbered = new SortedDictionary<int, string>();
        foreach (var item in items)
        {
            if (!int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                Unknown("item", item, hint: "");
                return null;
            }

            numbered[index] = item.Value?.Trim() ?? "";
        }

        return ValueReader.ReadList(rule, numbered.Values);
    }

    // max_tokens and max_completion_tokens are one limit: overriding one of them replaces the file's other one.
    private static void ReplaceTwin(SettingBag bag, string key, List<IConfigurationSection> siblings)
    {
        var twin = key switch
        {
            "max_tokens" => "max_completion_tokens",
            "max_completion_tokens" => "max_tokens",
            _ => null,
        };
        if (twin is not null && !siblings.Exists(sibling => Is(sibling, twin)))
        {
            bag.Set(twin, null);
        }
    }

    private static string ApiOf(SettingBag bag) => bag.Scope switch
    {
        KeyScope.Azure => "azure-openai",
        KeyScope.Ollama => "ollama",
        _ => "openai",
    };

    private void FixedAtBuild(IConfigurationSection child) =>
        _problems.Add($"{PathOf(child)} is fixed when the project is built; change it in goshi.yaml");

    private void UnknownKey(IConfigurationSection child, string hint)
    {
        if (KeyPlaces.Of(child.Key.ToLowerInvariant()) is { Length: > 0 } places)
        {
            _problems.Add(TargetSentences.Misplaced(PathOf(child), places));
        }
        else
        {
            Unknown("key", child, hint);
        }
    }

    private void Unknown(string what, IConfigurationSection child, string hint) =>
        _problems.Add($"Unknown {what} {PathOf(child)}{hint}");

    private static IEnumerable<string> NamesIn(SettingBag bag) =>
        KeyRules.For(bag.Scope).Where(static rule => !rule.FixedAtBuild).Select(static rule => rule.Name);

    private static bool Is(IConfigurationSection child, string name) => string.Equals(child.Key, name, StringComparison.OrdinalIgnoreCase);

    // A secret that was taken for a key is shown no more than one that was taken for a value.
    private static string PathOf(IConfigurationSection section) => string.Join(
        ':',
        section.Path.Split(':').Select(static part => SecretShape.LooksLikeSecret(part) ? "(not shown)" : part));
}
