using System.Diagnostics.CodeAnalysis;
using Goshi.Configuration.Rules;

namespace Goshi.Configuration;

/// <summary>One profile: another primary target with its own settings, which inherits what it does not write from <c>llm</c>.</summary>
public sealed class ProfileOptions : ChatSettings
{
    private readonly LlmOptions _llm;

    /// <summary>Makes an empty profile.</summary>
    /// <param name="llm">The options that the profile inherits from; add it there with <c>Add</c>.</param>
    /// <param name="name">The profile's name.</param>
    /// <exception cref="ArgumentException">The name is none that goshi.yaml allows.</exception>
    public ProfileOptions(LlmOptions llm, string name)
        : base(new SettingBag(PathOf(name), KeyScope.Profile, (llm ?? throw new ArgumentNullException(nameof(llm))).Bag))
    {
        _llm = llm;
        Name = name;
    }

    /// <summary>The profile's name, as in goshi.yaml.</summary>
    public string Name { get; }

    /// <summary>The primary provider: openai, ollama, a name under providers, or auto.</summary>
    /// <value>Default: llm's. Setting null takes a written value back.</value>
    [AllowNull]
    public string Provider
    {
        get => Bag.Get<string>("provider");
        set => Bag.Set("provider", value);
    }

    /// <inheritdoc/>
    /// <remarks>Inherits llm's model only when the profile's provider is llm's.</remarks>
    public override string? Model
    {
        get => (string?)Bag.Own("model") ?? (ConfigName.AreEqual(Provider, _llm.Provider) ? _llm.Model : null);
        set => Bag.Set("model", value);
    }

    /// <summary>What every target must be able to do, as far as the price table knows: tools, vision, json_schema.</summary>
    /// <value>Default: llm's. Setting null takes a written value back.</value>
    [AllowNull]
    public IReadOnlyList<string> Needs
    {
        get => Bag.List("needs") ?? [];
        set => Bag.SetList("needs", value);
    }

    /// <summary>The context window that every target must have, prompt and answer together in tokens, as far as the price table knows. At least 1.</summary>
    /// <value>Default: llm's.</value>
    public int? NeedsContext
    {
        get => (int?)Bag.Written("needs_context");
        set => Bag.Set("needs_context", value);
    }

    /// <summary>Targets tried in order when the one before fails: provider, or provider/model. An empty list turns it off.</summary>
    /// <value>
    /// Default: llm's, of which a call leaves out the profile's own target; if llm writes none, [ollama] when <see cref="Provider"/> is openai,
    /// else empty. Setting null takes a written value back.
    /// </value>
    [AllowNull]
    public IReadOnlyList<string> Fallback
    {
        get => Bag.List("fallback") ?? LlmOptions.DefaultFallback(Provider);
        set => Bag.SetList("fallback", value);
    }

    /// <summary>
    /// The longest a call through the profile can wait for the first content of its last target, when every target before it
    /// fails as late as its deadlines allow and no circuit is open. Worked out from the settings; infinite when a
    /// <c>streaming_timeout</c> on the way is <c>none</c>.
    /// </summary>
    public TimeSpan LongestTimeToFirstContent => FirstContentTime.Of(_llm, this);

    /// <summary>Once this much time has gone at a target, the call moves on to a later one that can answer; above 0.</summary>
    /// <value>Default: llm's.</value>
    public TimeSpan FailoverAfter
    {
        get => Bag.Get<TimeSpan>("failover_after");
        set => Bag.Set("failover_after", value);
    }

    private protected override bool SpeaksOllama => _llm.FindProvider(Provider)?.Api == ProviderApi.Ollama;

    private static string PathOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ConfigName.IsValid(name)
            ? "llm.profiles." + name
            : throw new ArgumentException(
                $"A profile's name must be letters and digits, with single '-' or '_' between them, and at most {ConfigName.MaxLength} characters.",
                nameof(name));
    }
}
