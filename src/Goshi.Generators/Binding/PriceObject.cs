using System;
using System.Collections.Generic;
using System.Globalization;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Binding;

/// <summary>One object of a price table: hands out its values by name and reports those that are not as they should be.</summary>
/// <remarks>A value that does not bind is reported once and is null, like an absent one.</remarks>
internal sealed class PriceObject
{
    private readonly JsonNode _node;
    private readonly TextSpan _anchor;
    private readonly PriceFindings _findings;

    private PriceObject(JsonNode node, TextSpan anchor, string what, PriceFindings findings)
    {
        _node = node;
        _anchor = anchor;
        What = what;
        _findings = findings;
    }

    /// <summary>What the object is, for messages: <c>a model</c>.</summary>
    public string What { get; }

    /// <summary>Opens the document itself.</summary>
    /// <returns>Null when it is no object.</returns>
    public static PriceObject? Root(JsonNode node, string[] allowed, PriceFindings findings)
    {
        if (node.Kind == JsonKind.Object)
        {
            return new PriceObject(node, Opening(node), "the price table", findings).CheckNames(allowed);
        }

        findings.Report(Descriptors.PricePropertyShape, Place(node), "$", "the price table", "an object");
        return null;
    }

    /// <summary>Opens an item of a list and reports properties that are unknown or given twice.</summary>
    /// <param name="node">The item.</param>
    /// <param name="list">The name of the list.</param>
    /// <param name="what">What the item is, for messages.</param>
    /// <param name="allowed">The properties that it may have.</param>
    /// <param name="findings">Takes the findings.</param>
    /// <returns>Null when it is no object.</returns>
    public static PriceObject? Item(JsonNode node, string list, string what, string[] allowed, PriceFindings findings)
    {
        if (node.Kind == JsonKind.Object)
        {
            return new PriceObject(node, Opening(node), what, findings).CheckNames(allowed);
        }

        findings.Report(Descriptors.PricePropertyShape, Place(node), list, "the price table", "a list of objects");
        return null;
    }

    /// <summary>The first character of an item of a list, which has no key to underline.</summary>
    public static TextSpan Opening(JsonNode node) => new(node.Span.Start, Math.Min(1, node.Span.Length));

