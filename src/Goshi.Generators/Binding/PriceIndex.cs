using System;
using System.Collections.Generic;
using System.Linq;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Emit;
using Goshi.Generators.Model;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Binding;

/// <summary>The ids and C# names that are taken in a price table.</summary>
/// <remarks>An id is looked up without its provider, so it may stand once in the whole table.</remarks>
internal sealed class PriceIndex
{
    private readonly Dictionary<string, PriceRecord> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PriceRecord> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the ids and the name of a record that is known to be in order.</summary>
    public void Add(PriceRecord record)
    {
        foreach (var id in Ids(record))
        {
            _ids[id] = record;
        }

        _names[CSharpName.Of(record)] = record;
    }

    /// <summary>Takes the ids and the name of a record, and reports those that are taken.</summary>
    /// <param name="record">The record.</param>
    /// <param name="node">Where it stands.</param>
    /// <param name="findings">Takes the findings.</param>
    /// <returns>Whether the record can stay: its own id and its name were free.</returns>
    public bool TryAdd(PriceRecord record, JsonNode node, PriceFindings findings)
    {
        var isFree = true;
        foreach (var id in Ids(record))
        {
            if (_ids.TryGetValue(id, out var owner))
            {
                findings.Report(
                    Descriptors.DuplicateModelId, Place(node, id), SecretShape.Quote(id.TrimEnd('*')),
                    SecretShape.Quote(owner.Id), SecretShape.Quote(owner.Provider));
                isFree = false;
            }
            else
            {
                _ids.Add(id, record);
            }
        }

        var name = CSharpName.Of(record);
        if (isFree && _names.TryGetValue(name, out var namesake))
        {
            var span = (Member(node, "name") ?? Member(node, "id"))?.Value.Span ?? PriceObject.Opening(node);
            findings.Report(
                Descriptors.ModelNameCollision, span, SecretShape.Quote(record.Id), SecretShape.Quote(namesake.Id),
                SecretShape.Quote(name));
            isFree = false;
        }

        if (isFree)
        {
            _names.Add(name, record);
        }

        return isFree;
    }

    private static IEnumerable<string> Ids(PriceRecord record) =>
        new[] { record.Id }.Concat(record.Aliases).Concat(record.Prefixes.Select(AsPrefix));

    // A prefix and an id never clash: whoever looks an id up tries the ids first.
    private static string AsPrefix(string prefix) => prefix + "*";

    /// <summary>Where an id stands: as an alias, a snapshot or a prefix if it does, since the model's own comes first.</summary>
    private static TextSpan Place(JsonNode node, string id)
    {
        var other = node.Members
            .Where(static member => member.Name is "aliases" or "snapshots" or "prefixes")
            .SelectMany(static member => member.Value.Items.Select(item => (member.Name, Item: item)))
            .LastOrDefault(pair => id == (pair.Name == "prefixes" ? AsPrefix(pair.Item.Text) : pair.Item.Text));
        return other.Item?.Span ?? Member(node, "id")?.Value.Span ?? PriceObject.Opening(node);
    }

    private static JsonMember? Member(JsonNode node, string name) =>
        node.Members.FirstOrDefault(member => member.Name == name);
}
