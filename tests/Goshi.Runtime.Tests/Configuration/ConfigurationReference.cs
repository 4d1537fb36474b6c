using System.Globalization;
using System.Text;
using Goshi.Configuration.Rules;

namespace Goshi.Runtime.Tests.Configuration;

/// <summary>Writes docs/configuration.md from the rule table.</summary>
internal static class ConfigurationReference
{
    /// <summary>The documentation's examples of overrides; a test applies them.</summary>
    public static IReadOnlyList<(string Key, string Value)> Overrides { get; } =
    [
        ("llm:openai:max_retries", "5"),
        ("llm:request_timeout", "45s"),
        ("llm:fallback", "ollama,groq/llama-3.3-70b"),
        ("llm:fallback:0", "ollama"),
        ("llm:providers:groq:model", "llama-3.3-70b"),
        ("llm:profiles:fast:temperature", "0.2"),
        ("llm:local:url", "http://gpu-box"),
    ];

    public static string Write() => $"""
        # Configuration

        Everything under `llm` in `goshi.yaml`, as the compiler, the runtime and editors know it. This page and
        `goshi.schema.json` are written from the same rule table as the checks; a test fails when they differ.

        - **Times** are seconds (`30`, `0.5`) or a number with a unit: `500ms`, `30s`, `2m`, `1h`.
        - **Money** is US dollars, a decimal number.
        - **Names** of providers and profiles are letters and digits with single `-` or `_` between them, begin with a letter,
          have at most {ConfigName.MaxLength} characters, and are compared without case and with `-` equal to `_`.
        - Keys under `llm` are defaults for every provider; a provider's section overrides them. `model` belongs to the primary
          provider alone, and `max_cost_per_session` under `llm` is for all providers together: neither is inherited.
        - A profile's own value goes before the provider's, the provider's before the one under `llm`.
        - Rules between keys bind written values; a value that is not written follows the written ones.
        - An unknown key is an error that names the nearest known one. Sections of the file other than `llm` are left alone.

        For completion and checks while you type, begin the file with
        `# yaml-language-server: $schema=<path or address of goshi.schema.json>`.

        ## llm: the chat

        Under `llm`. Those marked with * may also stand in a profile.

        {Table(Under(KeyScope.Llm).Where(static rule => (rule.Scope & KeyScope.OpenAI) == 0))}

        ## llm and every provider

        Under `llm` as defaults, and in the section of any provider. Those marked with * may also stand in a profile.

        {Table(Under(KeyScope.Llm).Where(static rule => (rule.Scope & KeyScope.OpenAI) != 0))}

        ## openai, ollama, providers.NAME: every provider

        In `llm.openai`, in `llm.ollama`, and in a section of `llm.providers`, which must write `api` and, unless that is
        `ollama`, `base_url`.

        {Table(Provider(KeyScope.AnyProvider))}

        ## OpenAI's protocol

        Where `api` is `openai` or `azure-openai`, with the exceptions named.

        {Table(KeyRules.All.Where(static rule => (rule.Scope & (KeyScope.OpenAI | KeyScope.Azure)) != 0 && (rule.Scope & KeyScope.Ollama) == 0))}

        ## Ollama's protocol

        In `llm.ollama`, and where `api` is `ollama`. Calls to Ollama are all sent as streams: `request_timeout` does not apply
        to them, and the time to load the model counts into `first_token_timeout`.

        {Table(Provider(KeyScope.Ollama))}

        ## profiles.NAME

        A profile is another primary target with settings of its own. It inherits what it does not write from `llm`, less its
        own target in `fallback`. It may write {Keys(KeyScope.Profile)}.

        ## local

        The goshi application's names for Ollama's address. `base_url` of a provider overrides both.

        {Table(Under(KeyScope.Local))}

        ## pricing

        Read when the project is built; nothing overrides it at run time. `pricing.models` takes a list of models written in
        the schema of the price table.

        {Table(Under(KeyScope.Pricing))}

        ## Rules between keys

        | keys | rule |
        |---|---|
        | `connection_timeout`, `request_timeout`, `streaming_timeout` | connection < request <= streaming |
        | `retry_backoff_min`, `retry_backoff_max` | min <= max |
        | `max_tokens`, `max_completion_tokens` | one of the two in a section |
        | `circuit_breaker_threshold`, `max_retries` | a warning unless the threshold is more than the retries: one failing call would open the circuit |
        | `circuit_breaker_cooldown`, `request_timeout`, `first_token_timeout` | a warning when the cooldown and a probe together pass 120 s |
        | `retry_backoff_min`, `failover_after` | a warning unless the wait is shorter, where another target follows: nothing would be tried twice |
        | `local.url`, `local.port` | the port is used only when the url has none; both given and different: a warning, the url wins |
        | `estimate_before_request` | false under a limit: a warning, calls in flight may overshoot it |
        | `base_url`, `api` | an address under which the calls of this protocol are surely not answered: a warning |
        | `base_url`, `api_key_env` | a key that travels unencrypted to another machine: a warning |
        | `max_cost_per_session` | an error unless it pays for a call of {TargetSentences.MinimalPromptTokens} prompt and {TargetSentences.MinimalOutputTokens} output tokens ({TargetSentences.MinimalReasoningTokens} for a model that reasons) |

        ## How long a call can take

        `GoshiOptions.LongestTimeToFirstContent`, and the same property of a profile, is the longest wait for the first content
        of the last target: every target before it fails as late as its deadlines allow, and no circuit is open.

        - A target with another one after it: `failover_after`, and the attempt that began just before it was over; without
          retries one attempt.
        - The last target: all its attempts, and `max_retries` waits of `retry_backoff_max`.
        - An attempt: the longer of `request_timeout` and `first_token_timeout`; 1.5 times longer after each deadline that
          passed at this target, up to `streaming_timeout`. At Ollama `first_token_timeout`, and no growth, since its deadlines
          are not retried.

        With the defaults and openai before ollama: 30 + 60 s at openai, then 4 x 600 + 3 x 60 s at ollama, {(int)FirstContent(static _ => { }).TotalSeconds} s in all.
        With ollama's `first_token_timeout: 60` and `max_retries: 0` it is {(int)FirstContent(static o => (o.Ollama.FirstTokenTimeout, o.Ollama.MaxRetries) = (TimeSpan.FromSeconds(60), 0)).TotalSeconds} s.

        ## Overrides at run time

        Section `Goshi` of the application's configuration has the same keys and wins over `goshi.yaml`; the delegate given to
        `AddGoshi` wins over both. In an environment variable `__` stands for `:`, and `_` for the `-` of a name. A list is
        written as items or as one text with commas, and replaces the file's. A JSON `null` takes the file's value back.
        Unknown keys, providers and profiles stop the application at its start, and `api` and `pricing` cannot be changed.

        | configuration | environment variable |
        |---|---|
        {string.Join('\n', Overrides.Select(static item => $"| `Goshi:{item.Key}` = `{item.Value}` | `Goshi__{item.Key.Replace(":", "__", StringComparison.Ordinal)}={item.Value}` |"))}

        """;

