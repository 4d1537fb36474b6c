using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Goshi.Generators.Tests.Incremental;

public class RefitTests
{
    private const string Yaml = "llm:\n  provider: ollama";

    [Fact]
    public void Without_Refit_nothing_of_it_is_emitted() =>
        Assert.All(Texts(new Driver(Yaml).Run()), static text => Assert.DoesNotContain("Refit", text, StringComparison.Ordinal));

    [Fact]
    public void With_Refit_the_interfaces_alone_change()
    {
        var without = new Driver(Yaml).Run();
        var with = WithRefit(new Driver(Yaml)).Run();

        Assert.Equal(
            ["IOllamaApi.g.cs", "IOpenAIApi.g.cs"],
            with.GeneratedSources.Where(source => without.GeneratedSources.Single(other => other.HintName == source.HintName).SourceText.ToString() != source.SourceText.ToString())
                .Select(static source => source.HintName).Order());
        Assert.Empty(with.Diagnostics);
    }

    [Fact]
    public void GoshiRefit_false_turns_it_off()
    {
        var off = WithRefit(new Driver(Yaml, null, ("GoshiRefit", "false"))).Run();

        Assert.All(Texts(off), static text => Assert.DoesNotContain("Refit", text, StringComparison.Ordinal));
        Assert.Empty(off.Diagnostics);
    }

    [Fact]
    public void An_older_Refit_gives_the_plain_clients_and_one_info()
    {
        var driver = new Driver(Yaml);
        driver.Compilation = driver.Compilation.AddReferences(OldRefit());

        var result = driver.Run();

        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal(("GOSHI506", DiagnosticSeverity.Info), (finding.Id, finding.Severity));
        Assert.Equal("/app/goshi.yaml", finding.Location.GetLineSpan().Path);
        Assert.Equal(Texts(new Driver(Yaml).Run()), Texts(result));
    }

    [Fact]
    public void An_older_Refit_that_is_turned_off_is_not_mentioned()
    {
        var driver = new Driver(Yaml, null, ("GoshiRefit", "false"));
        driver.Compilation = driver.Compilation.AddReferences(OldRefit());

        Assert.Empty(driver.Run().Diagnostics);
    }

    [Fact]
    public void Without_a_goshi_yaml_nothing_is_said_of_an_older_Refit()
    {
        var driver = new Driver(yaml: null);
        driver.Compilation = driver.Compilation.AddReferences(OldRefit());

        Assert.Empty(driver.Run().Diagnostics);
    }

    [Fact]
    public void With_Refit_an_edit_of_CSharp_leaves_every_source_cached()
    {
        var driver = WithRefit(new Driver(Yaml));
        driver.Run();

        driver.Compilation = driver.Compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            "namespace Acme { class Other { int X; } }", (CSharpParseOptions)driver.Compilation.SyntaxTrees[0].Options));
        var after = driver.Run();

        Assert.All(
            after.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static step => step.Outputs),
            static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void Adding_Refit_emits_the_interfaces_alone_again()
    {
        var driver = new Driver(Yaml);
        driver.Run();

        var after = WithRefit(driver).Run();

        Assert.All(Outputs(after, TrackingNames.Apis), static reason => Assert.Equal(IncrementalStepRunReason.Modified, reason));
        Assert.All(
            new[] { TrackingNames.Options, TrackingNames.Models, TrackingNames.Costs, TrackingNames.Chat }.SelectMany(stage => Outputs(after, stage)),
            static reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    private static Driver WithRefit(Driver driver)
    {
        driver.Compilation = driver.Compilation.AddReferences(MetadataReference.CreateFromFile(typeof(global::Refit.RestService).Assembly.Location));
        return driver;
    }

    // What versions before 12 have of what we look for.
    internal static CompilationReference OldRefit() => CSharpCompilation.Create(
        "Refit",
        [CSharpSyntaxTree.ParseText("namespace Refit { public static class RestService { public static T For<T>(string hostUrl) => throw null; } }")],
        Consumer.References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference();

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRunResult result, string stage) =>
        result.TrackedSteps[stage].SelectMany(static step => step.Outputs).Select(static output => output.Reason);

    private static IEnumerable<string> Texts(GeneratorRunResult result) => result.GeneratedSources.Select(static source => source.SourceText.ToString());
}
