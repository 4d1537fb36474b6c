using System.Globalization;
using Goshi.Generators.Model;

namespace Goshi.Generators.Tests.Binding;

public class PriceBinderTests
{
    private const string Rates = """{"standard": {"input": "1", "output": "2"}}""";

    [Fact]
    public void Binds_every_property_of_a_model()
    {
        var record = BindModel("""
            {
              "id": "m", "name": "Em", "provider": "acme", "kind": "chat", "status": "deprecated", "released": "2026-01-02",
              "aliases": ["m-latest"], "snapshots": ["m-1"], "prefixes": ["ft:m:"],
              "endpoints": ["responses", "chat_completions"],
              "context_window": 1000, "max_input_tokens": 900, "max_output_tokens": 100, "regional_multiplier": "1.1",
              "capabilities": {"tools": true, "vision": false, "structured_outputs": true, "reasoning": true,
                "streaming": true, "temperature": "only_without_reasoning", "audio": false},
              "reasoning_efforts": ["none", "high"],
              "retirement": {"date": "2027-01-14", "announced": "2026-10-14", "source": "a page"},
              "prices": [], "note": "n", "sources": ["s"]
            }
            """);

        Assert.Equal(
            new PriceRecord(
                "m", "Em", "acme", "chat", ["m-latest", "m-1"], ["ft:m:"], 1000, 900, 100, true, false, true, true, true,
                "only_without_reasoning", true, ["none", "high"], "2027-01-14", "a page", "deprecated", 1.1m, []),
            record);
    }

    [Fact]
    public void Leaves_open_what_the_table_does_not_say()
    {
        Assert.Equal(
            new PriceRecord(
                "m", null, "acme", "chat", [], [], null, null, null, null, null, null, null, null, "unknown", null, [], null,
                null, "unknown", 1m, []),
            BindModel(PriceTables.Model("")));
    }

    [Fact]
    public void Binds_every_tier_and_long_context()
    {
        var entry = BindModel(PriceTables.Model("""
            {
              "from": "2026-01-01",
              "standard": {"input": "2.5", "cached_input": "0.25", "cache_write": "3", "cache_write_12h": "5", "output": "15",
                "audio_input": "40", "audio_output": "80"},
              "batch": {"input": "1", "output": "7"}, "flex": {"input": "2", "output": "8"},
              "priority": {"input": "5", "output": "30"},
              "long_context": {"above": 272000, "standard": {"input": "4", "output": "16"}, "batch": {"input": "3", "output": "9"}}
            }
            """)).Prices[0];

        Assert.Equal(
            new PriceEntry(
                "2026-01-01", null,
                new RatesModel(2.5m, 0.25m, 3m, 40m, 15m, 80m), Plain(4, 16),
                Plain(1, 7), Plain(3, 9),
                Plain(2, 8), null,
                Plain(5, 30), null,
                272000, false),
            entry);
    }

    [Fact]
    public void Ends_a_price_the_day_before_the_next()
    {
        var prices = BindModel(PriceTables.Model("""
            {"standard": {"input": "1", "output": "2"}},
            {"from": "2026-03-01", "standard": {"input": "3", "output": "4"}}
            """)).Prices;

        Assert.Equal([(null, "2026-02-28", 1m), ("2026-03-01", null, 3m)], prices.Select(p => (p.From, p.To, p.Standard.Input)));
    }

    [Theory]
    [InlineData("", "2026-01-01..2026-06-30 True, 2026-07-01.. False")]
    [InlineData("2026-09-01", "2026-01-01..2026-06-30 True, 2026-07-01..2026-08-31 False, 2026-09-01.. True")]
    [InlineData("2026-07-01", "2026-01-01..2026-06-30 True, 2026-07-01.. True")]
    [InlineData("2026-05-01", "2026-01-01..2026-04-30 True, 2026-05-01.. True")]
    public void A_price_is_unconfirmed_from_the_day_after_its_guarantee(string next, string expected)
    {
        var guaranteed = """{"from": "2026-01-01", "confirmed_until": "2026-06-30", "standard": {"input": "1", "output": "2"}}""";
        var following = next.Length == 0 ? "" : $$$""", {"from": "{{{next}}}", "standard": {"input": "3", "output": "4"}}""";

        var prices = BindModel(PriceTables.Model(guaranteed + following)).Prices;

        Assert.Equal(expected, string.Join(", ", prices.Select(p => $"{p.From}..{p.To} {!p.Unconfirmed}")));
    }

