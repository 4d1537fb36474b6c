using Goshi.Loopback;

namespace Goshi.EndToEnd.Tests;

/// <summary>The packages as their users meet them: an empty folder, an empty cache, one package reference.</summary>
public sealed class PackageConsumptionTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    private const string Minimal = """
        System.Console.WriteLine(new Acme.Support.GoshiOptions().Provider);
        """;

    [Fact]
    public async Task A_strict_project_builds_and_runs_with_everything_that_is_generated()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Always(static request => request.Path.EndsWith("/embeddings", StringComparison.Ordinal)
            ? Reply.Embeddings([1f, 2f])
            : Reply.Text("Hel", "lo").WithUsage(prompt: 1_000, completion: 500, cached: 400));
        server.Ollama.Always(Reply.Text("Hello"));
        var consumer = await packages.CreateConsumerAsync(PackedPackages.SampleYaml());

        var (code, diagnostics, output) = await consumer.BuildAsync();
        Assert.True(code == 0 && diagnostics.Count == 0, output);
        var (exit, printed) = await consumer.RunAsync(new Dictionary<string, string?>
        {
            ["OPENAI_API_KEY"] = "sk-marker-0123456789abcdef",
            ["Goshi__llm__openai__base_url"] = server.OpenAI.BaseUrl.ToString(),
            ["Goshi__llm__ollama__base_url"] = server.Ollama.BaseUrl.ToString(),
        });

        Assert.True(exit == 0, printed);
        Assert.Equal(
            """
            options: openai gpt-5.4-mini 1.00 2 llama3.1:8b llama-3.3-70b-versatile gpt-5.4-nano 0.9
            estimate: True
            answer: Hello
            streamed: Hello
            fast: Hello
            spent: 0.006213
            limit: 1.00 True 3000 2
            providers: openai,ollama,groq
            session: 1
            same: True
            keyed: Hello
            cost: 0.007000000000
            byId: 0.007000000000
            price: 5
            model: 128000 gpt-4o True
            typed: Hello
            sent: 200
            chunks: Hello
            embeddings: 1
            models: True
            tags: True
            ollama: Hello
            groq: True
            """.ReplaceLineEndings("\n"),
            printed.Trim().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_typo_is_one_error_at_its_place_and_nothing_else()
    {
        var consumer = await packages.CreateConsumerAsync("""
            llm:
              provider: openai
              model: gpt-5.4-mini
              openai:
                max_retry: 3
            """, Minimal);

        var (code, diagnostics, output) = await consumer.BuildAsync();

        Assert.True(code != 0, output);
        var line = Assert.Single(diagnostics);
        const string expected = "goshi.yaml(5,5): error GOSHI101: Unknown key 'max_retry' in llm.openai; did you mean 'max_retries'?";
        Assert.StartsWith(expected, line, StringComparison.Ordinal);
        Assert.Contains(expected, Readme.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_ending_and_a_capital_mean_the_same_file()
    {
        var consumer = await packages.CreateConsumerAsync("llm:\n  provider: olama\n", Minimal, fileName: "Goshi.yml");

        var (code, diagnostics, output) = await consumer.BuildAsync();

        Assert.True(code != 0, output);
        Assert.StartsWith("Goshi.yml(2,13): error GOSHI201: Unknown provider 'olama' in llm.provider; did you mean 'ollama'?", Assert.Single(diagnostics), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_framework_is_refused_in_one_line()
    {
        var consumer = await packages.CreateConsumerAsync("llm: {}\n", Minimal, framework: "net8.0");

        var (code, diagnostics, output) = await consumer.BuildAsync();

        Assert.True(code != 0, output);
        Assert.Contains("error NU1202: Package Goshi.Runtime", Assert.Single(diagnostics), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_goshi_applications_own_file_is_accepted_as_it_is()
    {
        var consumer = await packages.CreateConsumerAsync("""
            # Goshi Configuration
            llm:
              model: "qwen3:8b-q8_0"
              provider: "ollama"
              temperature: 0
              max_tokens: 4096
              request_timeout: 60
              local:
                url: "http://localhost:11434"
                port: 11434
            safety:
              dry_run_by_default: true
              auto_confirm_permissions: false
            logging:
              level: "info"
              output_format: "json"
            audit:
              enabled: true
              dir: ".goshi/audit"
              retention_days: 14
            behavior:
              repo_root: ""
            """, Minimal);

        var (code, diagnostics, output) = await consumer.BuildAsync();

        Assert.True(code == 0 && diagnostics.Count == 0, output);
    }

    [Fact]
    public async Task The_readmes_file_and_programs_compile_together()
    {
        var consumer = await packages.CreateConsumerAsync(Readme.Block("yaml"), Readme.Program(), rootNamespace: "MyApp");

        var (code, diagnostics, output) = await consumer.BuildAsync();

        Assert.True(code == 0 && diagnostics.Count == 0, output);
    }
}
