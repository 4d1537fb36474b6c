using System.Collections.Generic;
using System.Linq;

namespace Goshi.Configuration.Rules;

/// <summary>
/// Every key of goshi.yaml. The compiler's diagnostics, the runtime's validator, the JSON schema and
/// docs/configuration.md are all read off this table.
/// </summary>
internal static class KeyRules
{
    private const KeyScope Chat = KeyScope.Shared | KeyScope.Profile;

    // Timers hold no more than 49 days; half of that leaves room for a time that is doubled.
    private const int LongestTime = 24 * 24 * 3600;

    /// <summary>The sections under llm.</summary>
    public static readonly string[] Subsections = ["openai", "ollama", "local", "providers", "profiles", "pricing"];

    private static readonly string[] Efforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

    /// <summary>All keys, in the order of the documentation.</summary>
    public static IReadOnlyList<KeyRule> All { get; } =
    [
        new("provider", KeyScope.Llm | KeyScope.Profile, KeyKind.Provider, "auto",
            "The primary provider: openai, ollama, a name under providers, or auto (Ollama if it answers within 400 ms, else OpenAI if configured).", "openai"),
        new("model", Chat, KeyKind.Model, "llama3.1:8b for ollama, none for others",
            "The model of the primary provider, or of the provider whose section it stands in.", "gpt-5.4-mini"),
        new("temperature", Chat, KeyKind.Number, "not sent", "Sampling temperature.", "0.7") { Min = 0, Max = 2 },
        new("max_tokens", Chat, KeyKind.Integer, "not sent",
            "The most tokens an answer may have; an older name of max_completion_tokens.", "1024") { Min = 1, Max = int.MaxValue, Unit = "tokens" },
        new("max_completion_tokens", Chat, KeyKind.Integer, "not sent",
            "The most tokens an answer may have, reasoning tokens included.", "1024") { Min = 1, Max = int.MaxValue, Unit = "tokens" },
        new("system_prompt", Chat, KeyKind.Text, "none", "Instructions that precede every conversation.", "You are a helpful assistant."),
        new("reasoning_effort", Chat, KeyKind.Choice, "not sent", "How much a reasoning model thinks.", "low") { Allowed = Efforts },
        new("service_tier", Chat, KeyKind.Choice, "not sent", "The service tier asked for.", "flex") { Allowed = ["default", "flex", "priority"] },
        new("needs", KeyScope.Llm | KeyScope.Profile, KeyKind.TextList, "[]",
            "What every target must be able to do, as far as the price table knows.", "[tools]") { Allowed = ["tools", "vision", "json_schema"] },
        new("needs_context", KeyScope.Llm | KeyScope.Profile, KeyKind.Integer, "none",
            "The context window that every target must have, prompt and answer together, as far as the price table knows.", "128000") { Min = 1, Max = int.MaxValue, Unit = "tokens" },
        new("fallback", KeyScope.Llm | KeyScope.Profile, KeyKind.TextList, "[ollama] when the primary is openai, else []",
            "Targets tried in order when the one before fails: provider, or provider/model.", "[ollama]"),
        new("failover_after", KeyScope.Llm | KeyScope.Profile, KeyKind.Time, "30",
            "Once this much time has gone at a target, the call moves on to a later one that can answer.", "30s") { Min = 0, MinIsExclusive = true, Max = LongestTime },
        new("unpriced_model", KeyScope.Llm, KeyKind.Choice, "deny where a limit applies, else warn",
            "What happens with a model that has no price.", "deny") { Allowed = ["deny", "warn"] },
        new("unsupported_parameter", KeyScope.Llm, KeyKind.Choice, "drop",
            "What happens with a parameter that the model rejects: left out with a logged warning, or refused.", "drop") { Allowed = ["drop", "error"] },

        new("max_cost_per_session", KeyScope.Shared, KeyKind.Money, "none",
            "The most US dollars a session may spend: under llm over all providers, in a provider's section at that provider.", "1.00") { Min = 0, MinIsExclusive = true },
        new("warn_on_high_cost", KeyScope.Shared, KeyKind.Boolean, "true", "Whether a warning is logged when a session nears its limit.", "true"),
        new("warn_at", KeyScope.Shared, KeyKind.Number, "0.8", "The fraction of the limit at which the warning is logged.", "0.8") { Min = 0, Max = 1, MinIsExclusive = true, Unit = "of the limit" },
        new("on_budget_exceeded", KeyScope.Shared, KeyKind.Choice, "fail",
            "fail: the call throws; fallback: it moves to a target that costs nothing.", "fail") { Allowed = ["fail", "fallback"] },
        new("track_usage", KeyScope.Shared, KeyKind.Boolean, "true",
            "Whether usage is asked for on streams; without it the cost is estimated.", "true"),
        new("estimate_before_request", KeyScope.Shared, KeyKind.Boolean, "true",
            "Whether the worst case is reserved before a request; false only asks that the limit is not reached yet.", "true"),

        new("max_retries", KeyScope.Shared, KeyKind.Integer, "3", "Retries at one target after its first attempt.", "3") { Min = 0, Max = 10, Unit = "retries" },
        new("retry_backoff_min", KeyScope.Shared, KeyKind.Time, "min(1, retry_backoff_max)", "The shortest wait before a retry.", "1s") { Min = 0, MinIsExclusive = true, Max = LongestTime },
        new("retry_backoff_max", KeyScope.Shared, KeyKind.Time, "max(60, retry_backoff_min)", "The longest wait before a retry.", "60s") { Min = 0, MinIsExclusive = true, Max = LongestTime },
        new("circuit_breaker_threshold", KeyScope.Shared, KeyKind.Integer, "5", "Consecutive failures that open the circuit.", "5") { Min = 1, Max = int.MaxValue, Unit = "failures" },
        new("circuit_breaker_cooldown", KeyScope.Shared, KeyKind.Time, "30", "How long an open circuit waits before its probe.", "30s") { Min = 1, Max = 59 },
        new("connection_timeout", KeyScope.Shared, KeyKind.Time, "min(10, request_timeout / 2)", "The longest time to connect.", "10s") { Min = 0, MinIsExclusive = true, Max = LongestTime },
        new("request_timeout", Chat, KeyKind.Time, "60; fits itself to a written connection_timeout or streaming_timeout", "The longest time of one attempt that is not streamed.", "60s") { Min = 0, MinIsExclusive = true, Max = LongestTime },
        new("streaming_timeout", Chat, KeyKind.Time, "max(120, 2 x request_timeout); ollama: max(600, 2 x request_timeout)", "The longest time of a whole stream.", "120s") { Min = 0, MinIsExclusive = true, Max = LongestTime, AllowsNone = true },
        new("first_token_timeout", Chat, KeyKind.Time, "request_timeout; ollama: streaming_timeout", "The longest time to the first content of a stream.", "60s") { Min = 0, MinIsExclusive = true, Max = LongestTime },
        new("stream_idle_timeout", Chat, KeyKind.Time, "30", "The longest silence inside a stream, after its first content.", "30s") { Min = 0, MinIsExclusive = true, Max = LongestTime },
        new("connection_idle_timeout", KeyScope.Shared, KeyKind.Time, "90", "How long an unused connection is kept.", "90s") { Min = 0, MinIsExclusive = true, Max = LongestTime },
        new("connection_lifetime", KeyScope.Shared, KeyKind.Time, "300", "The age at which a connection is replaced, so that DNS changes are seen.", "300s") { Min = 0, MinIsExclusive = true, Max = LongestTime },
        new("max_connections", KeyScope.Shared, KeyKind.Integer, "100", "The most connections to one provider.", "100") { Min = 1, Max = int.MaxValue, Unit = "connections" },

        new("api", KeyScope.AnyProvider, KeyKind.Choice, "required under providers", "The protocol that the provider speaks.", "openai") { Allowed = ["openai", "azure-openai", "ollama"], FixedAtBuild = true },
        new("embedding_model", KeyScope.AnyProvider, KeyKind.Text, "none",
            "The model that turns texts into vectors, for the registered IEmbeddingGenerator.", "text-embedding-3-small"),
        new("api_key_env", KeyScope.AnyProvider, KeyKind.VariableName, "OPENAI_API_KEY for openai", "The name of the environment variable that holds the key.", "OPENAI_API_KEY"),
        new("organization_id_env", KeyScope.OpenAI, KeyKind.VariableName, "none", "The name of the environment variable that holds the organization.", "OPENAI_ORG_ID"),
        new("project_id_env", KeyScope.OpenAI, KeyKind.VariableName, "none", "The name of the environment variable that holds the project.", "OPENAI_PROJECT_ID"),
        new("base_url", KeyScope.AnyProvider, KeyKind.Url, "https://api.openai.com/v1 for openai, local.url for ollama; required under providers, except for api: ollama", "The provider's address.", "https://api.openai.com/v1"),
        new("api_version", KeyScope.Azure, KeyKind.Text, "required for azure-openai", "The api-version of Azure OpenAI.", "2024-10-21"),
        new("token_limit_key", KeyScope.OpenAI | KeyScope.Azure, KeyKind.Choice, "max_completion_tokens for openai and azure, max_tokens for others",
            "The name under which the server takes the token limit.", "max_tokens") { Allowed = ["max_tokens", "max_completion_tokens"] },
        new("prices", KeyScope.AnyProvider, KeyKind.Text, "the provider's own name", "The provider of the price table whose prices apply.", "groq"),
        new("free", KeyScope.AnyProvider, KeyKind.Boolean, "true for ollama and loopback addresses, else false", "Whether calls cost nothing and are exempt from budgets.", "false"),
        new("regional", KeyScope.OpenAI | KeyScope.Azure, KeyKind.Boolean, "false", "Whether the model's regional price multiplier applies.", "false"),
        new("keep_alive", KeyScope.Ollama, KeyKind.KeepAlive, "not sent", "How long Ollama keeps the model loaded after a call: 0 unloads it at once, -1 never.", "5m"),
        new("num_ctx", KeyScope.Ollama, KeyKind.Integer, "not sent", "The context length that Ollama allocates, in tokens.", "8192") { Min = 1, Max = int.MaxValue, Unit = "tokens" },

        new("url", KeyScope.Local, KeyKind.Url, "http://localhost", "Ollama's address; the goshi application's name for it.", "http://localhost"),
        new("port", KeyScope.Local, KeyKind.Integer, "11434", "Ollama's port, used when the url has none.", "11434") { Min = 1, Max = 65535 },
        new("file", KeyScope.Pricing, KeyKind.Path, "the packaged table", "A price table that extends or overrides the packaged one.", "prices.json") { FixedAtBuild = true },
    ];

    /// <summary>The keys that may stand in a section.</summary>
    public static IEnumerable<KeyRule> For(KeyScope scope) => All.Where(rule => (rule.Scope & scope) != 0);

    /// <summary>The rule of a key in a section, or null when the key may not stand there.</summary>
    public static KeyRule? Find(KeyScope scope, string name) =>
        All.FirstOrDefault(rule => (rule.Scope & scope) != 0 && rule.Name == name);
}
