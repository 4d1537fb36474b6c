using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Text;

/// <summary>A JSON value and where it stands.</summary>
/// <remarks>
/// Holds positions: it lives between a scanner and a binder and never enters a model. Its lists are arrays because a
/// cold compiler runs all of this unoptimised, where enumerating an interface costs several times as much.
/// </remarks>
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
    public JsonMember[] Members { get; private set; } = [];

    /// <summary>The items of an array in order; otherwise empty.</summary>
    public JsonNode[] Items { get; private set; } = [];

    /// <summary>Makes a string, a number or a literal.</summary>
    public static JsonNode Scalar(JsonKind kind, TextSpan span, string text = "") => new(kind, span, text);

    /// <summary>Makes an object.</summary>
    public static JsonNode Object(TextSpan span, IEnumerable<JsonMember> members) =>
        new(JsonKind.Object, span, "") { Members = members.ToArray() };

    /// <summary>Makes an array.</summary>
    public static JsonNode List(TextSpan span, IEnumerable<JsonNode> items) =>
        new(JsonKind.Array, span, "") { Items = items.ToArray() };
}
