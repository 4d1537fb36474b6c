using System;
using System.Collections.Generic;

namespace Goshi.Configuration.Rules;

/// <summary>Names of providers and profiles: what they may look like and when two of them are the same.</summary>
internal static class ConfigName
{
    /// <summary>The most characters a name may have.</summary>
    public const int MaxLength = 64;

    /// <summary>Ignores case and takes <c>-</c> and <c>_</c> as equal, as the C# names made from the names do.</summary>
    public static IEqualityComparer<string> Comparer { get; } = new NameComparer();

    /// <summary>Whether two texts are the same name.</summary>
    public static bool AreEqual(string? a, string? b) =>
        a is null || b is null ? a is null && b is null : Comparer.Equals(a, b);

    /// <summary>Whether a text matches <c>[A-Za-z][A-Za-z0-9]*([_-][A-Za-z0-9]+)*</c> and is not too long.</summary>
    public static bool IsValid(string text)
    {
        if (text.Length is 0 or > MaxLength || !IsLetter(text[0]) || IsSeparator(text[text.Length - 1]))
        {
            return false;
        }

        for (var i = 1; i < text.Length; i++)
        {
            var separates = IsSeparator(text[i]);
            if ((!separates && !IsLetter(text[i]) && !IsDigit(text[i])) || (separates && IsSeparator(text[i - 1])))
            {
                return false;
            }
        }

        return true;
    }

    // Not char.IsLetter: names become C# identifiers and configuration keys, and stay ASCII.
    private static bool IsLetter(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsSeparator(char c) => c is '-' or '_';

    private sealed class NameComparer : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => string.Equals(Fold(x), Fold(y), StringComparison.OrdinalIgnoreCase);

        public int GetHashCode(string obj) => StringComparer.OrdinalIgnoreCase.GetHashCode(Fold(obj)!);

        private static string? Fold(string? name) => name?.Replace('-', '_');
    }
}
