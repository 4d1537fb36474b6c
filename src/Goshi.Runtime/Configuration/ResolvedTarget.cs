using Goshi.Configuration.Rules;

namespace Goshi.Configuration;

/// <summary>
/// One target, a provider with a model, and its effective settings: the profile's own value, else the provider's, else
/// llm's, else the default.
/// </summary>
internal sealed class ResolvedTarget(ProviderOptions provider, string? model, ModelInfo? info, ProfileOptions? profile)
{
    /// <summary>The provider's section.</summary>
    public ProviderOptions Provider { get; } = provider;

    /// <summary>The model's id; null: the provider has none, which validation refuses.</summary>
    public string? Model { get; } = model;

    /// <summary>The price table's record of the model; null: not listed under the provider's price list.</summary>
    public ModelInfo? Info { get; } = info;

    /// <summary>The profile that the target belongs to; null: llm itself.</summary>
    public ProfileOptions? Profile { get; } = profile;

    /// <summary>The day of the price table that knows the model.</summary>
    public DateOnly AsOf { get; init; }

    /// <summary>True: nobody wrote this target, it is the default fallback, and its absence is no mistake.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The key that names the model, for messages: <c>llm.openai.model</c>, <c>llm.fallback</c>.</summary>
    public string Place { get; init; } = "";

    public double? Temperature => (double?)Written("temperature");

    public string? SystemPrompt => (string?)Written("system_prompt");

    public string? ReasoningEffort => (string?)Written("reasoning_effort");

    public string? ServiceTier => (string?)Written("service_tier");

    public TimeSpan RequestTimeout => Times.Request;

    public TimeSpan StreamingTimeout => Times.Streaming;

    public TimeSpan FirstTokenTimeout => Times.FirstToken;

    public TimeSpan StreamIdleTimeout => (TimeSpan)(Written("stream_idle_timeout") ?? SettingDefaults.Of("stream_idle_timeout"));

    public TimeSpan FailoverAfter => Profile?.FailoverAfter ?? Provider.Llm.FailoverAfter;

    public IReadOnlyList<string> Needs => Profile?.Needs ?? Provider.Llm.Needs;

    /// <summary>The context window that is needed, in tokens; null: none is asked for.</summary>
    public int? NeedsContext => Profile?.NeedsContext ?? Provider.Llm.NeedsContext;

    /// <summary>The token limit as written or inherited; null: none.</summary>
    public int? WrittenTokenLimit => (int?)(Written("max_completion_tokens") ?? Written("max_tokens"));

    /// <summary>The token limit to send: an inherited one is lowered to what the model can produce; null: none.</summary>
    public int? TokenLimit =>
        WrittenTokenLimit is { } limit && Info?.MaxOutputTokens is { } most ? Math.Min(limit, most) : WrittenTokenLimit;

    private SectionTimes Times => new(Written, Provider.Api == ProviderApi.Ollama);

    /// <summary>The written value of a key that may stand in a profile; null: none is written.</summary>
    public object? Written(string key) => SectionOf(key)?.Own(key);

    /// <summary>The section whose value of a key is in force; null: none writes it.</summary>
    public SettingBag? SectionOf(string key)
    {
        SettingBag?[] sections = [Profile?.Bag, Provider.Bag, Provider.Llm.Bag];
        foreach (var section in sections)
        {
            if (section?.Own(key) is not null)
            {
                return section;
            }

            // Two names of one limit: the nearest section that writes either of them decides.
            if (key is "max_tokens" or "max_completion_tokens"
                && section?.Own(key == "max_tokens" ? "max_completion_tokens" : "max_tokens") is not null)
            {
                return null;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => Model is null ? Provider.Name : Provider.Name + "/" + Model;
}