    [Theory]
    [InlineData("0.000001")]
    [InlineData("0")]
    [InlineData("999999.999999")]
    [InlineData("2.50")]
    public void Keeps_a_price_exactly_whether_quoted_or_not(string price)
    {
        var expected = decimal.Parse(price, CultureInfo.InvariantCulture);

        Assert.Equal(expected, BindModel(PriceTables.Model($$$"""{"standard": {"input": "{{{price}}}", "output": "1"}}""")).Prices[0].Standard.Input);
        Assert.Equal(expected, BindModel(PriceTables.Model($$$"""{"standard": {"input": {{{price}}}, "output": "1"}}""")).Prices[0].Standard.Input);
    }

    [Fact]
    public void Reads_decimals_alike_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");

            var prices = BindModel(PriceTables.Model("""{"standard": {"input": "2.5", "output": "1"}}""")).Prices;

            Assert.Equal(2.5m, prices[0].Standard.Input);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void An_embedding_has_no_output_price() =>
        Assert.Null(BindModel("""
            {"id": "e", "provider": "acme", "kind": "embedding", "prices": [{"standard": {"input": "0.02"}}]}
            """).Prices[0].Standard.Output);

    [Theory]
    [InlineData("[[|[|]]]", "GOSHI402", "'$' in the price table must be an object")]
    [InlineData("[[|{|]]}", "GOSHI402", "'version' in the price table must be given")]
    [InlineData("""{"version": [[|2|]], "what": 1}""", "GOSHI409", "The price table has version 2, and this Goshi.Generators reads version 1", "GOSHI401")]
    [InlineData("""{"version": 1, "as_of": "2026-11-22", "modles": [], "models": []}""", "GOSHI401", "Unknown property 'modles' in the price table; did you mean 'models'?")]
    [InlineData("""{"version": 1, "as_of": [[|"22.11.2026"|]], "models": []}""", "GOSHI403", "'22.11.2026' is not a date such as 2026-11-22")]
    [InlineData("""{"version": 1, "as_of": "2026-11-22", "models": [[|{|]]}}""", "GOSHI402", "'models' in the price table must be a list")]
    [InlineData("""{"version": 1, "as_of": "2026-11-22", "models": [[[|7|]]]}""", "GOSHI402", "'models' in the price table must be a list of objects")]
    [InlineData("""{"version": 1, "as_of": "2026-11-22", "models": [[|}|]]""", "GOSHI400", "The price table is not valid JSON: Expected a value but found '}'")]
    [InlineData("""{"version": 1, "as_of": "2026-11-22", "sources": [[[|{|]]}], "models": []}""", "GOSHI402", "'name' in a source must be given")]
    public void Reports_what_is_wrong_with_the_table(string json, string id, string message, string? also = null) =>
        Expect(json, id, message, also);

