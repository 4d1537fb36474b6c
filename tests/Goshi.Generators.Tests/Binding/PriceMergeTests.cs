using Goshi.Generators.Binding;
using Goshi.Generators.Model;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Tests.Binding;

public class PriceMergeTests
{
    private static readonly PriceTable Packaged = PriceTables.Bind(PriceTables.Around("""
        {"id": "m", "provider": "acme", "kind": "chat", "aliases": ["m-latest", "m-1"], "context_window": 1000,
          "capabilities": {"tools": true}, "prices": [{"standard": {"input": "1", "output": "2"}}]},
        {"id": "other", "provider": "acme", "kind": "chat", "prefixes": ["ft:other"], "prices": []}
        """)).Value;

    [Fact]
    public void A_model_of_the_same_provider_and_id_overrides_what_it_writes_and_keeps_the_rest()
    {
        var merged = Merge("""{"id": "m", "provider": "acme", "prices": [{"standard": {"input": "5", "output": "6"}}]}""");

        var record = PriceTables.Find(merged, "m-latest");
        Assert.Equal((5m, 1000, true), (record.Prices[0].Standard.Input, record.ContextWindow, record.Tools));
        Assert.Equal(2, merged.Records.Count);
    }

    [Fact]
    public void Any_other_model_extends_the_table()
    {
        var merged = Merge("""{"id": "n", "provider": "mine", "kind": "chat", "prices": [{"standard": {"input": "5", "output": "6"}}]}""");

        Assert.Equal(["m", "other", "n"], merged.Records.Select(record => record.Id));
    }

    [Fact]
    public void A_snapshot_can_be_given_a_price_of_its_own()
    {
        var merged = Merge("""{"id": "m-1", "provider": "acme", "kind": "chat", "prices": [{"standard": {"input": "5", "output": "6"}}]}""");

        Assert.Equal(["m-latest"], PriceTables.Find(merged, "m").Aliases);
        Assert.Equal(5m, PriceTables.Find(merged, "m-1").Prices[0].Standard.Input);
    }

    [Fact]
    public void A_longer_prefix_stands_beside_a_packaged_one()
    {
        var merged = Merge("""{"id": "ft:mine", "provider": "acme", "kind": "chat", "prefixes": ["ft:other:mine"], "prices": []}""");

        Assert.Equal(["ft:other"], PriceTables.Find(merged, "other").Prefixes);
    }

    [Theory]
    [InlineData("""{"id": "m", "provider": "mine", "kind": "chat", "prices": []}""", "The id 'm' is listed for model 'm' of provider 'acme' already")]
    [InlineData("""{"id": "n", "provider": "mine", "kind": "chat", "aliases": ["m-1"], "prices": []}""", "The id 'm-1' is listed for model 'm' of provider 'acme' already")]
    [InlineData("""{"id": "n", "provider": "acme", "kind": "chat", "aliases": ["m"], "prices": []}""", "The id 'm' is listed for model 'm' of provider 'acme' already")]
    [InlineData("""{"id": "M-", "provider": "mine", "kind": "chat", "prices": []}""", "The models 'M-' and 'm' have the same C# name 'M', ignoring case; give one of them a 'name'")]
    public void An_id_or_a_name_that_is_taken_is_an_error_and_leaves_the_packaged_record(string model, string message)
    {
        var bound = PriceTables.BindOver(Packaged, PriceTables.Around(model));

        Assert.Equal(message, Assert.Single(bound.Diagnostics).ToDiagnostic().GetMessage());
        Assert.Equal(Packaged, bound.Value);
    }

    [Fact]
    public void The_later_of_two_dates_is_the_table_s()
    {
        Assert.Equal("2027-01-01", PriceTables.BindOver(Packaged, """{"version": 1, "as_of": "2027-01-01", "models": []}""").Value.AsOf);
        Assert.Equal("2026-11-22", PriceTables.BindOver(Packaged, """{"version": 1, "as_of": "2020-01-01", "models": []}""").Value.AsOf);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    public void A_broken_file_leaves_the_packaged_table(string json)
    {
        var bound = PriceTables.BindOver(Packaged, json);

        Assert.Single(bound.Diagnostics);
        Assert.Equal(Packaged, bound.Value);
    }

    [Fact]
    public void Models_of_goshi_yaml_bind_like_those_of_a_file()
    {
        var text = SourceText.From("""[{"id": "m", "provider": "acme", "prices": [{"standard": {"input": 5, "output": "x"}}]}]""");
        var models = JsonScanner.Scan(text, CancellationToken.None).Root!;

        var bound = PriceBinder.BindModels(Packaged, "goshi.yaml", text, models, CancellationToken.None);

        var diagnostic = Assert.Single(bound.Diagnostics);
        Assert.Equal(("goshi.yaml", "\"x\""), (diagnostic.Path, text.ToString(diagnostic.Span)));
    }

    private static PriceTable Merge(string model)
    {
        var bound = PriceTables.BindOver(Packaged, PriceTables.Around(model));
        Assert.Empty(bound.Diagnostics.Select(d => d.ToDiagnostic().ToString()));
        return bound.Value;
    }
}
