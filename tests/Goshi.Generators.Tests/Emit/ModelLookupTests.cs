using System.Globalization;
using Goshi.Generators.Model;
using Goshi.Generators.Tests.Binding;

namespace Goshi.Generators.Tests.Emit;

/// <summary>The look-up that the emitted table has against a search through all of it.</summary>
public class ModelLookupTests
{
    private static readonly Dictionary<string, PriceRecord> ById = (
        from record in PriceTables.Packaged.Records
        from id in record.Aliases.Prepend(record.Id)
        select (id, record)).ToDictionary(static pair => pair.id, static pair => pair.record);

    [Fact]
    public void Every_id_of_the_packaged_table_finds_its_record()
    {
        Assert.True(ById.Count > 300);
        Assert.All(ById, static pair => Assert.Equal(pair.Value.Id, PackagedCosts.Find(pair.Key)?.Id));
    }

    [Fact]
    public void An_id_that_is_nearly_one_of_the_table_finds_what_a_search_finds()
    {
        foreach (var near in ById.Keys.SelectMany(NearMisses))
        {
            Assert.Equal((near, Search(near)), (near, PackagedCosts.Find(near)?.Id));
        }
    }

    [Fact]
    public void A_fine_tuned_model_is_found_by_the_longest_prefix()
    {
        var prefixes = PriceTables.Packaged.Records.SelectMany(static record => record.Prefixes).ToArray();

        Assert.True(prefixes.Length > 5);
        foreach (var id in prefixes.SelectMany(static prefix => NearMisses(prefix).Concat(NearMisses(prefix + "08-06:acme::abc123"))))
        {
            Assert.Equal((id, Search(id)), (id, PackagedCosts.Find(id)?.Id));
        }
    }

    [Theory]
    [InlineData("a", "short")]
    [InlineData("ab", "short")]
    [InlineData("abc", "long")]
    [InlineData("abcd", "longest")]
    [InlineData("abcdefgh", "longest")]
    [InlineData("abx", "short")]
    [InlineData("b", null)]
    [InlineData("xyz", "other")]
    [InlineData("xy", null)]
    [InlineData("", null)]
    public void Prefixes_may_start_with_one_another(string id, string? found)
    {
        var find = PackagedCosts.FindOf(Prices.Table(
            Prices.Record("short") with { Prefixes = ["a"] },
            Prices.Record("longest") with { Prefixes = ["abcd"] },
            Prices.Record("long") with { Prefixes = ["abc"] },
            Prices.Record("other") with { Prefixes = ["xyz"] }));

        Assert.Equal(found, find(id)?.Id);
    }

    [Fact]
    public void Every_fact_of_the_packaged_table_arrives()
    {
        foreach (var record in PriceTables.Packaged.Records)
        {
            var model = PackagedCosts.Find(record.Id)!;

            Assert.Equal(
                (record.Id, record.Provider, record.Kind, record.ContextWindow, record.MaxInputTokens, record.MaxOutputTokens),
                (model.Id, model.Provider, model.Kind, model.ContextWindow, model.MaxInputTokens, model.MaxOutputTokens));
            Assert.Equal(
                (record.Id, record.Tools, record.Vision, record.StructuredOutputs, record.Reasoning, record.Streaming, record.ChatCompletions),
                (model.Id, model.Tools, model.Vision, model.StructuredOutputs, model.Reasoning, model.Streaming, model.ChatCompletions));
            Assert.Equal(
                (record.Id, record.Temperature.Replace("_", "", StringComparison.Ordinal), record.RetirementDate, record.RegionalMultiplier, record.Prices.Count),
                (model.Id, model.Temperature.ToString().ToLowerInvariant(), model.RetirementDate?.ToString("O", CultureInfo.InvariantCulture), model.RegionalMultiplier, model.Prices.Count));
            Assert.Equal(record.ReasoningEfforts, model.ReasoningEfforts);
        }
    }

    [Fact]
    public void No_id_is_an_error() => Assert.Throws<ArgumentNullException>(static () => PackagedCosts.Find(null!));

    private static string? Search(string id) => ById.TryGetValue(id, out var exact) ? exact.Id : (
        from record in PriceTables.Packaged.Records
        from prefix in record.Prefixes
        where id.StartsWith(prefix, StringComparison.Ordinal)
        orderby prefix.Length descending
        select record.Id).FirstOrDefault();

    private static IEnumerable<string> NearMisses(string id)
    {
        yield return id.ToUpperInvariant();
        yield return " " + id;
        yield return id + ":free";
        for (var i = 0; i < id.Length; i++)
        {
            yield return id[..i];
            yield return id.Remove(i, 1);
            foreach (var character in "04-o\0\uFFFF")
            {
                yield return id.Insert(i, character.ToString());
                yield return id[..i] + character + id[(i + 1)..];
            }
        }
    }
}