    private static TimeSpan FirstContent(Action<TestOptions> configure)
    {
        var options = new TestOptions { Provider = "openai" };
        configure(options);
        return options.LongestTimeToFirstContent;
    }

    private static IEnumerable<KeyRule> Under(KeyScope scope) => KeyRules.For(scope);

    private static IEnumerable<KeyRule> Provider(KeyScope scope) => KeyRules.All.Where(rule => rule.Scope == scope);

    private static string Keys(KeyScope scope) => string.Join(", ", KeyRules.For(scope).Select(static rule => $"`{rule.Name}`"));

    private static string Table(IEnumerable<KeyRule> rules)
    {
        var table = new StringBuilder("| key | type | unit | default | range | example | meaning |\n|---|---|---|---|---|---|---|");
        foreach (var rule in rules)
        {
            var profile = (rule.Scope & KeyScope.Profile) != 0 ? " *" : "";
            table.Append(
                CultureInfo.InvariantCulture,
                $"\n| `{rule.Name}`{profile} | {Type(rule)} | {Unit(rule)} | {rule.Default} | {Range(rule)} | `{rule.Example}` | {Meaning(rule)} |");
        }

        return table.ToString();
    }

    private static string Type(KeyRule rule) => rule.Kind switch
    {
        KeyKind.Text => "text",
        KeyKind.Choice => "word",
        KeyKind.Integer => "whole number",
        KeyKind.Number or KeyKind.Money => "number",
        KeyKind.Time => "time",
        KeyKind.Boolean => "true or false",
        KeyKind.TextList => "list",
        KeyKind.Url => "http or https address",
        KeyKind.VariableName => "name of an environment variable",
        KeyKind.Model => "model id",
        KeyKind.Provider => "provider",
        KeyKind.KeepAlive => "seconds or duration",
        _ => "path",
    };

    private static string Unit(KeyRule rule) => rule.Kind switch
    {
        KeyKind.Time => "seconds",
        KeyKind.Money => "US dollars",
        _ => rule.Unit,
    };

    private static string Range(KeyRule rule) => rule.Allowed.Length > 0
        ? string.Join(", ", rule.Allowed.Select(static word => $"`{word}`"))
        : ValueRules.Range(rule).Trim(' ', ',');

    private static string Meaning(KeyRule rule) => (rule.Scope & (KeyScope.OpenAI | KeyScope.Azure | KeyScope.Llm)) switch
    {
        KeyScope.OpenAI => rule.Summary + " Not for azure-openai.",
        KeyScope.Azure => rule.Summary + " Only for azure-openai.",
        _ => rule.Summary,
    };
}
