using System;
using System.Collections.Generic;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;
using Goshi.Generators.Text;

namespace Goshi.Generators.Binding;

/// <summary>Binds the dated prices of one model.</summary>
internal static class PriceEntryBinder
{
    private static readonly string[] EntryNames =
    [
        "from", "standard", "batch", "flex", "priority", "long_context", "confirmed_until", "highest_of_day", "note",
    ];

    private static readonly string[] LongContextNames = ["above", "standard", "batch", "flex", "priority"];

    /// <summary>Binds a list of entries, each of which holds until the day before the next.</summary>
    /// <returns>Those that bound.</returns>
    public static EquatableArray<PriceEntry> Bind(JsonNode[] items, bool hasOutput, PriceFindings findings)
    {
        var entries = new List<PriceEntry>(items.Length);
        DateTime? previous = null;
        for (var i = 0; i < items.Length; i++)
        {
            if (PriceObject.Item(items[i], "prices", "a price", EntryNames, findings) is not { } entry)
            {
                continue;
            }

            var from = entry.Date("from");
            CheckOrder(entry, from, previous, isFirst: i == 0);
            if (entries.Count > 0 && from is { } start)
            {
                Close(entries, start.AddDays(-1));
            }

            previous = from ?? previous;
            AddEntry(entries, entry, from, hasOutput, findings);
        }

        return entries.ToEquatableArray();
    }

    private static void CheckOrder(PriceObject entry, DateTime? from, DateTime? previous, bool isFirst)
    {
        if (isFirst)
        {
            return;
        }

        if (entry.Member("from") is null)
        {
            entry.ReportMissing("from");
        }
        else if (from is { } day && previous is { } before && day <= before)
        {
            entry.Report(Descriptors.PriceOrder, "from", PriceSyntax.Date(day), PriceSyntax.Date(before));
        }
    }

    /// <summary>Ends the last entry, and with it an unconfirmed half that would begin after the end.</summary>
    private static void Close(List<PriceEntry> entries, DateTime end)
    {
        var last = entries[entries.Count - 1];
        var to = PriceSyntax.Date(end);
        if (last.Unconfirmed && string.CompareOrdinal(last.From, to) > 0)
        {
            entries.RemoveAt(entries.Count - 1);
            last = entries[entries.Count - 1];
        }

        entries[entries.Count - 1] = last with { To = to };
    }

    /// <summary>
    /// Adds an entry; one that is guaranteed only until a day becomes two, the second unconfirmed, so that whoever
    /// prices a request finds that out by its date and needs no clock here.
    /// </summary>
    private static void AddEntry(
        List<PriceEntry> entries, PriceObject entry, DateTime? from, bool hasOutput, PriceFindings findings)
    {
        if (BindRates(entry, from, hasOutput, findings) is not { } bound)
        {
            return;
        }

        if (entry.Date("confirmed_until") is not { } until)
        {
            entries.Add(bound);
        }
        else if (from is { } start && until < start)
        {
            entry.Invalid("confirmed_until", "a day on or after 'from'");
        }
        else
        {
            entries.Add(bound with { To = PriceSyntax.Date(until) });
            entries.Add(bound with { From = PriceSyntax.Date(until.AddDays(1)), Unconfirmed = true });
        }
    }

    private static PriceEntry? BindRates(PriceObject entry, DateTime? from, bool hasOutput, PriceFindings findings)
    {
        entry.Boolean("highest_of_day");
        entry.Text("note", static _ => true, "");
        if (entry.Member("standard") is null)
        {
            entry.ReportMissing("standard");
        }

        var standard = PriceRatesBinder.Bind(entry, "standard", hasOutput);
        var batch = PriceRatesBinder.Bind(entry, "batch", hasOutput);
        var flex = PriceRatesBinder.Bind(entry, "flex", hasOutput);
        var priority = PriceRatesBinder.Bind(entry, "priority", hasOutput);
        var longContext = entry.Object("long_context", "long_context", LongContextNames);
        var threshold = longContext is null ? null : BindThreshold(entry, longContext);

        // Long rates without a threshold, which is an error above, have nothing to begin at.
        var longRates = threshold is null ? null : longContext;
        return standard is null ? null : new PriceEntry(
            from is { } day ? PriceSyntax.Date(day) : null,
            null,
            standard,
            PriceRatesBinder.Bind(longRates, "standard", hasOutput),
            batch,
            PriceRatesBinder.Bind(longRates, "batch", hasOutput),
            flex,
            PriceRatesBinder.Bind(longRates, "flex", hasOutput),
            priority,
            PriceRatesBinder.Bind(longRates, "priority", hasOutput),
            threshold,
            Unconfirmed: false);
    }

    private static long? BindThreshold(PriceObject entry, PriceObject longContext)
    {
        foreach (var required in new[] { "above", "standard" })
        {
            if (longContext.Member(required) is null)
            {
                longContext.ReportMissing(required);
            }
        }

        foreach (var tier in new[] { "batch", "flex", "priority" })
        {
            if (longContext.Member(tier) is { } member && entry.Member(tier) is null)
            {
                longContext.Report(Descriptors.LongContextTier, tier, member.Name);
            }
        }

        return longContext.Count("above");
    }
}
