using Goshi.Configuration.Rules;

namespace Goshi.Configuration;

/// <summary>The keys that may stand anywhere: directly under <c>llm</c>, in a provider's section, and in a profile.</summary>
/// <remarks>
/// A getter gives the section's own value, else the one written under <c>llm</c>, else the default. A setter checks
/// nothing: all values are validated together when the application starts. Not thread-safe while it is being set up.
/// </remarks>
public abstract class ChatSettings
{
    private protected ChatSettings(SettingBag bag) => Bag = bag;

    /// <summary>The model's id. Under <c>llm</c> it belongs to the primary provider, and no other inherits it.</summary>
    /// <value>Default: <c>llama3.1:8b</c> for providers that speak Ollama's protocol, null (none) for others.</value>
    public virtual string? Model
    {
        get => Bag.Text("model");
        set => Bag.Set("model", value);
    }

    /// <summary>Sampling temperature, from 0 to 2.</summary>
    /// <value>Default: null, not sent.</value>
    public double? Temperature
    {
        get => (double?)Bag.Written("temperature");
        set => Bag.Set("temperature", value);
    }

    /// <summary>The most tokens an answer may have, at least 1; an older name of <see cref="MaxCompletionTokens"/>.</summary>
    /// <value>Default: null, not sent. One section may write only one of the two.</value>
    public int? MaxTokens
    {
        get => (int?)Bag.Written("max_tokens");
        set => Bag.Set("max_tokens", value);
    }

    /// <summary>The most tokens an answer may have, at least 1; reasoning tokens are inside it.</summary>
    /// <value>Default: null, not sent. One section may write only one of the two.</value>
    public int? MaxCompletionTokens
    {
        get => (int?)Bag.Written("max_completion_tokens");
        set => Bag.Set("max_completion_tokens", value);
    }

    /// <summary>Whichever of <see cref="MaxCompletionTokens"/> and <see cref="MaxTokens"/> is set, in tokens.</summary>
    /// <value>Null: neither.</value>
    public int? TokenLimit => MaxCompletionTokens ?? MaxTokens;

    /// <summary>Instructions that precede every conversation.</summary>
    /// <value>Default: null, none.</value>
    public string? SystemPrompt
    {
        get => Bag.Text("system_prompt");
        set => Bag.Set("system_prompt", value);
    }

    /// <summary>How much a reasoning model thinks: none, minimal, low, medium, high, xhigh or max.</summary>
    /// <value>Default: null, not sent.</value>
    public string? ReasoningEffort
    {
        get => Bag.Text("reasoning_effort");
        set => Bag.Set("reasoning_effort", value);
    }

    /// <summary>The service tier asked for: default, flex or priority.</summary>
    /// <value>Default: null, not sent.</value>
    public string? ServiceTier
    {
        get => Bag.Text("service_tier");
        set => Bag.Set("service_tier", value);
    }

    /// <summary>The longest time of one attempt that is not streamed; above 0, at most 24 days. Calls to Ollama are all streamed.</summary>
    /// <value>Default: 60 s; more when a written connection timeout needs it, less when a written streaming timeout is shorter.</value>
    public TimeSpan RequestTimeout
    {
        get => Times.Request;
        set => Bag.Set("request_timeout", value);
    }

    /// <summary>The longest time of a whole stream; above 0, at most 24 days, or <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    /// <value>Default: the longer of 120 s (600 s for Ollama) and twice <see cref="RequestTimeout"/>.</value>
    public TimeSpan StreamingTimeout
    {
        get => Times.Streaming;
        set => Bag.Set("streaming_timeout", value);
    }

    /// <summary>The longest time to the first content of a stream; above 0, at most 24 days.</summary>
    /// <value>Default: <see cref="RequestTimeout"/>; for Ollama, which loads the model in this time, <see cref="StreamingTimeout"/>.</value>
    public TimeSpan FirstTokenTimeout
    {
        get => Times.FirstToken;
        set => Bag.Set("first_token_timeout", value);
    }

    /// <summary>The longest silence inside a stream, after its first content; above 0, at most 24 days.</summary>
    /// <value>Default: 30 s.</value>
    public TimeSpan StreamIdleTimeout
    {
        get => Bag.Get<TimeSpan>("stream_idle_timeout");
        set => Bag.Set("stream_idle_timeout", value);
    }

    internal SettingBag Bag { get; }

    internal SectionTimes Times => new(Bag.Written, SpeaksOllama);

    private protected virtual bool SpeaksOllama => false;

    /// <summary>Whether a key is written in this section itself, rather than inherited or left to its default.</summary>
    /// <param name="key">The key as in goshi.yaml: <c>max_retries</c>.</param>
    /// <exception cref="ArgumentException">No key of that name may stand in this section.</exception>
    public bool IsWritten(string key) => Bag.Own(Known(key)) is not null;

    /// <summary>Takes a written value back, so that the inherited one or the default shows again.</summary>
    /// <param name="key">The key as in goshi.yaml: <c>max_retries</c>.</param>
    /// <exception cref="ArgumentException">No key of that name may stand in this section.</exception>
    /// <exception cref="InvalidOperationException">The options are in use already.</exception>
    public void Reset(string key) => Bag.Set(Known(key), null);

    private string Known(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return KeyRules.Find(Bag.Scope, key) is not null
            ? key
            : throw new ArgumentException(
                $"{Bag.Path} has no key {SecretShape.Quote(key)}{NearestName.Hint(key, KeyRules.For(Bag.Scope).Select(static rule => rule.Name))}",
                nameof(key));
    }
}
