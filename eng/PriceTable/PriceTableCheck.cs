using System.Globalization;
using Goshi.Generators.Binding;
using Goshi.Generators.Model;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.PriceChecks;

/// <summary>Checks a price table that is to be packaged: what the generator asks of any table, then what we ask of ours.</summary>
internal static class PriceTableCheck
{
    /// <summary>How long the text may be: every cold build of every consumer reads it.</summary>
    public const int MaxLength = 150_000;

    /// <summary>Checks a text.</summary>
    public static CheckReport Run(string json)
    {
        var text = SourceText.From(json);
        var problems = new ProblemList(text);
        var bound = PriceBinder.Bind("models.json", text, CancellationToken.None);
        foreach (var finding in bound.Diagnostics)
        {
            problems.Add(finding.Span, $"{finding.Descriptor.Id}: {finding.ToDiagnostic().GetMessage(CultureInfo.InvariantCulture)}");
        }

        // The further checks take the schema for granted, so they wait until it holds.
        if (bound.Diagnostics.Count == 0)
        {
            CheckTable(JsonScanner.Scan(text, CancellationToken.None).Root!, text, problems);
        }

        return new CheckReport(problems.InOrder(), Summary(bound.Value));
    }

    private static void CheckTable(JsonNode table, SourceText text, ProblemList problems)
    {
        if (text.Length > MaxLength)
        {
            problems.Add(new TextSpan(0, 0), $"The table has {text.Length} characters; keep it below {MaxLength}");
        }

        var sources = SourceCheck.Known(table, problems);
        foreach (var model in table.List("models"))
        {
            SourceCheck.Check(model, sources, problems);
            ModelCheck.Check(model, table.Text("as_of")!, problems);
            foreach (var price in model.List("prices"))
            {
                PriceCheck.Check(price, Multiplier(model), problems);
            }
        }
    }

    private static decimal Multiplier(JsonNode model) =>
        model.Text("regional_multiplier") is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : 1m;

    private static string Summary(PriceTable table)
    {
        var ids = table.Records.Sum(static record => 1 + record.Aliases.Count + record.Prefixes.Count);
        var providers = table.Records.Select(static record => record.Provider).Distinct(StringComparer.Ordinal).Count();
        var prices = table.Records.Sum(static record => record.Prices.Count);
        return $"{table.Records.Count} models, {ids} ids, {prices} dated prices of {providers} providers as of {table.AsOf}";
    }
}
