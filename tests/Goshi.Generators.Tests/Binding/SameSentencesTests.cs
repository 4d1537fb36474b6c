using System.Reflection;
using System.Text.RegularExpressions;
using Goshi.Configuration;
using Goshi.Generators.Binding;
using Goshi.Generators.Tests.Incremental;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Goshi.Generators.Tests.Binding;

/// <summary>
/// The compiler and the runtime read one rule table: what one says of goshi.yaml, the other says at the start of the same
/// settings in the application's configuration.
/// </summary>
public sealed partial class SameSentencesTests
{
    private static readonly string[] Skeleton =
    [
        "provider=openai", "model=gpt-4o", "fallback=ollama", "openai.track_usage=true", "ollama.max_retries=1",
        "providers.groq.api=openai", "providers.groq.base_url=https://api.groq.com/openai/v1", "providers.groq.model=llama-70b",
        "profiles.fast.model=gpt-4o",
    ];

    private static readonly string Prices = $$"""
        {"version": 1, "as_of": "2026-11-22", "models": [
          {{Model("gpt-4o", "openai", "\"reasoning\": false, \"tools\": true, \"temperature\": \"accepted\"")}},
          {{Model("o3", "openai", "\"reasoning\": true, \"tools\": true, \"temperature\": \"rejected\"")}},
          {{Model("gpt-blind", "openai", "\"vision\": false, \"tools\": false")}},
          {{Model("gpt-responses", "openai", "\"tools\": true").Replace("chat_completions", "responses", StringComparison.Ordinal)}},
          {{Model("llama-70b", "groq", "\"tools\": true")}},
          {"id": "gpt-unpriced", "provider": "openai", "kind": "chat", "endpoints": ["chat_completions"], "prices": []}
        ]}
        """;

    private static readonly Lazy<Assembly> App = new(static () => Consumer.Load(new Driver(Yaml(Skeleton), Prices).RunAndCompile(out _)));

    [Theory]
    [InlineData("temperature=3")]
    [InlineData("temperature=warm")]
    [InlineData("max_tokens=0", "openai.max_retries=99", "ollama.num_ctx=-1", "profiles.fast.temperature=-1")]
    [InlineData("openai.request_timeout=fast", "ollama.first_token_timeout=0", "openai.circuit_breaker_cooldown=60")]
    [InlineData("track_usage=yes", "on_budget_exceeded=fial", "unpriced_model=dney", "reasoning_effort=lots")]
    [InlineData("max_cost_per_session=-1", "openai.max_cost_per_session=cheap", "warn_at=0", "failover_after=0s")]
    [InlineData("local.port=70000", "local.url=localhost")]
    [InlineData("local.port=1234", "local.url=http://localhost:11434")]
    [InlineData("openai.base_url=ftp://x", "openai.organization_id_env=a b", "providers.groq.api_key_env=sk-proj-abcdefghijklmnop")]
    [InlineData("openai.base_url=https://user:pass@proxy.example/v1")]
    [InlineData("providers.groq.base_url=http://proxy.example/v1", "providers.groq.api_key_env=GROQ_API_KEY")]
    [InlineData("openai.base_url=https://api.openai.com", "ollama.base_url=http://localhost:11434/v1")]
    [InlineData("providers.groq.base_url=https://api.groq.com/openai/v1/chat/completions", "local.url=http://gpu-box/api")]
    [InlineData("ollama.keep_alive=forever")]
    [InlineData("needs=vison")]
    [InlineData("needs=vision", "fallback=openai/gpt-blind")]
    [InlineData("needs_context=200000")]
    [InlineData("profiles.fast.needs_context=200000", "needs_context=1000")]
    [InlineData("max_tokens=5", "max_completion_tokens=6")]
    [InlineData("connection_timeout=90", "request_timeout=60")]
    [InlineData("openai.request_timeout=90", "openai.streaming_timeout=60")]
    [InlineData("retry_backoff_min=90", "openai.retry_backoff_max=60")]
    [InlineData("profiles.fast.request_timeout=500", "profiles.fast.streaming_timeout=60")]
    [InlineData("openai.circuit_breaker_threshold=2", "openai.max_retries=3")]
    [InlineData("openai.circuit_breaker_cooldown=59", "openai.request_timeout=100")]
    [InlineData("retry_backoff_min=45", "failover_after=40")]
    [InlineData("profiles.fast.failover_after=500ms")]
    [InlineData("provider=opnai")]
    [InlineData("profiles.fast.provider=grok")]
    [InlineData("fallback=ollama,ollama")]
    [InlineData("fallback=openai")]
    [InlineData("fallback=olama,openai/o3")]
    [InlineData("model=gpt-responses")]
    [InlineData("model=o3", "temperature=0.2")]
    [InlineData("model=o3", "temperature=0.2", "unsupported_parameter=error")]
    [InlineData("reasoning_effort=low")]
    [InlineData("max_tokens=20000")]
    [InlineData("openai.max_tokens=20000")]
    [InlineData("max_cost_per_session=0.0001")]
    [InlineData("openai.max_cost_per_session=0.001")]
    [InlineData("max_cost_per_session=0.01", "max_tokens=16000")]
    [InlineData("max_cost_per_session=1", "estimate_before_request=false")]
    [InlineData("max_cost_per_session=1", "on_budget_exceeded=fallback", "fallback=openai/o3")]
    [InlineData("model=gpt-unpriced")]
    [InlineData("model=gpt-unpriced", "max_cost_per_session=1")]
    [InlineData("max_cost_per_session=1", "service_tier=flex")]
    public void The_compiler_and_the_start_say_the_same(params string[] settings)
    {
        var yaml = Yaml(Skeleton.Concat(settings));
        var compiler = ConfigBinder.Bind(
                ConfigReader.Read("goshi.yaml", SourceText.From(yaml), CancellationToken.None), PriceTables.Bind(Prices).Value, CancellationToken.None)
            .Diagnostics.Select(ConfigExpectation.Message).Select(Plain).Distinct().Order(StringComparer.Ordinal).ToArray();

        var runtime = AtStart(settings).Select(Plain).Distinct().Order(StringComparer.Ordinal).ToArray();

        Assert.NotEmpty(compiler);
        Assert.Equal(compiler, runtime);
    }

