using Goshi.Configuration;
using Microsoft.CodeAnalysis;

namespace Goshi.Generators.Tests.Incremental;

public class GeneratorTests
{
    private const string Yaml = """
        llm:
          provider: openai
          model: gpt-4o
        """;

    private static readonly string[] FixedSurface =
        ["GoshiChat.g.cs", "GoshiCosts.g.cs", "GoshiModels.g.cs", "GoshiOptions.g.cs", "IOllamaApi.g.cs", "IOpenAIApi.g.cs"];

    [Fact]
    public void Without_a_goshi_yaml_nothing_is_emitted_and_nothing_is_said()
    {
        var result = new Driver(yaml: null, prices: "not even JSON").Run();

        Assert.Empty(result.GeneratedSources);
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void A_goshi_yaml_that_comes_and_goes_takes_the_sources_with_it()
    {
        var driver = new Driver(yaml: null);
        driver.Run();

        Assert.Equal(FixedSurface, Names(driver.Write("/app/goshi.yaml", Yaml).Run()));
        Assert.Empty(driver.Remove("/app/goshi.yaml").Run().GeneratedSources);
        Assert.Equal(FixedSurface, Names(driver.Write("/app/goshi.yaml", Yaml).Run()));
    }

    [Fact]
    public void A_file_of_another_name_is_the_configuration_when_its_metadata_says_so()
    {
        var driver = new Driver(yaml: null).Write("/app/llm.yml", Yaml);

        Assert.Equal(FixedSurface, Names(driver.Run()));
    }

    [Theory]
    [InlineData("llm: [")]
    [InlineData("")]
    [InlineData("llm:\n  provider: nowhere\n  modle: x\n  temperature: hot")]
    [InlineData("- just\n- a list")]
    public void A_mistake_leaves_the_whole_fixed_surface(string yaml)
    {
        var compilation = new Driver(yaml).RunAndCompile(out var findings);

        Assert.NotEmpty(findings);
        Consumer.Load(compilation);
    }

    [Fact]
    public void Keys_that_lost_their_indentation_are_reported_where_they_stand()
    {
        var result = new Driver("llm:\nprovider: openai\nmodel: gpt-4o\nlogging:\n  level: info\nopenai:\n  max_retries: 3\n").Run();

        Assert.Equal(
            [(1, "GOSHI102"), (2, "GOSHI102"), (5, "GOSHI102")],
            result.Diagnostics.Select(static finding => (finding.Location.GetLineSpan().StartLinePosition.Line, finding.Id)));
    }

    [Fact]
    public void Emitted_code_compiles_in_a_strict_project()
    {
        var compilation = new Driver(Yaml).RunAndCompile(out var findings);

        Assert.Empty(findings);
        Assert.NotNull(Consumer.Load(compilation).GetType("Acme.App.IGoshiChat"));
    }

    [Fact]
    public void What_goshi_yaml_writes_arrives_in_the_options()
    {
        var compilation = new Driver("""
            llm:
              provider: groq
              local: { url: http://127.0.0.1, port: 11435 }
              openai: {}
              providers:
                groq: { api: openai, base_url: https://api.groq.com/openai/v1, model: gpt-4o, prices: openai, request_timeout: 45s }
              profiles:
                deep-thought: { provider: groq, model: gpt-4o, temperature: 0.25 }
            """).RunAndCompile(out var findings);

        Assert.Empty(findings);
        var options = (LlmOptions)Activator.CreateInstance(Consumer.Load(compilation).GetType("Acme.App.GoshiOptions", throwOnError: true)!)!;
        Assert.Equal("groq", options.Provider);
        Assert.Equal([true, false, true], options.Providers.Select(static provider => provider.IsConfigured));
        Assert.Equal("http://127.0.0.1:11435", options.Providers[1].BaseUrl);
        Assert.Equal(TimeSpan.FromSeconds(45), options.Providers[2].RequestTimeout);
        Assert.Equal(0.25, Assert.Single(options.Profiles).Temperature);
    }

    [Theory]
    [InlineData("", "Gpt4o")]
    [InlineData(", prices: acme", "Gpt4o Other")]
    [InlineData(", prices: ACME", "Gpt4o Other")]
    public void A_model_has_a_class_when_a_provider_uses_its_price_list_and_an_id_in_any_case(string prices, string classes)
    {
        const string other = """
            "models": [ { "id": "other", "provider": "acme", "kind": "chat", "prices": [{"standard": {"input": "1", "output": "1"} }] },
            """;
        var table = Driver.PriceJson("2.5").Replace("\"models\": [", other, StringComparison.Ordinal);
        var yaml = Yaml + "\n  providers:\n    lab: { api: openai, base_url: 'https://lab.example/v1', model: other" + prices + " }";
        var assembly = Consumer.Load(new Driver(yaml, table).RunAndCompile(out var findings));

        Assert.DoesNotContain(findings, static finding => finding.Severity == DiagnosticSeverity.Error);
        var (models, costs) = (assembly.GetType("Acme.App.GoshiModels", throwOnError: true)!, assembly.GetType("Acme.App.GoshiCosts", throwOnError: true)!);
        Assert.Equal(classes.Split(' '), models.GetNestedTypes().Select(static type => type.Name).Order());
        Assert.Equal(classes.Split(' '), costs.GetNestedTypes().Select(static type => type.Name).Order());
        Assert.Equal("acme", ((ModelInfo)models.GetMethod("Find")!.Invoke(null, ["other"])!).Provider);
        Assert.True((bool)costs.GetMethod("TryGetPrice")!.Invoke(null, ["other", ServiceTier.Standard, new DateOnly(2026, 11, 22), null])!);
    }

    [Fact]
    [UseCulture("de-DE")]
    public void Whatever_goshi_yaml_holds_stays_data()
    {
        var compilation = new Driver("""
            llm:
              provider: class
              system_prompt: "\"; } // */ {{x}} {0} <c>&amp;\r\n\\ \u2028 😀 #endif"
              temperature: 0.5
              providers:
                class: { api: openai, base_url: "http://localhost:1/v1", model: "a/{{b}}:c" }
              profiles:
                async: { provider: ollama, model: "x" }
                System: { provider: ollama }
            """).RunAndCompile(out _);

        var options = (LlmOptions)Activator.CreateInstance(Consumer.Load(compilation).GetType("Acme.App.GoshiOptions", throwOnError: true)!)!;
        Assert.Equal("\"; } // */ {{x}} {0} <c>&amp;\r\n\\ \u2028 😀 #endif", options.SystemPrompt);
        Assert.Equal("a/{{b}}:c", options.Providers[2].Model);
        Assert.Equal(0.5, options.Temperature);
    }

    [Fact]
    public void Properties_choose_namespace_accessibility_and_section()
    {
        var compilation = new Driver(
            Yaml, null, ("GoshiNamespace", "My.2nd-App"), ("GoshiAccessibility", "internal"), ("GoshiSection", "Other")).RunAndCompile(out _);

        var chat = Consumer.Load(compilation).GetType("My._2nd_App.IGoshiChat", throwOnError: true)!;
        Assert.False(chat.IsPublic);
        Assert.Contains(compilation.SyntaxTrees, static tree => tree.ToString().Contains("ConfigurationSection = \"Other\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_project_without_a_root_namespace_still_gets_one()
    {
        var compilation = new Driver(Yaml, null, ("RootNamespace", "")).RunAndCompile(out _);

        Assert.NotNull(Consumer.Load(compilation).GetType("GoshiGenerated.IGoshiChat"));
    }

    [Fact]
    public void A_second_goshi_yaml_is_reported_where_it_is()
    {
        var finding = Assert.Single(new Driver(Yaml).Write("/app/sub/goshi.yaml", Yaml).Run().Diagnostics);

        Assert.Equal("GOSHI503", finding.Id);
        Assert.Equal("/app/sub/goshi.yaml", finding.Location.GetLineSpan().Path);
    }

    [Fact]
    public void A_file_that_is_listed_twice_counts_once()
    {
        var result = new Driver(Yaml).Write("/APP/goshi.yaml", Yaml).Run();

        Assert.Empty(result.Diagnostics);
        Assert.Equal(FixedSurface, Names(result));
    }

    [Fact]
    public void A_name_that_the_project_has_already_is_reported()
    {
        var driver = new Driver(Yaml);
        driver.Compilation = Consumer.Compilation("namespace Acme.App { public interface IGoshiChat; internal class IOllamaApi; class GoshiOptions<T>; }");

        var findings = driver.Run().Diagnostics;

        var finding = Assert.Single(findings);
        Assert.Equal("GOSHI501", finding.Id);
        Assert.StartsWith("This project already declares Acme.App.IGoshiChat and 1 more of the types, which this file generates", finding.GetMessage(null), StringComparison.Ordinal);
        Assert.EndsWith("goshi.yaml", finding.Location.GetLineSpan().Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_a_visible_reference_has_is_reported_and_an_invisible_one_is_not()
    {
        var library = Consumer.Compilation("namespace Acme.App { public interface IGoshiChat; internal class GoshiOptions; }").WithAssemblyName("Acme.Library");
        var driver = new Driver(Yaml);
        driver.Compilation = driver.Compilation.AddReferences(library.ToMetadataReference());

        var finding = Assert.Single(driver.Run().Diagnostics);

        Assert.Equal("GOSHI501", finding.Id);
        Assert.StartsWith("The reference Acme.Library already declares Acme.App.IGoshiChat, which", finding.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public")]
    [InlineData("internal")]
    public void Beside_a_reference_with_a_goshi_yaml_of_its_own_there_is_one_finding_and_nothing_else(string access)
    {
        var library = new Driver(Yaml, prices: null, ("GoshiAccessibility", access));
        library.Compilation = Consumer.Compilation("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Consumer\")]").WithAssemblyName("Acme.Library");
        var driver = new Driver(Yaml, prices: null, ("GoshiAccessibility", access));
        driver.Compilation = Consumer
            .Compilation("using Acme.App; internal static class Use { internal static GoshiOptions Options => new() { Model = GoshiModels.Gpt4o.Id }; }")
            .AddReferences(library.RunAndCompile(out _).ToMetadataReference());

        Consumer.Load(driver.RunAndCompile(out var findings));

        var finding = Assert.Single(findings);
        Assert.Equal("GOSHI501", finding.Id);
        Assert.EndsWith("set the MSBuild property GoshiNamespace to another namespace, or give one project alone a goshi.yaml", finding.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prices.json", "/app/prices.json")]
    [InlineData("./prices.json", "/app/prices.json")]
    [InlineData("../shared/prices.json", "/shared/prices.json")]
    [InlineData("../shared/prices.json", "\\shared\\prices.json")]
    [InlineData("/elsewhere/prices.json", "/elsewhere/prices.json")]
    public void A_price_file_is_found_among_the_additional_files_and_overrides_the_packaged_table(string written, string path)
    {
        var driver = new Driver(Yaml + $"\n  pricing: {{ file: {written} }}").Write(path, Driver.PriceJson("1"));

        var compilation = driver.RunAndCompile(out var findings);

        Assert.Empty(findings);
        var costs = Consumer.Load(compilation).GetType("Acme.App.GoshiCosts+Gpt4o", throwOnError: true)!;
        Assert.Equal(1m, costs.GetMethod("Calculate")!.Invoke(null, [new TokenUsage { InputTokens = 1_000_000 }]));
    }

    [Fact]
    public void A_price_file_that_the_compiler_is_not_given_is_reported_at_its_name()
    {
        var finding = Assert.Single(new Driver(Yaml + "\n  pricing:\n    file: prices.json").Write("/app/sub/prices.json", "{}").Run().Diagnostics);

        Assert.Equal("GOSHI504", finding.Id);
        Assert.Equal("(4,10)-(4,21)", finding.Location.GetLineSpan().Span.ToString());
    }

    [Fact]
    public void JSON_that_nothing_names_is_left_alone() =>
        Assert.Empty(new Driver(Yaml).Write("/app/other.json", "not even JSON").Run().Diagnostics);

    [Fact]
    public void Prices_written_in_goshi_yaml_reach_the_calculators()
    {
        var compilation = new Driver(Yaml + """

              pricing:
                models:
                  my-model:
                    provider: openai
                    kind: chat
                    prices: [{ standard: { input: "3", output: "4" } }]
            """).RunAndCompile(out var findings);

        Assert.Empty(findings);

        var costs = Consumer.Load(compilation).GetType("Acme.App.GoshiCosts+MyModel", throwOnError: true)!;
        Assert.Equal(7m, costs.GetMethod("Calculate")!.Invoke(null, [new TokenUsage { InputTokens = 1_000_000, OutputTokens = 1_000_000 }]));
    }

    [Fact]
    public void A_type_that_hides_the_namespace_Goshi_is_reported()
    {
        var driver = new Driver(Yaml);
        driver.Compilation = Consumer.Compilation("internal class Goshi;");

        Assert.Equal("GOSHI502", Assert.Single(driver.Run().Diagnostics).Id);
    }

    private static IEnumerable<string> Names(GeneratorRunResult result) => result.GeneratedSources.Select(static source => source.HintName).Order();
}
