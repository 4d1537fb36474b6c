using System.Diagnostics.CodeAnalysis;
using Goshi.Configuration.Rules;

namespace Goshi.Configuration;

/// <summary>
/// Everything that goshi.yaml's section <c>llm</c> holds. The generated GoshiOptions derives from it and assigns only the
/// keys that the file writes.
/// </summary>
/// <remarks>
/// Values come from goshi.yaml, then the configuration, then the delegate given to AddGoshi; the later wins. They are
/// validated when the application starts, then read once: a later change throws.
/// </remarks>
public abstract class LlmOptions : ProviderSettings
{
    private static readonly IReadOnlyList<string> NoFallback = [];
    private static readonly IReadOnlyList<string> OllamaFallback = Array.AsReadOnly(["ollama"]);

    private readonly List<ProviderOptions> _providers = [];
    private readonly List<ProfileOptions> _profiles = [];
    private readonly Dictionary<string, Func<HttpMessageHandler, HttpMessageHandler>> _handlers = new(ConfigName.Comparer);
    private bool _frozen;

    /// <summary>Makes options in which nothing is written, with the providers openai and ollama.</summary>
    protected LlmOptions()
        : base(new SettingBag("llm", KeyScope.Llm, null))
    {
        _providers.Add(new OpenAIProviderOptions("openai", ProviderApi.OpenAI, this));
        _providers.Add(new OllamaProviderOptions("ollama", this));
        Providers = _providers.AsReadOnly();
        Profiles = _profiles.AsReadOnly();
    }

    /// <summary>
    /// The primary provider: openai, ollama, a name under providers, or auto (Ollama if it answers within 400 ms; else
    /// OpenAI, if its section exists and its key variable is set; else Ollama).
    /// </summary>
    /// <value>Default: <c>auto</c>. Setting null takes a written value back.</value>
    [AllowNull]
    public string Provider
    {
        get => Bag.Get<string>("provider");
        set => Bag.Set("provider", value);
    }

    /// <summary>What every target must be able to do, as far as the price table knows: tools, vision, json_schema.</summary>
    /// <value>Default: empty. Setting null takes a written value back.</value>
    [AllowNull]
    public IReadOnlyList<string> Needs
    {
        get => Bag.List("needs") ?? [];
        set => Bag.SetList("needs", value);
    }

    /// <summary>The context window that every target must have, prompt and answer together in tokens, as far as the price table knows. At least 1.</summary>
    /// <value>Default: none.</value>
    public int? NeedsContext
    {
        get => (int?)Bag.Own("needs_context");
        set => Bag.Set("needs_context", value);
    }

    /// <summary>Targets tried in order when the one before fails: provider, or provider/model. An empty list turns it off.</summary>
    /// <value>Default: [ollama] when <see cref="Provider"/> is openai, else empty. Setting null takes a written value back.</value>
    [AllowNull]
    public IReadOnlyList<string> Fallback
    {
        get => Bag.List("fallback") ?? DefaultFallback(Provider);
        set => Bag.SetList("fallback", value);
    }

    /// <summary>
    /// Once this much time has gone at a target and a later one with a closed circuit exists, no new attempt is begun there:
    /// the call moves on. Above 0.
    /// </summary>
    /// <value>Default: 30 s.</value>
    public TimeSpan FailoverAfter
    {
        get => Bag.Get<TimeSpan>("failover_after");
        set => Bag.Set("failover_after", value);
    }

    /// <summary>
    /// The longest a call can wait for the first content of its last target, when every target before it fails as late as its
    /// deadlines allow and no circuit is open. Worked out from the settings; infinite when a <c>streaming_timeout</c> on the way
    /// is <c>none</c>.
    /// </summary>
    public TimeSpan LongestTimeToFirstContent => FirstContentTime.Of(this, profile: null);

    /// <summary><c>deny</c>: a model without a price is refused; <c>warn</c>: it is called and counted, at an unknown cost.</summary>
    /// <value>
    /// Default: <c>deny</c> where a limit applies, else <c>warn</c>. With a limit at one provider only, deny holds for that
    /// one and this getter says <c>warn</c>. Setting null takes a written value back.
    /// </value>
    [AllowNull]
    public string UnpricedModel
    {
        get => Bag.Text("unpriced_model") ?? (MaxCostPerSession is null ? "warn" : "deny");
        set => Bag.Set("unpriced_model", value);
    }

    /// <summary>A parameter that the model rejects is left out with a logged warning (<c>drop</c>) or refused (<c>error</c>).</summary>
    /// <value>Default: <c>drop</c>. Setting null takes a written value back.</value>
    [AllowNull]
    public string UnsupportedParameter
    {
        get => Bag.Get<string>("unsupported_parameter");
        set => Bag.Set("unsupported_parameter", value);
    }

