using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;
using Goshi.Generators.Tests.Binding;

namespace Goshi.Generators.Tests.Fuzz;

public sealed class PriceFuzzTests
{
    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u12", "\\ud83d", "null", "true", "NaN", "-", "1e999", "0.0000000000000000000000000001", "99999999999999999999999999999",
        "\0", "\uFEFF", "\u2028", "\ud83d", "//", "/*", "'", "\r", "\n", "\"id\": \"x\",", "\"prices\": [],", "\"sk-proj-abcdefghijklmnopqrstuvwxyz0123456789\"",
        "\"from\": \"0001-01-01\",", "\"9999-12-31\"", "\"2026-02-30\"", "\"ft:\"", "\"m-latest\"",
    ];

    private static readonly string Seed = PriceTables.Around("""
        {"id": "m", "name": "Em", "provider": "acme", "kind": "chat", "status": "deprecated", "aliases": ["m-latest"], "snapshots": ["m-1"], "prefixes": ["ft:m:"],
         "endpoints": ["chat_completions"], "context_window": 1000, "max_output_tokens": 100, "regional_multiplier": "1.1",
         "capabilities": {"tools": true, "reasoning": true, "temperature": "only_without_reasoning"}, "reasoning_efforts": ["none", "high"],
         "retirement": {"date": "2027-01-14", "source": "a page"},
         "prices": [{"from": "2026-01-01", "standard": {"input": "2.5", "cached_input": "0.25", "output": "15"}, "long_context": {"above": 9, "standard": {"input": "4", "output": "16"}}}]},
        {"id": "n", "provider": "acme", "kind": "embedding", "prices": [{"standard": {"input": "1"}}]}
        """);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void No_mutation_throws_and_every_diagnostic_lies_inside_the_file(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Mutations.PerSeed; i++)
        {
            var text = Mutate(random);
            try
            {
                Check(PriceTables.Bind(text).Diagnostics, text);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}, mutation {i}:\n{text}", exception);
            }
        }
    }

    [Fact]
    public void The_packaged_table_may_end_anywhere()
    {
        var whole = PriceTables.PackagedText;
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var text = whole[..random.Next(whole.TrimEnd().Length)];
            var found = PriceTables.Bind(text).Diagnostics;

            Assert.Contains(found, static d => d.Descriptor.Id == "GOSHI400");
            Check(found, text);
        }
    }

    private static void Check(EquatableArray<DiagnosticInfo> found, string text)
    {
        Assert.All(found, d => Assert.InRange(d.Span.End, d.Span.Start, text.Length));
        Assert.All(found, d => Assert.DoesNotContain("abcdefghijklmnopqrstuvwxyz0123456789", ConfigExpectation.Message(d), StringComparison.Ordinal));
        Assert.All(found, d => Assert.DoesNotContain('\n', ConfigExpectation.Message(d)));
    }

    private static string Mutate(Random random) => Mutation.Of(Seed, Fragments, random);
}
