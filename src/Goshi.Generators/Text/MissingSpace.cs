using System;
using Goshi.Configuration.Rules;

namespace Goshi.Generators.Text;

/// <summary>Recognises <c>model:gpt-4o</c>: without a space, YAML takes key and value for one text.</summary>
internal static class MissingSpace
{
    /// <summary>Where in a text the colon without its space stands; -1: nowhere. Only the keys of goshi.yaml are looked for.</summary>
    public static int ColonIn(string text)
    {
        var start = 0;
        while (start < text.Length && text[start] == ' ')
        {
            start++;
        }

        var colon = text.IndexOf(':', start);
        return colon > start
            && colon + 1 < text.Length
            && !char.IsWhiteSpace(text[colon + 1])
            && IsKey(text.Substring(start, colon - start))
                ? colon
                : -1;
    }

    /// <summary>The end of a message about a text that YAML did not read as key and value; empty: it is none.</summary>
    public static string Hint(string text) =>
        ColonIn(text) is var colon and >= 0 ? "; a space is missing after '" + text.Substring(0, colon + 1).Trim() + "'"
        : text.IndexOf('=') is var equals and > 0 && IsKey(text.Substring(0, equals).Trim()) ? "; write ':' in the place of '='"
        : "";

    private static bool IsKey(string name) =>
        Array.IndexOf(KeyRules.Subsections, name) >= 0 || KeyRules.Find((KeyScope)(-1), name) is not null;
}
