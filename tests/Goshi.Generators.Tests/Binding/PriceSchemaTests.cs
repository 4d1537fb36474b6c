using System.Text.Json;
using System.Text.RegularExpressions;

namespace Goshi.Generators.Tests.Binding;

/// <summary>The JSON schema that editors use says what the binder says.</summary>
public class PriceSchemaTests
{
    private static readonly JsonElement Schema =
        JsonDocument.Parse(File.ReadAllText(PriceTables.PackagedFile("models.schema.json"))).RootElement;

    [Theory]
    [InlineData("", "the price table", """{"version": 1, "as_of": "2026-11-22", "models": [], "zzzzzzzzzzzzzzzzzzzzzzzzzzzzz": 1}""")]
    [InlineData("source", "a source", """{"version": 1, "as_of": "2026-11-22", "models": [], "sources": [{0}]}""")]
    [InlineData("model", "a model", """{"version": 1, "as_of": "2026-11-22", "models": [{0}]}""")]
    [InlineData("price", "a price", """{"version": 1, "as_of": "2026-11-22", "models": [{"id": "m", "provider": "p", "kind": "chat", "prices": [{0}]}]}""")]
    [InlineData("rates", "the rates of 'standard'", """{"version": 1, "as_of": "2026-11-22", "models": [{"id": "m", "provider": "p", "kind": "chat", "prices": [{"standard": {0}}]}]}""")]
    public void Names_the_same_properties(string definition, string what, string around)
    {
        var unknown = PriceTables.Bind(around.Replace("{0}", """{"zzzzzzzzzzzzzzzzzzzzzzzzzzzzz": 1}""", StringComparison.Ordinal));

        var message = Assert.Single(unknown.Diagnostics, d => d.Descriptor.Id == "GOSHI401").ToDiagnostic().GetMessage();
        var beginning = $"Unknown property 'zzzzzzzzzzzzzzzzzzzzzzzzzzzzz' in {what}; known are ";
        Assert.StartsWith(beginning, message, StringComparison.Ordinal);
        var known = message[beginning.Length..].Split(", ");
        Assert.Equal(Properties(definition).Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("kind", """{"id": "m", "provider": "p", "kind": "zz", "prices": []}""")]
    [InlineData("status", """{"id": "m", "provider": "p", "kind": "chat", "prices": [], "status": "zz"}""")]
    public void Names_the_same_words(string property, string model)
    {
        var bound = PriceTables.Bind(PriceTables.Around(model));

        var definition = Schema.GetProperty("$defs").GetProperty("model").GetProperty("properties").GetProperty(property);
        var words = definition.GetProperty("enum").EnumerateArray().Select(word => word.GetString());
        Assert.Equal(
            $"'zz' is not one of {string.Join(", ", words)}",
            Assert.Single(bound.Diagnostics).ToDiagnostic().GetMessage());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.000001")]
    [InlineData("999999.999999")]
    [InlineData("1000000")]
    [InlineData("0.0000001")]
    [InlineData("01")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("")]
    public void Takes_the_same_decimals(string text)
    {
        var pattern = Schema.GetProperty("$defs").GetProperty("decimal").GetProperty("anyOf")[0].GetProperty("pattern").GetString()!;

        var bound = PriceTables.Bind(PriceTables.Around(PriceTables.Model($$$"""{"standard": {"input": "{{{text}}}", "output": "1"}}""")));

        Assert.Equal(Regex.IsMatch(text, pattern), bound.Diagnostics.Count == 0);
    }

    [Fact]
    public void Takes_the_same_ids()
    {
        var pattern = Schema.GetProperty("$defs").GetProperty("id").GetProperty("pattern").GetString()!;
        for (var c = ' '; c <= '\u0080'; c++)
        {
            var json = JsonSerializer.Serialize("m" + c);

            var bound = PriceTables.Bind(PriceTables.Around($$"""{"id": {{json}}, "provider": "p", "kind": "chat", "prices": []}"""));

            Assert.True(Regex.IsMatch("m" + c, pattern) == (bound.Diagnostics.Count == 0), json);
        }
    }

    private static IEnumerable<string> Properties(string definition)
    {
        var owner = definition.Length == 0 ? Schema : Schema.GetProperty("$defs").GetProperty(definition);
        return owner.GetProperty("properties").EnumerateObject().Select(property => property.Name);
    }
}
