using System.Globalization;
using System.Text.RegularExpressions;

namespace Goshi.EndToEnd.Tests;

/// <summary>A real build with mistakes: what a developer reads, at its line and column, and nothing else.</summary>
/// <remarks>docs/twenty-mistakes.md shows the file and the transcript; GOSHI_UPDATE=1 rewrites it.</remarks>
public sealed partial class TwentyMistakesTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    [Fact]
    public async Task Twenty_mistakes_are_twenty_diagnostics_and_no_other_error()
    {
        var yaml = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Mistakes", "goshi.yaml"));
        var consumer = await packages.CreateConsumerAsync(yaml);

        var (code, diagnostics, output) = await consumer.BuildAsync();

        Assert.NotEqual(0, code);
        Assert.All(diagnostics, line => Assert.StartsWith("goshi.yaml(", line, StringComparison.Ordinal));
        var inOrder = diagnostics
            .OrderBy(static line => int.Parse(Place().Match(line).Groups[1].Value, CultureInfo.InvariantCulture))
            .ThenBy(static line => int.Parse(Place().Match(line).Groups[2].Value, CultureInfo.InvariantCulture))
            .ToArray();
        Assert.True(inOrder.Length == 20, output);
        Assert.Equal(20, inOrder.Select(static line => Id().Match(line).Value).Distinct().Count());
        Assert.DoesNotContain("abcdefghijklmnop", output, StringComparison.Ordinal);

        var document = Document(yaml, inOrder);
        var path = Path.Combine(PackedPackages.Repository, "docs", "twenty-mistakes.md");
        if (Environment.GetEnvironmentVariable("GOSHI_UPDATE") == "1")
        {
            await File.WriteAllTextAsync(path, document);
        }

        Assert.Equal(document, (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Calls_that_the_provider_will_reject_are_reported_in_code()
    {
        var consumer = await packages.CreateConsumerAsync("llm:\n  provider: openai\n  model: gpt-5.4-mini\n", """
            using Microsoft.Extensions.AI;

            var options = new Acme.Support.GoshiOptions();
            options.OpenAI.ApiKeyEnv = "sk-proj-abcdefghijklmnop1234";
            object[] calls =
            [
                new ChatOptions { ModelId = "gpt-5.4-mni" },
                new ChatOptions { ModelId = "o3", Temperature = 0.2f },
                new ChatOptions { ModelId = "gpt-4o", MaxOutputTokens = 100_000 },
                new ChatOptions { ModelId = Acme.Support.GoshiModels.Gpt4o.Id, MaxOutputTokens = 16_384, Temperature = 0.2f },
            ];
            System.Console.WriteLine(calls.Length);
            """);

        var (code, diagnostics, output) = await consumer.BuildAsync();

        Assert.True(code != 0 && diagnostics.Count == 4, output);
        Assert.Collection(
            diagnostics.Order(StringComparer.Ordinal),
            line => Assert.StartsWith("Program.cs(4,28): error GOSHI515: A secret stands in the code", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Program.cs(7,33): error GOSHI511: Unknown model 'gpt-5.4-mni'; did you mean 'gpt-5.4-mini'?", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Program.cs(8,53): error GOSHI512: Model 'o3' does not accept Temperature; remove it, or use a model that does, such as", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Program.cs(9,61): error GOSHI513: MaxOutputTokens is 100000, but model 'gpt-4o' produces at most 16384 tokens", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Severities_follow_globalconfig_and_NoWarn_and_not_editorconfig()
    {
        var consumer = await packages.CreateConsumerAsync("""
            llm:
              provider: openai
              model: gpt-5.4-mni
              circuit_breaker_threshold: 2
              openai:
                base_url: http://proxy.example/v1
            """, "System.Console.WriteLine(new Acme.Support.GoshiOptions().Provider);");
        await consumer.WriteAsync(".globalconfig", "is_global = true\ndotnet_diagnostic.GOSHI306.severity = none\n");
        await consumer.WriteAsync(".editorconfig", "root = true\n[*]\ndotnet_diagnostic.GOSHI202.severity = none\n");
        await consumer.WriteAsync("Directory.Build.props", "<Project><PropertyGroup><NoWarn>$(NoWarn);GOSHI310</NoWarn></PropertyGroup></Project>");

        var (code, diagnostics, output) = await consumer.BuildAsync();

        Assert.True(code != 0 && diagnostics.Count == 1, output);
        Assert.StartsWith("goshi.yaml(3,10): error GOSHI202: Unknown model 'gpt-5.4-mni'", diagnostics[0], StringComparison.Ordinal);
    }

    private static string Document(string yaml, IEnumerable<string> diagnostics) => $"""
        # Twenty mistakes

        What a build says of a goshi.yaml with twenty different mistakes. The project's Program.cs uses everything that is
        generated, and treats warnings as errors; it has no other error, because a value that does not bind has its default.
        A test builds it with the packages, and fails when this page differs.

        ```yaml
        {yaml.ReplaceLineEndings("\n").TrimEnd()}
        ```

        ```text
        $ dotnet build
        {string.Join("\n", diagnostics)}
        ```

        """.ReplaceLineEndings("\n");

    [GeneratedRegex(@"\((\d+),(\d+)\)")]
    private static partial Regex Place();

    [GeneratedRegex(@"GOSHI\d{3}")]
    private static partial Regex Id();
}
