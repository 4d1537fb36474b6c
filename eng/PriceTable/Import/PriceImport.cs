using System.Globalization;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.PriceChecks.Import;

/// <summary>
/// Compares a price file with the table and writes what differs as a new dated price behind the old ones. Nothing is
/// guessed: a model of which the file prices only a part is left to be done by hand.
/// </summary>
internal static class PriceImport
{
    private static readonly string[] Tiers = ["standard", "batch", "flex", "priority"];
    private static readonly string[] RateNames = ["input", "cached_input", "cache_write", "output", "audio_input", "audio_output"];

    /// <summary>Runs an import.</summary>
    /// <param name="table">The table's text, which passes its check.</param>
    /// <param name="models">What the file says.</param>
    /// <param name="source">The name of the file for the table's list of sources.</param>
    /// <param name="date">The first day of the new prices, yyyy-MM-dd; it becomes the table's as-of date.</param>
    public static ImportReport Run(string table, IReadOnlyList<ImportedModel> models, string source, string date)
    {
        var root = JsonScanner.Scan(SourceText.From(table), CancellationToken.None).Root!;
        var imported = models.GroupBy(static model => (model.Provider, model.Id)).ToDictionary(static group => group.Key, static group => group.First());
        var changes = new List<PriceChange>();
        var byHand = new List<(string, string)>();
        var edits = new List<(TextSpan Span, string Text)>();
        var compared = 0;
        foreach (var record in root.List("models"))
        {
            if (!imported.TryGetValue((record.Text("provider")!, record.Text("id")!), out var model) || record.List("prices") is not [.., var last])
            {
                continue;
            }

            compared++;
            var name = $"{model.Provider}/{model.Id}";
            var current = Rates(last);
            RemoveUnsold(model.Rates, current);
            var found = Differences(name, current, model.Rates).ToArray();
            if (found.Length == 0)
            {
                continue;
            }

            if (Obstacle(model, last, current, date) is { } reason)
            {
                byHand.Add((name, reason));
                continue;
            }

            changes.AddRange(found);
            edits.Add(Edit(last, Entry(model.Rates, current, date), date));
            edits.Add((record.Get("sources")!.Span, $"[\"{source}\"]"));
        }

        return new ImportReport(changes, byHand, compared, edits.Count == 0 ? table : Apply(table, edits, root, source, date));
    }

    private static SortedDictionary<string, decimal> Rates(JsonNode price)
    {
        var rates = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        Add(price, "");
        if (price.Get("long_context") is { } above)
        {
            rates["long_context.above"] = Number(above.Get("above")!);
            Add(above, "long_context.");
        }

        return rates;

        void Add(JsonNode parent, string prefix)
        {
            foreach (var tier in Tiers)
            {
                foreach (var member in parent.Get(tier)?.Members.Where(static member => RateNames.Contains(member.Name)) ?? [])
                {
                    rates[$"{prefix}{tier}.{member.Name}"] = Number(member.Value);
                }
            }
        }
    }

    // LiteLLM writes 0 for what a model does not do, such as the output of an embedding; the table leaves it out.
    private static void RemoveUnsold(SortedDictionary<string, decimal> imported, SortedDictionary<string, decimal> current)
    {
        foreach (var rate in imported.Where(rate => rate.Value == 0 && !current.ContainsKey(rate.Key)).ToArray())
        {
            imported.Remove(rate.Key);
        }
    }

    private static IEnumerable<PriceChange> Differences(
        string model, SortedDictionary<string, decimal> current, SortedDictionary<string, decimal> imported) =>
        from rate in imported
        where rate.Key != "long_context.above"
        let old = current.TryGetValue(rate.Key, out var value) ? value : (decimal?)null
        where old != rate.Value
        select new PriceChange(model, rate.Key, old, rate.Value);

    private static string? Obstacle(ImportedModel model, JsonNode last, SortedDictionary<string, decimal> current, string date)
    {
        var missing = current.Keys.Union(BothContexts(model.Rates)).Where(key => !model.Rates.ContainsKey(key)).ToArray();
        return model.Unusable is { } reason ? reason
            : last.Get("highest_of_day") is not null ? "its price changes with the time of day"
            : string.CompareOrdinal(last.Text("from"), date) > 0 ? $"its last price begins later, on {last.Text("from")}"
            : missing.Length > 0 ? $"the file does not say {string.Join(", ", missing)}"
            : model.Rates.Any(static rate => rate.Value != decimal.Round(rate.Value, 6)) ? "a rate has more than six decimals"
            : null;
    }

    // A tier that has a long context has each of its rates there: cached tokens may not fall back to the fresh ones' rate.
    private static IEnumerable<string> BothContexts(SortedDictionary<string, decimal> rates) =>
        from tier in Tiers
        where RateNames.Any(name => rates.ContainsKey($"long_context.{tier}.{name}"))
        from name in RateNames
        where rates.ContainsKey($"{tier}.{name}")
        select $"long_context.{tier}.{name}";

    // A second import for the same day corrects the first; any other day's price is history and stays.
    private static (TextSpan Span, string Text) Edit(JsonNode last, string entry, string date) =>
        last.Text("from") == date ? (last.Span, entry) : (new TextSpan(last.Span.End, 0), ",\n        " + entry);

    private static string Entry(SortedDictionary<string, decimal> rates, SortedDictionary<string, decimal> current, string date)
    {
        var lines = new List<string> { $"\"from\": \"{date}\"" };
        lines.AddRange(TierLines(rates, ""));
        if (rates.TryGetValue("long_context.above", out var above))
        {
            // The table's own threshold stays: it knows which providers count it in and which do not.
            List<string> nested = [$"\"above\": {Text(current.GetValueOrDefault("long_context.above", above))}", .. TierLines(rates, "long_context.")];
            lines.Add($"\"long_context\": {{\n            {string.Join(",\n            ", nested)}\n          }}");
        }

        return $"{{\n          {string.Join(",\n          ", lines)}\n        }}";
    }

    private static IEnumerable<string> TierLines(SortedDictionary<string, decimal> rates, string prefix) =>
        from tier in Tiers
        let written = RateNames.Where(name => rates.ContainsKey($"{prefix}{tier}.{name}")).ToArray()
        where written.Length > 0
        select $"\"{tier}\": {{{string.Join(", ", written.Select(name => $"\"{name}\": \"{Text(rates[$"{prefix}{tier}.{name}"])}\""))}}}";

    private static string Apply(string table, List<(TextSpan Span, string Text)> edits, JsonNode root, string source, string date)
    {
        edits.Add((root.Get("as_of")!.Span, $"\"{date}\""));
        var sources = root.List("sources");
        if (sources.All(known => known.Text("name") != source))
        {
            edits.Add((new TextSpan(sources[^1].Span.End, 0), $",\n    {{\"name\": \"{source}\", \"what\": \"imported price file {source}\", \"date\": \"{date}\"}}"));
        }

        return SourceText.From(table).WithChanges(edits.OrderBy(static edit => edit.Span.Start).Select(static edit => new TextChange(edit.Span, edit.Text))).ToString();
    }

    private static decimal Number(JsonNode node) => decimal.Parse(node.Text, CultureInfo.InvariantCulture);

    private static string Text(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
