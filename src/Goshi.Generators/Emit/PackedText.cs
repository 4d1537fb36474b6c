using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Goshi.Generators.Emit;

/// <summary>
/// Writes the lines that the runtime's PackedModels reads: an id, then <c>name=value</c>, parted by spaces. The compiler
/// takes them as one constant, where objects would be a thousand methods.
/// </summary>
internal static class PackedText
{
    /// <summary>The lines as one constant.</summary>
    public static string Constant(IEnumerable<string> lines)
    {
        var text = string.Join("\n", lines);
        return text.Length == 0 ? "\"\"" : $"\"\"\"\n{text}\n\"\"\"";
    }

    /// <summary>A line; parts that are empty are left out.</summary>
    public static string Line(string id, params string[] parts) =>
        string.Join(" ", new[] { Encode(id) }.Concat(parts.Where(static part => part.Length > 0)));

    /// <summary>A value that may be unknown.</summary>
    public static string Part(string name, string? value) => value is null ? "" : $"{name}={Encode(value)}";

    /// <summary>A whole number that may be unknown.</summary>
    public static string Part(string name, long? value) => Part(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>A true or false that may be unknown.</summary>
    public static string Part(string name, bool? value) => value is not { } known ? "" : Part(name, CSharp.Boolean(known));

    /// <summary>A list that may be empty.</summary>
    public static string Part(string name, IEnumerable<string> values) =>
        string.Join(",", values.Select(Encode)) is { Length: > 0 } list ? $"{name}={list}" : "";

    // What could end a value, a line or the constant itself.
    private static string Encode(string text)
    {
        if (text.All(IsPlain))
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length * 2);
        foreach (var character in text)
        {
            encoded.Append(IsPlain(character) ? character.ToString() : "%" + ((int)character).ToString("X4", CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }

    private static bool IsPlain(char character) => character is > ' ' and <= '~' and not ('"' or '%' or ',');
}