    [Theory]
    [InlineData("""[[|{|]]"provider": "acme", "kind": "chat", "prices": []}""", "GOSHI402", "'id' in a model must be given")]
    [InlineData("""[[|{|]]"id": "m", "provider": "acme", "kind": "chat"}""", "GOSHI402", "'prices' in a model must be given")]
    [InlineData("""{"id": [[|5|]], "provider": "acme", "kind": "chat", "prices": []}""", "GOSHI402", "'id' in a model must be text")]
    [InlineData("""{"id": [[|"a b"|]], "provider": "acme", "kind": "chat", "prices": []}""", "GOSHI403", "'a b' is not a model id: up to 200 visible ASCII characters without quotes")]
    [InlineData("""{"id": "m", "provider": [[|"a--b"|]], "kind": "chat", "prices": []}""", "GOSHI403", "'a--b' is not a provider's name: letters, digits, '-' and '_'")]
    [InlineData("""{"id": "m", "provider": "acme", "kind": [[|"Chat"|]], "prices": []}""", "GOSHI403", "'Chat' is not one of chat, embedding, completion")]
    [InlineData("""{"id": "m", "provider": "acme", "kind": "chat", "prices": [], [[|"price"|]]: 1}""", "GOSHI401", "Unknown property 'price' in a model; did you mean 'prices'?")]
    [InlineData("""{"id": "m", "provider": "acme", "kind": "chat", "prices": [], [[|"kind"|]]: "chat"}""", "GOSHI406", "The property 'kind' in a model is given twice")]
    [InlineData("""{"id": "m", "provider": "acme", "kind": "chat", "prices": [], "context_window": [[|"8k"|]]}""", "GOSHI402", "'context_window' in a model must be a whole number")]
    [InlineData("""{"id": "m", "provider": "acme", "kind": "chat", "prices": [], "context_window": [[|0|]]}""", "GOSHI403", "'0' is not a whole number from 1 to 2147483647")]
    [InlineData("""{"id": "m", "provider": "acme", "kind": "chat", "prices": [], "context_window": [[|null|]]}""", "GOSHI402", "'context_window' in a model must be a whole number")]
    [InlineData("""{"id": "m", "provider": "acme", "kind": "chat", "prices": [], "capabilities": {"tools": [[|"yes"|]]}}""", "GOSHI402", "'tools' in capabilities must be true or false")]
    [InlineData("""{"id": "m", "provider": "acme", "kind": "chat", "prices": [], "retirement": {"date": [[|"2027-02-30"|]]}}""", "GOSHI403", "'2027-02-30' is not a date such as 2026-11-22")]
    [InlineData("""{"id": "m", "provider": "acme", "kind": "chat", "prices": [], [[|"retirement"|]]: {}}""", "GOSHI402", "'date' in retirement must be given")]
    [InlineData("""{"id": "m", "provider": "acme", "kind": "chat", "prices": [], "regional_multiplier": [[|"0.9"|]]}""", "GOSHI403", "'0.9' is not a multiplier from 1 to 10, such as 1.1")]
    [InlineData("""{"id": "m", "provider": "acme", "kind": "chat", "prices": [], "name": [[|"class"|]]}""", "GOSHI403", "'class' is not a C# name that begins with an upper-case letter")]
    [InlineData("""{"id": "m", "provider": "acme", "kind": "chat", "prices": [], "aliases": [[[|true|]]]}""", "GOSHI402", "'aliases' in a model must be text")]
    [InlineData("""{"id": "m", "provider": "acme", "kind": "chat", "prices": [], "aliases": [[[|"m"|]]]}""", "GOSHI404", "The id 'm' is listed for model 'm' of provider 'acme' already")]
    public void Reports_what_is_wrong_with_a_model(string model, string id, string message) =>
        Expect(PriceTables.Around(model), id, message);

    [Fact]
    public void An_id_with_half_a_character_is_refused() => Assert.Equal(
        ["GOSHI403"],
        PriceTables.Bind(PriceTables.Around(PriceTables.Model(Rates, @"m\ud800"))).Diagnostics.Select(d => d.Descriptor.Id));

