using System.Diagnostics.CodeAnalysis;

namespace Goshi.Configuration;

/// <summary>The keys of a provider's section that may also stand under <c>llm</c>, as defaults for every provider.</summary>
public abstract class ProviderSettings : ChatSettings
{
    private protected ProviderSettings(SettingBag bag)
        : base(bag)
    {
    }

    /// <summary>
    /// The most US dollars a session may spend; above 0. Under <c>llm</c> over all providers together, in a provider's
    /// section at that provider; a provider does not inherit it.
    /// </summary>
    /// <value>Default: null, no limit.</value>
    public decimal? MaxCostPerSession
    {
        get => (decimal?)Bag.Written("max_cost_per_session");
        set => Bag.Set("max_cost_per_session", value);
    }

    /// <summary>Whether a warning is logged when a session nears its limit, and again when it reaches it.</summary>
    /// <value>Default: true.</value>
    public bool WarnOnHighCost
    {
        get => Bag.Get<bool>("warn_on_high_cost");
        set => Bag.Set("warn_on_high_cost", value);
    }

    /// <summary>The fraction of the limit at which the warning is logged; above 0, at most 1.</summary>
    /// <value>Default: 0.8.</value>
    public double WarnAt
    {
        get => Bag.Get<double>("warn_at");
        set => Bag.Set("warn_at", value);
    }

    /// <summary><c>fail</c>: a call that the budget cannot pay throws; <c>fallback</c>: it moves to a target that costs nothing.</summary>
    /// <value>Default: <c>fail</c>. Setting null takes a written value back.</value>
    [AllowNull]
    public string OnBudgetExceeded
    {
        get => Bag.Get<string>("on_budget_exceeded");
        set => Bag.Set("on_budget_exceeded", value);
    }

    /// <summary>Whether usage is asked for on streams. Without it, what arrives is used, else the cost is estimated.</summary>
    /// <value>Default: true.</value>
    public bool TrackUsage
    {
        get => Bag.Get<bool>("track_usage");
        set => Bag.Set("track_usage", value);
    }

    /// <summary>
    /// Whether the worst case is reserved before each attempt. False asks only that the limit is not reached yet, so that
    /// calls in flight may overshoot it.
    /// </summary>
    /// <value>Default: true.</value>
    public bool EstimateBeforeRequest
    {
        get => Bag.Get<bool>("estimate_before_request");
        set => Bag.Set("estimate_before_request", value);
    }

    /// <summary>Retries at one target after its first attempt, from 0 to 10.</summary>
    /// <value>Default: 3.</value>
    public int MaxRetries
    {
        get => Bag.Get<int>("max_retries");
        set => Bag.Set("max_retries", value);
    }

    /// <summary>The shortest wait before a retry; above 0, at most <see cref="RetryBackoffMax"/>.</summary>
    /// <value>Default: the shorter of 1 s and a written <see cref="RetryBackoffMax"/>.</value>
    public TimeSpan RetryBackoffMin
    {
        get => Times.BackoffMin;
        set => Bag.Set("retry_backoff_min", value);
    }

    /// <summary>The longest wait before a retry; at least <see cref="RetryBackoffMin"/>, at most 24 days.</summary>
    /// <value>Default: the longer of 60 s and <see cref="RetryBackoffMin"/>.</value>
    public TimeSpan RetryBackoffMax
    {
        get => Times.BackoffMax;
        set => Bag.Set("retry_backoff_max", value);
    }

    /// <summary>Consecutive failures that open the circuit; at least 1.</summary>
    /// <value>Default: 5.</value>
    public int CircuitBreakerThreshold
    {
        get => Bag.Get<int>("circuit_breaker_threshold");
        set => Bag.Set("circuit_breaker_threshold", value);
    }

    /// <summary>How long an open circuit waits before its probe, from 1 s to 59 s.</summary>
    /// <value>Default: 30 s.</value>
    public TimeSpan CircuitBreakerCooldown
    {
        get => Bag.Get<TimeSpan>("circuit_breaker_cooldown");
        set => Bag.Set("circuit_breaker_cooldown", value);
    }

    /// <summary>The longest time to connect; above 0, shorter than <see cref="ChatSettings.RequestTimeout"/>.</summary>
    /// <value>Default: the shorter of 10 s and half of <see cref="ChatSettings.RequestTimeout"/>.</value>
    public TimeSpan ConnectionTimeout
    {
        get => Times.Connection;
        set => Bag.Set("connection_timeout", value);
    }

    /// <summary>How long an unused connection is kept; above 0, at most 24 days.</summary>
    /// <value>Default: 90 s.</value>
    public TimeSpan ConnectionIdleTimeout
    {
        get => Bag.Get<TimeSpan>("connection_idle_timeout");
        set => Bag.Set("connection_idle_timeout", value);
    }

    /// <summary>The age at which a connection is replaced, so that DNS changes are seen; above 0, at most 24 days.</summary>
    /// <value>Default: 300 s.</value>
    public TimeSpan ConnectionLifetime
    {
        get => Bag.Get<TimeSpan>("connection_lifetime");
        set => Bag.Set("connection_lifetime", value);
    }

    /// <summary>The most connections to one provider; at least 1.</summary>
    /// <value>Default: 100.</value>
    public int MaxConnections
    {
        get => Bag.Get<int>("max_connections");
        set => Bag.Set("max_connections", value);
    }
}