    /// <summary>Ollama's address, for providers of its protocol that write no <c>base_url</c>.</summary>
    public LocalOptions Local { get; } = new();

    /// <summary>openai, ollama, then the named providers in the order of goshi.yaml.</summary>
    public IReadOnlyList<ProviderOptions> Providers { get; }

    /// <summary>The profiles in the order of goshi.yaml.</summary>
    public IReadOnlyList<ProfileOptions> Profiles { get; }

    /// <summary>Reads environment variables; a test may put its own in place.</summary>
    internal Func<string, string?> GetEnvironmentVariable { get; set; } = Environment.GetEnvironmentVariable;

    internal bool IsFrozen => _frozen;

    /// <summary>
    /// Wraps a provider's innermost handler, for proxies, certificates and tests. Called again for the same provider, it
    /// wraps what the earlier one made.
    /// </summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="wrap">Takes the handler that sends, and returns one that uses or replaces it. Runs once per connection pool.</param>
    /// <exception cref="ArgumentException">There is no such provider.</exception>
    /// <exception cref="InvalidOperationException">The options are in use already.</exception>
    public void ConfigureHandler(string provider, Func<HttpMessageHandler, HttpMessageHandler> wrap)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(wrap);
        ThrowIfFrozen();
        if (FindProvider(provider) is null)
        {
            throw new ArgumentException(
                $"Unknown provider {SecretShape.Quote(provider)}{NearestName.Hint(provider, _providers.Select(static p => p.Name))}",
                nameof(provider));
        }

        _handlers[provider] = _handlers.TryGetValue(provider, out var earlier) ? inner => wrap(earlier(inner)) : wrap;
    }

    internal static bool IsBuiltIn(string provider) =>
        ConfigName.AreEqual(provider, "openai") || ConfigName.AreEqual(provider, "ollama");

    internal static IReadOnlyList<string> DefaultFallback(string primary) =>
        ConfigName.AreEqual(primary, "openai") ? OllamaFallback : NoFallback;

    internal ProviderOptions? FindProvider(string name) => _providers.Find(provider => provider.IsNamed(name));

    internal ProfileOptions? FindProfile(string name) => _profiles.Find(profile => ConfigName.AreEqual(profile.Name, name));

    /// <summary>What <see cref="ConfigureHandler"/> makes of a provider's handler.</summary>
    internal HttpMessageHandler WrapHandler(string provider, HttpMessageHandler inner) =>
        _handlers.TryGetValue(provider, out var wrap)
            ? wrap(inner) ?? throw new InvalidOperationException($"The delegate given to ConfigureHandler for {provider} returned null.")
            : inner;

    /// <summary>Refuses every later change: what was read at the start stays true.</summary>
    internal void Freeze()
    {
        _frozen = true;
        Bag.Freeze();
        Local.Bag.Freeze();
        foreach (var section in _providers.Cast<ChatSettings>().Concat(_profiles))
        {
            section.Bag.Freeze();
        }
    }

    internal void ThrowIfFrozen()
    {
        if (_frozen)
        {
            throw new InvalidOperationException(
                "The options cannot be changed any more: they are read once, when the first chat client is made.");
        }
    }

    /// <summary>Adds a provider; one of the same name, such as the built-in openai and ollama, is replaced in its place.</summary>
    /// <typeparam name="T">The type of its section.</typeparam>
    /// <param name="provider">The section.</param>
    /// <returns>The same section.</returns>
    /// <exception cref="ArgumentException">The section inherits from other options.</exception>
    /// <exception cref="InvalidOperationException">The options are in use already.</exception>
    protected T Add<T>(T provider)
        where T : ProviderOptions
    {
        ArgumentNullException.ThrowIfNull(provider);
        ThrowIfFrozen();
        if (provider.Llm != this)
        {
            throw new ArgumentException("The section inherits from other options.", nameof(provider));
        }

        var index = _providers.FindIndex(other => other.IsNamed(provider.Name));
        if (index < 0)
        {
            _providers.Add(provider);
        }
        else
        {
            _providers[index] = provider;
        }

        return provider;
    }

    /// <summary>Adds a profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <returns>The same profile.</returns>
    /// <exception cref="ArgumentException">There is one of that name already.</exception>
    /// <exception cref="InvalidOperationException">The options are in use already.</exception>
    protected ProfileOptions Add(ProfileOptions profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ThrowIfFrozen();
        if (FindProfile(profile.Name) is not null)
        {
            throw new ArgumentException($"There are two profiles named '{profile.Name}'.", nameof(profile));
        }

        _profiles.Add(profile);
        return profile;
    }
}
