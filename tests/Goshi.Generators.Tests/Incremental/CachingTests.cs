using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Tests.Incremental;

public class CachingTests
{
    private const string Yaml = """
        llm:
          model: gpt-4o
          openai:
            max_retries: 2
        """;

    private static readonly string[] Sources =
        [TrackingNames.Options, TrackingNames.Models, TrackingNames.Costs, TrackingNames.Apis, TrackingNames.Chat];

    [Fact]
    public void Every_stage_has_a_name_and_every_name_a_stage()
    {
        var names = typeof(TrackingNames)
            .GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Select(static field => (string)field.GetRawConstantValue()!)
            .Order();

        Assert.Equal(names, Named(new Driver(Yaml).Run()).Keys.Order());
    }

    [Fact]
    public void A_comment_in_goshi_yaml_leaves_every_source_cached()
    {
        var driver = new Driver(Yaml);
        var before = driver.Run();

        var after = driver.Write("/app/goshi.yaml", "# one more line\n" + Yaml + "   # and a remark").Run();

        AssertReused(after, Sources);
        AssertReason(after, TrackingNames.ReadConfig, IncrementalStepRunReason.Modified);
        AssertReused(after, [TrackingNames.Config]);
        Assert.Equal(Texts(before), Texts(after));
        AssertOutputsAreCached(after);
    }

