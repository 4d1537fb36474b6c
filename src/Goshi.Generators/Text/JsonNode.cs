using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Text;

/// <summary>A JSON value and where it stands.</summary>
/// <remarks>Holds positions: it lives between a scanner and a binder and never enters a model.</remarks>
internal sealed class JsonNode
{
    private JsonNode(JsonKind kind, TextSpan span, string text)
    {
        Kind = kind;
        Span = span;
        Text = text;
    }

    /// <summary>What the value is.</summary>
    public JsonKind Kind { get; }

    /// <summary>The characters of the value, quotes and brackets included.</summary>
    public TextSpan Span { get; }

    /// <summary>A string with its escapes resolved, or a number as written, so that no digit is lost; otherwise empty.</summary>
    public string Text { get; }

    /// <summary>The members of an object in order, duplicates included; otherwise empty.</summary>
    public IReadOnlyList<JsonMember> Members { get; private set; } = Array.Empty<JsonMember>();

    /// <summary>The items of an array in order; otherwise empty.</summary>
    public IReadOnlyList<JsonNode> Items { get; private set; } = Array.Empty<JsonNode>();

    /// <summary>Makes a string, a number or a literal.</summary>
    public static JsonNode Scalar(JsonKind kind, TextSpan span, string text = "") => new(kind, span, text);

    /// <summary>Makes an object.</summary>
    public static JsonNode Object(TextSpan span, IReadOnlyList<JsonMember> members) =>
        new(JsonKind.Object, span, "") { Members = members };

    /// <summary>Makes an array.</summary>
    public static JsonNode List(TextSpan span, IReadOnlyList<JsonNode> items) =>
        new(JsonKind.Array, span, "") { Items = items };
}
