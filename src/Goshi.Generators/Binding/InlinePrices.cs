using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Goshi.Generators.Model;
using Goshi.Generators.Text;

namespace Goshi.Generators.Binding;

/// <summary>
/// Binds <c>pricing.models</c>. YAML's nodes are handed to the price table's own binder as JSON's, so that there is one
/// schema, and one set of messages, wherever prices are written.
/// </summary>
internal static class InlinePrices
{
    // Everything else that looks like a number is text in the table's schema: prices keep their digits, dates are dates.
    private static readonly string[] Counts = ["context_window", "max_input_tokens", "max_output_tokens", "above"];
    private static readonly string[] Flags =
        ["tools", "vision", "structured_outputs", "reasoning", "streaming", "audio", "highest_of_day"];

    /// <summary>Binds the models: sections under their ids, or a list of the table's own records.</summary>
    /// <returns>The table with them, and the findings.</returns>
    public static Bound<PriceTable> Bind(ConfigDocument document, ConfigNode models, PriceTable packaged, CancellationToken cancellationToken)
    {
        var records = models switch
        {
            ConfigSection section => JsonNode.List(section.Span, section.Entries.Select(ById).ToList()),
            _ => Convert("models", models),
        };
        return PriceBinder.BindModels(packaged, document.Path, document.Text, records, cancellationToken);
    }

    /// <summary>The written records of a merged table.</summary>
    public static EquatableArray<PriceRecord> Written(PriceTable packaged, PriceTable merged)
    {
        var known = new HashSet<PriceRecord>(packaged.Records);
        var models = new HashSet<string>(packaged.Records.Select(static record => record.Provider + " " + record.Id), StringComparer.Ordinal);

        // A packaged record that only lost an alias is not written; one that is written again with other values is.
        return merged.Records
            .Where(record => !known.Contains(record) && !(models.Contains(record.Provider + " " + record.Id) && OnlyLostIds(record, packaged)))
            .ToEquatableArray();
    }

    private static bool OnlyLostIds(PriceRecord record, PriceTable packaged) =>
        packaged.Records.Any(other => other == record with { Aliases = other.Aliases, Prefixes = other.Prefixes });

    private static JsonNode ById(ConfigEntry entry)
    {
        var node = Convert("", entry.Value);
        if (node.Kind != JsonKind.Object || node.Members.Any(static member => member.Name == "id"))
        {
            return node;
        }

        // The record begins at its key, which is what is underlined when something in it is missing.
        var id = new JsonMember("id", entry.Key.Span, JsonNode.Scalar(JsonKind.String, entry.Key.Span, entry.Key.Text));
        return JsonNode.Object(entry.Key.Span, new[] { id }.Concat(node.Members).ToList());
    }

    private static JsonNode Convert(string name, ConfigNode node) => node switch
    {
        ConfigSection section => JsonNode.Object(
            section.Span,
            section.Entries.Select(entry => new JsonMember(entry.Key.Text, entry.Key.Span, Convert(entry.Key.Text, entry.Value))).ToList()),
        ConfigList list => JsonNode.List(list.Span, list.Items.Select(item => Convert(name, item)).ToList()),
        _ => Convert(name, (ConfigScalar)node),
    };

    private static JsonNode Convert(string name, ConfigScalar scalar)
    {
        if (scalar.IsNull)
        {
            return JsonNode.Scalar(JsonKind.Null, scalar.Span);
        }

        if (Flags.Contains(name, StringComparer.Ordinal) && scalar.Text is ("true" or "false"))
        {
            return JsonNode.Scalar(scalar.Text == "true" ? JsonKind.True : JsonKind.False, scalar.Span);
        }

        var isCount = Counts.Contains(name, StringComparer.Ordinal) && JsonNumber.IsNumber(scalar.Text);
        return JsonNode.Scalar(isCount ? JsonKind.Number : JsonKind.String, scalar.Span, scalar.Text);
    }
}