    [Fact]
    public void A_comment_that_moves_a_mistake_moves_its_diagnostic_alone()
    {
        var driver = new Driver(Yaml + "\n    max_retrise: 1");
        var before = Assert.Single(driver.Run().Diagnostics);

        var after = driver.Write("/app/goshi.yaml", "# one more line\n" + Yaml + "\n    max_retrise: 1").Run();

        AssertReused(after, Sources);
        Assert.Equal(before.Location.GetLineSpan().StartLinePosition.Line + 1, Assert.Single(after.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void An_edit_of_CSharp_leaves_everything_cached()
    {
        var driver = new Driver(Yaml);
        driver.Run();

        driver.Compilation = driver.Compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            "namespace Acme { class Other { int X; } }", (CSharpParseOptions)driver.Compilation.SyntaxTrees[0].Options));
        var after = driver.Run();

        // The facts about the project are asked for again; they are the same, and nothing follows from them.
        AssertReason(after, TrackingNames.ProjectFacts, IncrementalStepRunReason.Unchanged);
        AssertReused(after, Named(after).Keys.Except([TrackingNames.ProjectFacts]).ToArray());
        Assert.All(
            Named(after).Where(static step => step.Key != TrackingNames.ProjectFacts).SelectMany(static step => step.Value).SelectMany(static run => run.Outputs),
            static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        AssertOutputsAreCached(after);
    }

    [Fact]
    public void An_edit_of_CSharp_asks_as_little_of_a_project_of_a_thousand_files_as_of_one_of_ten()
    {
        Assert.Equal(Runs(10), Runs(1_000));

        static List<string> Runs(int files)
        {
            var driver = new Driver(Yaml);
            var parsing = (CSharpParseOptions)driver.Compilation.SyntaxTrees[0].Options;
            driver.Compilation = driver.Compilation.AddSyntaxTrees(
                Enumerable.Range(0, files).Select(i => CSharpSyntaxTree.ParseText($"namespace Acme {{ class Type{i}; }}", parsing)));
            driver.Run();
            driver.Compilation = driver.Compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("namespace Acme { class Other; }", parsing));
            return driver.Run().TrackedSteps
                .SelectMany(static stage => stage.Value.SelectMany(static step => step.Outputs).Select(output => $"{stage.Key}: {output.Reason}"))
                .Order().ToList();
        }
    }

    [Fact]
    public void No_struct_of_ours_goes_through_the_pipeline()
    {
        var structs = Named(new Driver(Yaml).Run())
            .Where(static stage => stage.Value.SelectMany(static step => step.Outputs).Any(static output => output.Value?.GetType() is { IsValueType: true } type && type.Assembly == typeof(GoshiGenerator).Assembly))
            .Select(static stage => stage.Key);

        Assert.Empty(structs);
    }

    [Fact]
    public void A_new_price_emits_the_costs_alone()
    {
        var driver = new Driver(Yaml);
        driver.Run();

        var after = driver.Write("/package/models.json", Driver.PriceJson("3")).Run();

        AssertReused(after, Sources.Except([TrackingNames.Costs]).ToArray());
        AssertReason(after, TrackingNames.Costs, IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void A_changed_setting_emits_the_options_alone()
    {
        var driver = new Driver(Yaml);
        driver.Run();

        var after = driver.Write("/app/goshi.yaml", Yaml.Replace("max_retries: 2", "max_retries: 4", StringComparison.Ordinal)).Run();

        AssertReused(after, Sources.Except([TrackingNames.Options]).ToArray());
        AssertReason(after, TrackingNames.Options, IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void What_is_bound_and_emitted_from_holds_no_compilation_symbol_tree_or_location()
    {
        var driver = new Driver(Yaml + "\n    max_retrise: 1");

        var visited = 0;
        foreach (var (name, steps) in Named(driver.Run()))
        {
            foreach (var value in steps.SelectMany(static step => step.Outputs).Select(static output => output.Value))
            {
                Walk(value, name, new HashSet<object>(ReferenceEqualityComparer.Instance), ref visited);
            }
        }

        Assert.True(visited > 100, "The walk found next to nothing, so it proves nothing.");
    }

    [Fact]
    public void The_walk_does_find_a_location()
    {
        var visited = 0;

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() =>
            Walk(new[] { (1, Location.None) }, "", new HashSet<object>(ReferenceEqualityComparer.Instance), ref visited));
    }

    private static void Walk(object? node, string stage, HashSet<object> seen, ref int visited)
    {
        if (node is null or string or DiagnosticDescriptor or AdditionalText or SourceText or MemberInfo || node.GetType().IsPrimitive || node.GetType().IsEnum || !seen.Add(node))
        {
            return;
        }

        visited++;
        Assert.False(
            node is Microsoft.CodeAnalysis.Compilation or ISymbol or SyntaxNode or SyntaxTree or Location or SemanticModel,
            $"{stage} holds a {node.GetType()}.");
        if (node is Array items)
        {
            foreach (var item in items)
            {
                Walk(item, stage, seen, ref visited);
            }
        }

        for (var type = node.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike)
                {
                    Walk(field.GetValue(node), stage, seen, ref visited);
                }
            }
        }
    }

    private static Dictionary<string, IEnumerable<IncrementalGeneratorRunStep>> Named(GeneratorRunResult result)
    {
        var ours = typeof(TrackingNames)
            .GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Select(static field => (string)field.GetRawConstantValue()!)
            .ToHashSet();
        return result.TrackedSteps.Where(step => ours.Contains(step.Key)).ToDictionary(static step => step.Key, static step => step.Value.AsEnumerable());
    }

    private static void AssertReused(GeneratorRunResult result, string[] stages)
    {
        foreach (var stage in stages)
        {
            var outputs = result.TrackedSteps[stage].SelectMany(static step => step.Outputs).ToArray();
            Assert.NotEmpty(outputs);
            Assert.All(outputs, output => Assert.True(
                output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{stage} is {output.Reason}."));
        }
    }

    private static void AssertReason(GeneratorRunResult result, string stage, IncrementalStepRunReason reason) =>
        Assert.All(result.TrackedSteps[stage].SelectMany(static step => step.Outputs), output => Assert.Equal(reason, output.Reason));

    private static void AssertOutputsAreCached(GeneratorRunResult result) => Assert.All(
        result.TrackedOutputSteps.SelectMany(static step => step.Value)
            .Where(static step => step.Inputs.All(static input => input.Source.Name != TrackingNames.Diagnostics))
            .SelectMany(static step => step.Outputs),
        static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));

    private static IEnumerable<string> Texts(GeneratorRunResult result) => result.GeneratedSources.Select(static source => source.SourceText.ToString());
}
