using System;
using System.Collections.Generic;

namespace Goshi.Configuration.Rules;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    // Longer texts are no typing mistakes, and the comparison costs the product of both lengths.
    private const int MaxLength = 64;
    private const int ShortestBeginning = 3;

    /// <summary>The candidate closest to a text, or null when none is close enough or begins alike; of equally close ones the first.</summary>
    public static string? Find(string text, IEnumerable<string> candidates)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        var folded = Fold(text);
        string? longer = null;
        var limit = Math.Max(1, text.Length / 3);
        string? nearest = null;

        foreach (var candidate in candidates)
        {
            var other = Fold(candidate);

            // api_key for api_key_env: too many letters for a typing mistake, but the beginning is right.
            if (longer is null && text.Length >= ShortestBeginning && other.StartsWith(folded + "_", StringComparison.Ordinal))
            {
                longer = candidate;
            }

            if (candidate.Length > MaxLength || Math.Abs(candidate.Length - text.Length) > limit)
            {
                continue;
            }

            var distance = Distance(folded, other);
            // A text that has nothing in common with a short name is not a misspelling of it.
            if (distance <= limit && distance < candidate.Length)
            {
                nearest = candidate;
                limit = distance - 1;
            }
        }

        return nearest ?? longer;
    }

    /// <summary><c>; did you mean 'x'?</c>, or an empty text when nothing is close enough.</summary>
    public static string Hint(string text, IEnumerable<string> candidates) => Hint(Find(text, candidates));

    /// <summary><c>; did you mean 'x'?</c>, or an empty text when nothing was found.</summary>
    public static string Hint(string? found) => found is null ? "" : "; did you mean '" + found + "'?";

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.</summary>
    public static int Distance(string a, string b)
    {
        var beforeLast = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var current = new int[b.Length + 1];

        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var best = Math.Min(replace, Math.Min(last[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    best = Math.Min(best, beforeLast[j - 2] + 1);
                }

                current[j] = best;
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[b.Length];
    }

    private static string Fold(string text) => text.ToLowerInvariant().Replace('-', '_');
}