    [Fact]
    public void The_skeleton_itself_is_silent() => Assert.Empty(AtStart([]));

    private static IEnumerable<string> AtStart(IEnumerable<string> settings)
    {
        var options = (LlmOptions)Activator.CreateInstance(App.Value.GetType("Acme.App.GoshiOptions", throwOnError: true)!)!;
        var models = App.Value.GetType("Acme.App.GoshiModels", throwOnError: true)!.GetProperty("Table")!.GetValue(null);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static setting => setting.Split('=', 2)).Select(static pair =>
                KeyValuePair.Create("llm:" + pair[0].Replace('.', ':'), (string?)pair[1])))
            .Build();
        var root = new ConfigurationBuilder()
            .AddInMemoryCollection(configuration.AsEnumerable().Select(static pair => KeyValuePair.Create("Goshi:" + pair.Key, pair.Value)))
            .Build();
        var problems = new List<string>();
        try
        {
            Call("ConfigurationOverrides", "Apply", options, root.GetSection("Goshi"));
        }
        catch (TargetInvocationException exception) when (exception.InnerException is OptionsValidationException found)
        {
            problems.AddRange(found.Failures);
        }

        var findings = Call("OptionsValidator", "Examine", options, models!)!;
        return problems
            .Concat((IEnumerable<string>)findings.GetType().GetProperty("Errors")!.GetValue(findings)!)
            .Concat((IEnumerable<string>)findings.GetType().GetProperty("Warnings")!.GetValue(findings)!);
    }

    private static object? Call(string type, string method, params object[] arguments) =>
        typeof(LlmOptions).Assembly.GetType("Goshi.Configuration." + type, throwOnError: true)!
            .GetMethod(method, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)!
            .Invoke(null, arguments);

    // A place in the file stands for the section that the runtime names, and for the colons of the configuration's keys.
    private static string Plain(string message) => Colons().Replace(Replacement().Replace(Section().Replace(message, ""), ""), static path => path.Value[6..].Replace(':', '.'));

    private static string Yaml(IEnumerable<string> settings)
    {
        var root = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var setting in settings)
        {
            var pair = setting.Split('=', 2);
            var keys = pair[0].Split('.');
            var section = root;
            foreach (var key in keys[..^1])
            {
                section = (SortedDictionary<string, object>)(section.TryGetValue(key, out var inner) ? inner : section[key] = new SortedDictionary<string, object>(StringComparer.Ordinal));
            }

            section[keys[^1]] = keys[^1] is "fallback" or "needs" ? $"[{pair[1]}]" : $"'{pair[1]}'";
        }

        return "llm:\n" + Write(root, "  ");
    }

    private static string Write(SortedDictionary<string, object> section, string indent) => string.Concat(section.Select(entry =>
        entry.Value is SortedDictionary<string, object> inner ? $"{indent}{entry.Key}:\n{Write(inner, indent + "  ")}" : $"{indent}{entry.Key}: {entry.Value}\n"));

    private static string Model(string id, string provider, string capabilities) =>
        $$"""{"id": "{{id}}", "provider": "{{provider}}", "kind": "chat", "status": "active", "endpoints": ["chat_completions"], "context_window": 128000, "max_output_tokens": 16384, "capabilities": { {{capabilities}} }, "prices": [{"standard": {"input": "1", "output": "10"} }]}""";

    [GeneratedRegex(@"^llm[\w.-]*: ")]
    private static partial Regex Section();

    // The compiler, which has the whole table before it, also says which model to take instead.
    [GeneratedRegex(@"; (the )?chat models? .*$")]
    private static partial Regex Replacement();

    [GeneratedRegex(@"Goshi:llm[\w:-]*")]
    private static partial Regex Colons();
}