    [Theory]
    [InlineData("""{"standard": {"input": [[|"-1"|]], "output": "1"}}""", "GOSHI403", "'-1' is not a price: digits and up to six decimals, such as 2.5")]
    [InlineData("""{"standard": {"input": [[|"1e3"|]], "output": "1"}}""", "GOSHI403", "'1e3' is not a price: digits and up to six decimals, such as 2.5")]
    [InlineData("""{"standard": {"input": [[|1e3|]], "output": "1"}}""", "GOSHI403", "'1e3' is not a price: digits and up to six decimals, such as 2.5")]
    [InlineData("""{"standard": {"input": [[|"0.0000001"|]], "output": "1"}}""", "GOSHI403", "'0.0000001' is not a price: digits and up to six decimals, such as 2.5")]
    [InlineData("""{"standard": {"input": [[|"1,5"|]], "output": "1"}}""", "GOSHI403", "'1,5' is not a price: digits and up to six decimals, such as 2.5")]
    [InlineData("""{"standard": {"input": [[|" 1"|]], "output": "1"}}""", "GOSHI403", "' 1' is not a price: digits and up to six decimals, such as 2.5")]
    [InlineData("""{"standard": {"input": [[|".5"|]], "output": "1"}}""", "GOSHI403", "'.5' is not a price: digits and up to six decimals, such as 2.5")]
    [InlineData("""{"standard": {"input": [[|"1000000"|]], "output": "1"}}""", "GOSHI403", "'1000000' is not a price: digits and up to six decimals, such as 2.5")]
    [InlineData("""{"standard": {"input": [[|null|]], "output": "1"}}""", "GOSHI402", "'input' in the rates of 'standard' must be a decimal in quotes")]
    [InlineData("""{[[|"standard"|]]: {"output": "1"}}""", "GOSHI402", "'input' in the rates of 'standard' must be given")]
    [InlineData("""{[[|"standard"|]]: {"input": "1"}}""", "GOSHI402", "'output' in the rates of 'standard' must be given")]
    [InlineData("""{"standard": {"input": "1", "output": "1", [[|"outptu"|]]: "1"}}""", "GOSHI401", "Unknown property 'outptu' in the rates of 'standard'; did you mean 'output'?")]
    [InlineData("""{"standard": [[|"2"|]]}""", "GOSHI402", "'standard' in a price must be an object")]
    [InlineData("""[[|{|]]}""", "GOSHI402", "'standard' in a price must be given")]
    [InlineData("""{"standard": {"input": "1", "output": "1"}}, [[|{|]]"standard": {"input": "2", "output": "2"}}""", "GOSHI402", "'from' in a price must be given")]
    [InlineData("""{"from": "2026-02-01", "standard": {"input": "1", "output": "1"}}, {"from": [[|"2026-02-01"|]], "standard": {"input": "2", "output": "2"}}""", "GOSHI407", "A price from 2026-02-01 must come after the one from 2026-02-01")]
    [InlineData("""{"standard": {"input": "1", "output": "1"}, "long_context": {"above": 9, "standard": {"input": "1", "output": "1"}, "flex": [[|{"input": "1", "output": "1"}|]]}}""", "GOSHI408", "'long_context' prices the tier 'flex', for which the entry has no other price")]
    [InlineData("""{"standard": {"input": "1", "output": "1"}, [[|"long_context"|]]: {"standard": {"input": "1", "output": "1"}}}""", "GOSHI402", "'above' in long_context must be given")]
    [InlineData("""{"from": "2026-02-01", "confirmed_until": [[|"2026-01-31"|]], "standard": {"input": "1", "output": "1"}}""", "GOSHI403", "'2026-01-31' is not a day on or after 'from'")]
    public void Reports_what_is_wrong_with_a_price(string prices, string id, string message) =>
        Expect(PriceTables.Around(PriceTables.Model(prices)), id, message);

    [Fact]
    public void Two_models_may_not_have_one_name() => Expect(
        PriceTables.Around(PriceTables.Model(Rates, "gpt-4.1") + "," + """{"id": [[|"GPT_4-1"|]], "provider": "acme", "kind": "chat", "prices": []}"""),
        "GOSHI405",
        "The models 'GPT_4-1' and 'gpt-4.1' have the same C# name 'GPT4_1', ignoring case; give one of them a 'name'");

    [Fact]
    public void A_name_of_its_own_tells_two_models_apart() => Assert.Empty(PriceTables.Bind(PriceTables.Around(
        PriceTables.Model(Rates, "gpt-4.1") + "," + """{"id": "GPT_4-1", "name": "OldGpt4", "provider": "acme", "kind": "chat", "prices": []}""")).Diagnostics);

    [Fact]
    public void An_id_may_stand_once_in_the_whole_table() => Expect(
        PriceTables.Around(PriceTables.Model(Rates) + "," + """{"id": "n", "provider": "other", "kind": "chat", "snapshots": ["n-1", [[|"m"|]]], "prices": []}"""),
        "GOSHI404",
        "The id 'm' is listed for model 'm' of provider 'acme' already");

