using System.Reflection;
using System.Text.RegularExpressions;
using Goshi.Configuration;
using Goshi.Generators.Binding;
using Goshi.Generators.Diagnostics;
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
        "providers.lab.api=openai", "providers.lab.base_url=https://lab.example/v1", "profiles.fast.model=gpt-4o",
    ];

    // What no override and no hand-built options can get wrong, or what is said there in another way.
    private static readonly Dictionary<string, string> OnlyAtBuild = new()
    {
        ["GOSHI001 GOSHI002 GOSHI003 GOSHI004 GOSHI005 GOSHI006 GOSHI007 GOSHI008 GOSHI009 GOSHI010 GOSHI011 GOSHI012 GOSHI013 GOSHI014 GOSHI015 GOSHI016"] = "YAML",
        ["GOSHI103 GOSHI105"] = "a section has no shapes but keys and texts; a null takes the file's value back",
        ["GOSHI107 GOSHI108 GOSHI109"] = "names are fixed when the project is built; by hand they are refused by the constructors",
        ["GOSHI400 GOSHI401 GOSHI402 GOSHI403 GOSHI404 GOSHI405 GOSHI406 GOSHI407 GOSHI408 GOSHI409"] = "the price table is compiled in",
        ["GOSHI451 GOSHI452 GOSHI457 GOSHI458"] = "the start looks at the clock, and logs a retirement in words of its own",
        ["GOSHI501 GOSHI502 GOSHI503 GOSHI504 GOSHI505 GOSHI506 GOSHI511 GOSHI512 GOSHI513 GOSHI514 GOSHI515"] = "the project and its code",
    };

    private static readonly string Prices = $$"""
        {"version": 1, "as_of": "2026-11-22", "models": [
          {{Model("gpt-4o", "openai", "\"reasoning\": false, \"tools\": true, \"temperature\": \"accepted\"")}},
          {{Model("o3", "openai", "\"reasoning\": true, \"tools\": true, \"temperature\": \"rejected\"")}},
          {{Model("gpt-blind", "openai", "\"vision\": false, \"tools\": false")}},
          {{Model("gpt-responses", "openai", "\"tools\": true").Replace("chat_completions", "responses", StringComparison.Ordinal)}},
          {{Model("llama-70b", "groq", "\"tools\": true")}},
          {{Model("text-embed", "openai", "\"tools\": false").Replace("\"chat\"", "\"embedding\"", StringComparison.Ordinal).Replace("chat_completions", "embeddings", StringComparison.Ordinal)}},
          {"id": "gpt-unpriced", "provider": "openai", "kind": "chat", "endpoints": ["chat_completions"], "prices": []}
        ]}
        """;

    private static readonly Lazy<Assembly> App = new(static () => Consumer.Load(new Driver(Yaml(Skeleton), Prices).RunAndCompile(out _)));

    /// <summary>The settings of each case, beside the skeleton's; <c>null</c> takes one of the skeleton's out.</summary>
    private static readonly string[][] Cases =
    [
        ["temperature=3"],
        ["temperature=warm"],
        ["max_tokens=0", "openai.max_retries=99", "ollama.num_ctx=-1", "profiles.fast.temperature=-1"],
        ["openai.request_timeout=fast", "ollama.first_token_timeout=0", "openai.circuit_breaker_cooldown=60"],
        ["track_usage=yes", "on_budget_exceeded=fial", "unpriced_model=dney", "reasoning_effort=lots"],
        ["max_cost_per_session=-1", "openai.max_cost_per_session=cheap", "warn_at=0", "failover_after=0s"],
        ["local.port=70000", "local.url=localhost"],
        ["local.port=1234", "local.url=http://localhost:11434"],
        ["openai.base_url=ftp://x", "openai.organization_id_env=a b", "providers.groq.api_key_env=sk-proj-abcdefghijklmnop"],
        ["openai.base_url=https://user:pass@proxy.example/v1"],
        ["providers.groq.base_url=http://proxy.example/v1", "providers.groq.api_key_env=GROQ_API_KEY"],
        ["openai.base_url=https://api.openai.com", "ollama.base_url=http://localhost:11434/v1"],
        ["providers.groq.base_url=https://api.groq.com/openai/v1/chat/completions", "local.url=http://gpu-box/api"],
        ["ollama.keep_alive=forever"],
        ["needs=vison"],
        ["needs=vision", "fallback=openai/gpt-blind"],
        ["needs_context=200000"],
        ["profiles.fast.needs_context=200000", "needs_context=1000"],
        ["max_tokens=5", "max_completion_tokens=6"],
        ["connection_timeout=90", "request_timeout=60"],
        ["openai.request_timeout=90", "openai.streaming_timeout=60"],
        ["retry_backoff_min=90", "openai.retry_backoff_max=60"],
        ["profiles.fast.request_timeout=500", "profiles.fast.streaming_timeout=60"],
        ["openai.circuit_breaker_threshold=2", "openai.max_retries=3"],
        ["openai.circuit_breaker_cooldown=59", "openai.request_timeout=100"],
        ["retry_backoff_min=45", "failover_after=40"],
        ["profiles.fast.failover_after=500ms"],
        ["provider=opnai"],
        ["profiles.fast.provider=grok"],
        ["fallback=ollama,ollama"],
        ["fallback=openai"],
        ["fallback=olama,openai/o3"],
        ["model=gpt-responses"],
        ["model=o3", "temperature=0.2"],
        ["model=o3", "temperature=0.2", "unsupported_parameter=error"],
        ["reasoning_effort=low"],
        ["max_tokens=20000"],
        ["openai.max_tokens=20000"],
        ["max_cost_per_session=0.0001"],
        ["openai.max_cost_per_session=0.001"],
        ["max_cost_per_session=0.01", "max_tokens=16000"],
        ["max_cost_per_session=1", "estimate_before_request=false"],
        ["max_cost_per_session=1", "on_budget_exceeded=fallback", "fallback=openai/o3"],
        ["model=gpt-unpriced"],
        ["model=gpt-unpriced", "max_cost_per_session=1"],
        ["max_cost_per_session=1", "service_tier=flex"],
        ["openai.max_retry=5", "ollama.num_ctxx=1"],
        ["openai.num_ctx=8192", "profiles.fast.max_retries=1", "system_promt=x"],
        ["system_prompt=Use sk-proj-abcdefghijklmnop1 to log in"],
        ["providers.groq.base_url=null"],
        ["model=null", "profiles.fast.model=null"],
        ["provider=groq", "model=null", "fallback=openai"],
        ["provider=groq", "model=null", "profiles.fast.model=null", "profiles.fast.provider=openai"],
        ["model=gpt-5.4-mni"],
        ["provider=groq", "model=null", "providers.groq.model=llama-71b"],
        ["provider=groq", "model=null", "providers.groq.prices=acme", "max_cost_per_session=1"],
        ["provider=auto", "openai.model=o3"],
        ["openai.prices=opnai"],
        ["model=text-embed"],
        ["service_tier=flex"],
        ["provider=lab", "model=anything"],
        ["openai.model=o3"],
    ];

    public static TheoryData<string> Settings => new(Cases.Select(static settings => string.Join('\n', settings)));

    [Theory]
    [MemberData(nameof(Settings))]
    public void The_compiler_and_the_start_say_the_same(string settings)
    {
        var compiler = AtBuild(settings.Split('\n')).Select(ConfigExpectation.Message).Select(Plain).Distinct().Order(StringComparer.Ordinal).ToArray();

        var runtime = AtStart(settings.Split('\n')).Select(Plain).Distinct().Order(StringComparer.Ordinal).ToArray();

        Assert.NotEmpty(compiler);
        Assert.Equal(compiler, runtime);
    }

    [Fact]
    public void The_skeleton_itself_is_silent() => Assert.Empty(AtStart([]));

    [Fact]
    public void Every_diagnostic_of_goshi_yaml_is_said_at_the_start_too_or_has_its_reason()
    {
        var said = Cases.SelectMany(AtBuild).Select(static found => found.Descriptor.Id).Distinct();
        var all = typeof(Descriptors)
            .GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            .Select(static field => field.GetValue(null)).OfType<DiagnosticDescriptor>().Select(static descriptor => descriptor.Id);

        Assert.Equal(all.Order(StringComparer.Ordinal), said.Concat(OnlyAtBuild.SelectMany(static ids => ids.Key.Split(' '))).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<DiagnosticInfo> AtBuild(string[] settings) => ConfigBinder.Bind(
            ConfigReader.Read("goshi.yaml", SourceText.From(Yaml(Skeleton.Concat(settings))), CancellationToken.None), PriceTables.Bind(Prices).Value, CancellationToken.None)
        .Diagnostics;

    private static IEnumerable<string> AtStart(IEnumerable<string> settings)
    {
        var options = (LlmOptions)Activator.CreateInstance(App.Value.GetType("Acme.App.GoshiOptions", throwOnError: true)!)!;
        var models = App.Value.GetType("Acme.App.GoshiModels", throwOnError: true)!.GetProperty("Table")!.GetValue(null);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static setting => setting.Split('=', 2)).Select(static pair =>
                KeyValuePair.Create("llm:" + pair[0].Replace('.', ':'), pair[1] == "null" ? null : pair[1])))
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
    private static string Plain(string message)
    {
        var plain = Colons().Replace(Replacement().Replace(Section().Replace(message, ""), ""), static path => path.Value[6..].Replace(':', '.'));
        return KeyInSection().Replace(plain, static key => $"{key.Groups["what"]} {key.Groups["section"]}.{key.Groups["key"]}{(key.Groups["apply"].Success ? " does not apply here" : "")}");
    }

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

            section.Remove(keys[^1]);
            if (pair[1] == "null")
            {
                continue;
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
    [GeneratedRegex(@"; (the )?chat models? .*$|(?<=^Unknown model '[^']*' in [\w.-]+); .*$|(?<=set unpriced_model: warn); .*$")]
    private static partial Regex Replacement();

    // The compiler, which underlines the key, names its section; the start has nothing but the whole path.
    [GeneratedRegex(@"^(?<what>Unknown key|Key) '(?<key>\w+)' (?<apply>does not apply )?in (?<section>[\w.-]+)")]
    private static partial Regex KeyInSection();

    [GeneratedRegex(@"Goshi:llm[\w:-]*")]
    private static partial Regex Colons();
}