    /// <summary>The member of a name, or null.</summary>
    public JsonMember? Member(string name)
    {
        foreach (var member in _node.Members)
        {
            if (member.Name == name)
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>Reports that a property is missing.</summary>
    public void ReportMissing(string name) =>
        _findings.Report(Descriptors.PricePropertyShape, _anchor, name, What, "given");

    /// <summary>A text that passes a test.</summary>
    /// <param name="name">The property.</param>
    /// <param name="isValid">The test.</param>
    /// <param name="form">What a valid one looks like, for the message.</param>
    public string? Text(string name, Func<string, bool> isValid, string form) =>
        Member(name) is { } member ? Text(name, member.Value, isValid, form) : null;

    /// <summary>One of some words.</summary>
    public string? Word(string name, string[] words) => Text(
        name, text => Array.IndexOf(words, text) >= 0, "one of " + string.Join(", ", words));

    /// <summary>A list of texts that pass a test; empty when absent.</summary>
    public List<string>? Texts(string name, Func<string, bool> isValid, string form)
    {
        if (Items(name) is not { } items)
        {
            return null;
        }

        var texts = new List<string>(items.Length);
        foreach (var item in items)
        {
            if (Text(name, item, isValid, form) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    /// <summary>The items of a list, or null.</summary>
    public JsonNode[]? Items(string name)
    {
        if (Member(name) is not { } member)
        {
            return null;
        }

        if (member.Value.Kind != JsonKind.Array)
        {
            ReportType(name, member.Value, "a list");
            return null;
        }

        return member.Value.Items;
    }

    /// <summary>A whole number of at least 1.</summary>
    public int? Count(string name)
    {
        if (Member(name)?.Value is not { } value)
        {
            return null;
        }

        if (value.Kind != JsonKind.Number)
        {
            ReportType(name, value, "a whole number");
            return null;
        }

        if (!PriceSyntax.TryReadCount(value.Text, out var count))
        {
            Invalid(value, "a whole number from 1 to " + int.MaxValue.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        return count;
    }

    /// <summary>A truth value.</summary>
    public bool? Boolean(string name)
    {
        if (Member(name)?.Value is not { } value)
        {
            return null;
        }

        if (value.Kind is not (JsonKind.True or JsonKind.False))
        {
            ReportType(name, value, "true or false");
            return null;
        }

        return value.Kind == JsonKind.True;
    }

    /// <summary>An exact decimal: a string, or a number, whose digits the scanner kept.</summary>
    public decimal? Decimal(string name, string form)
    {
        if (Member(name)?.Value is not { } value)
        {
            return null;
        }

        if (value.Kind is not (JsonKind.String or JsonKind.Number))
        {
            ReportType(name, value, "a decimal in quotes");
            return null;
        }

        if (!PriceSyntax.TryReadDecimal(value.Text, out var result))
        {
            Invalid(value, form);
            return null;
        }

        return result;
    }

    /// <summary>A calendar day.</summary>
    public DateTime? Date(string name) =>
        Text(name, static text => PriceSyntax.TryReadDate(text, out _), "a date such as 2026-11-22") is { } text
        && PriceSyntax.TryReadDate(text, out var date)
            ? date
            : null;

    /// <summary>Opens an object inside this one; what it lacks is underlined at its key.</summary>
    public PriceObject? Object(string name, string what, string[] allowed)
    {
        if (Member(name) is not { } member)
        {
            return null;
        }

        if (member.Value.Kind == JsonKind.Object)
        {
            return new PriceObject(member.Value, member.NameSpan, what, _findings).CheckNames(allowed);
        }

        ReportType(name, member.Value, "an object");
        return null;
    }

    /// <summary>Reports a property at its value.</summary>
    public void Report(DiagnosticDescriptor descriptor, string name, params string[] arguments) =>
        _findings.Report(descriptor, Member(name)?.Value.Span ?? _anchor, arguments);

    /// <summary>Reports that a value is of no use, quoting it.</summary>
    public void Invalid(string name, string form)
    {
        if (Member(name) is { } member)
        {
            Invalid(member.Value, form);
        }
    }

    private void Invalid(JsonNode value, string form) =>
        _findings.Report(Descriptors.PriceValue, value.Span, SecretShape.Quote(value.Text), form);

    // An object or a list may go on for pages: its bracket is enough.
    private static TextSpan Place(JsonNode node) =>
        node.Kind is JsonKind.Object or JsonKind.Array ? Opening(node) : node.Span;

    private string? Text(string name, JsonNode value, Func<string, bool> isValid, string form)
    {
        if (value.Kind != JsonKind.String)
        {
            ReportType(name, value, "text");
            return null;
        }

        if (!isValid(value.Text))
        {
            Invalid(value, form);
            return null;
        }

        return value.Text;
    }

    private void ReportType(string name, JsonNode value, string type) =>
        _findings.Report(Descriptors.PricePropertyShape, Place(value), name, What, type);

    private PriceObject CheckNames(string[] allowed)
    {
        var seen = 0L;
        foreach (var member in _node.Members)
        {
            var index = Array.IndexOf(allowed, member.Name);
            if (_findings.IsFull)
            {
                break;
            }

            if (index < 0)
            {
                var hint = NearestName.Hint(member.Name, allowed);
                var names = hint.Length > 0 ? hint : "; known are " + string.Join(", ", allowed);
                _findings.Report(
                    Descriptors.UnknownPriceProperty, member.NameSpan, SecretShape.Quote(member.Name), What, names);
            }
            else if ((seen & (1L << index)) != 0)
            {
                _findings.Report(Descriptors.DuplicatePriceProperty, member.NameSpan, member.Name, What);
            }
            else
            {
                seen |= 1L << index;
            }
        }

        return this;
    }
}