    [Theory]
    [InlineData("""{"SECRET": 1, "id": "m", "provider": "acme", "kind": "chat", "prices": []}""")]
    [InlineData("""{"id": "SECRET", "provider": "acme", "kind": "SECRET", "prices": []}""")]
    [InlineData("""{"id": "m", "provider": "acme", "kind": "chat", "prices": [{"standard": {"input": "SECRET", "output": "1"}}]}""")]
    [InlineData("""{"id": "m", "provider": "acme", "kind": "chat", "released": "SECRET", "prices": []}""")]
    [InlineData("""{"id": "SECRET", "provider": "acme", "kind": "chat", "aliases": ["SECRET"], "prices": []}""")]
    [InlineData("""{"id": "SECRET", "provider": "a", "kind": "chat", "prices": []}, {"id": "SECRET-", "provider": "a", "kind": "chat", "prices": []}""")]
    public void A_secret_that_was_put_in_by_mistake_is_not_repeated(string model)
    {
        const string secret = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789";

        var found = PriceTables.Bind(PriceTables.Around(model.Replace("SECRET", secret, StringComparison.Ordinal))).Diagnostics;

        Assert.NotEmpty(found);
        Assert.All(found, d => Assert.DoesNotContain("bcdefghij", d.ToDiagnostic().GetMessage(), StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_found_is_reported_in_the_order_of_the_file()
    {
        var found = PriceTables.Bind(PriceTables.Around("""
            {"kind": "chat", "prices": [{"standard": {"input": "x", "output": "y"}}], "id": "", "nonsense": 1, "provider": ""},
            {"id": "m", "provider": "acme", "kind": "other", "prices": []}
            """)).Diagnostics;

        Assert.Equal(found.OrderBy(d => d.Span.Start), found);
        Assert.Equal(["GOSHI403", "GOSHI401", "GOSHI403", "GOSHI403"], found.Select(d => d.Descriptor.Id));
    }

    [Fact]
    public void A_price_that_does_not_bind_is_absent_and_never_free() =>
        Assert.Empty(PriceTables.Bind(PriceTables.Around(PriceTables.Model("""{"standard": {"output": "1"}}"""))).Value.Records[0].Prices);

    [Fact]
    public void A_comment_elsewhere_in_the_file_leaves_the_model_equal() => Assert.Equal(
        PriceTables.Bind(PriceTables.Around(PriceTables.Model(Rates))).Value,
        PriceTables.Bind("\n\n" + PriceTables.Around(PriceTables.Model(Rates))).Value);

    [Fact]
    public void Never_throws_wherever_a_table_is_cut_off()
    {
        var text = PriceTables.PackagedText[..4000];
        for (var length = 0; length < text.Length; length++)
        {
            Assert.Single(PriceTables.Bind(text[..length]).Diagnostics);
        }
    }

    private static RatesModel Plain(decimal input, decimal output) => new(input, null, null, null, output, null);

    private static PriceRecord BindModel(string model)
    {
        var bound = PriceTables.Bind(PriceTables.Around(model));
        Assert.Empty(bound.Diagnostics.Select(d => d.ToDiagnostic().ToString()));
        return Assert.Single(bound.Value.Records);
    }

    /// <summary>Expects one finding at the marked place, and others at most of the id named.</summary>
    private static void Expect(string marked, string id, string message, string? also = null)
    {
        var start = marked.IndexOf("[[|", StringComparison.Ordinal);
        var json = marked.Replace("[[|", "", StringComparison.Ordinal).Replace("|]]", "", StringComparison.Ordinal);

        var found = PriceTables.Bind(json).Diagnostics.Where(d => d.Descriptor.Id != also).ToList();

        var diagnostic = Assert.Single(found);
        Assert.Equal((id, message), (diagnostic.Descriptor.Id, diagnostic.ToDiagnostic().GetMessage()));
        if (start >= 0)
        {
            var end = marked.IndexOf("|]]", StringComparison.Ordinal) - 3;
            Assert.Equal(json[start..end], json.Substring(diagnostic.Span.Start, diagnostic.Span.Length));
            Assert.Equal(start, diagnostic.Span.Start);
        }
    }
}
