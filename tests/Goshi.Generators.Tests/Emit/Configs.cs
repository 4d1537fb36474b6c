using Goshi.Configuration.Rules;
using Goshi.Generators.Model;

namespace Goshi.Generators.Tests.Emit;

/// <summary>Configurations to emit from: everything, nothing, and everything unpleasant.</summary>
internal static class Configs
{
    public const string Nasty = "say \"hi\"; } // */ {{x}} {0} <c>&amp;\r\n\t\\ \u2028 😀 ' \"\"\" #endif";

    public static EmitContext Context { get; } = new("Acme.App", IsPublic: true, "Goshi");

    public static GoshiConfig Minimal { get; } = new([], [OpenAI() with { IsWritten = false }, Ollama() with { IsWritten = false }], []);

    public static GoshiConfig Full { get; } = new(
        [
            Text("provider", "openai", KeyKind.Provider), Text("model", "gpt-4o", KeyKind.Model), Of("temperature", KeyKind.Number, "0.7"),
            Of("max_tokens", KeyKind.Integer, "1024"), Text("system_prompt", "Be brief.\nBe kind."),
            new("needs", new(KeyKind.TextList, "", ["tools"])), new("fallback", new(KeyKind.TextList, "", ["groq/llama-3.3-70b", "ollama"])),
            Of("failover_after", KeyKind.Time, "75000000"), Of("max_cost_per_session", KeyKind.Money, "1.50"),
            Of("warn_on_high_cost", KeyKind.Boolean, "false"), Of("warn_at", KeyKind.Number, "0.75"), Of("request_timeout", KeyKind.Time, "600000000"),
            Of("streaming_timeout", KeyKind.Time, "none"), Of("retry_backoff_min", KeyKind.Time, "1"),
        ],
        [
            OpenAI(Text("api_key_env", "MY_KEY", KeyKind.VariableName), Of("max_retries", KeyKind.Integer, "5")),
            Ollama(Text("model", "llama3.1:8b", KeyKind.Model), Text("keep_alive", "5m"), Of("num_ctx", KeyKind.Integer, "8192")),
            new("groq", "Groq", "openai", [Text("api", "openai", KeyKind.Choice), Text("base_url", "https://api.groq.com/openai/v1", KeyKind.Url)]),
            new("azure-openai", "AzureOpenAI", "azure-openai", [Text("api_version", "2024-10-21"), Of("regional", KeyKind.Boolean, "true")]),
            new("lab", "Lab", "ollama", []),
        ],
        [
            new("fast", "Fast", [Text("provider", "groq", KeyKind.Provider), Text("model", "llama-3.3-70b", KeyKind.Model)]),
            new("deep-thought", "DeepThought", [Text("reasoning_effort", "high", KeyKind.Choice), Of("request_timeout", KeyKind.Time, "6000000000")]),
        ])
    {
        Local = [Text("url", "http://127.0.0.1", KeyKind.Url), Of("port", KeyKind.Integer, "11435")],
    };

    public static GoshiConfig Hostile { get; } = new(
        [
            Text("system_prompt", Nasty), Text("model", Nasty, KeyKind.Model), new("fallback", new(KeyKind.TextList, "", [Nasty, "{{y}}"])),
            Of("temperature", KeyKind.Number, "1.999"), Of("max_cost_per_session", KeyKind.Money, "1234567.89"),
        ],
        [
            OpenAI(Text("base_url", Nasty, KeyKind.Url)), Ollama(Text("keep_alive", Nasty)),
            new("class", "Class", "openai", []), new("namespace_1", "Namespace1", "ollama", []), new("system", "System", "openai", []),
            new("Task", "Task", "openai", []),
        ],
        [
            new("record", "Record", [Text("system_prompt", Nasty)]), new("async", "Async", []), new("String", "String", []),
        ]);

    public static Setting Of(string key, KeyKind kind, string text) => new(key, new(kind, text));

    public static Setting Text(string key, string text, KeyKind kind = KeyKind.Text) => Of(key, kind, text);

    private static ProviderModel OpenAI(params Setting[] settings) => new("openai", "OpenAI", "openai", settings.ToEquatableArray());

    private static ProviderModel Ollama(params Setting[] settings) => new("ollama", "Ollama", "ollama", settings.ToEquatableArray());
}
