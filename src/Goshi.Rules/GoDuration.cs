using System;

namespace Goshi.Configuration.Rules;

/// <summary>
/// What Ollama takes as a duration: a number of seconds, or what Go's time.ParseDuration reads, a number with a unit, or
/// several of them. Anything else it answers with status 400.
/// </summary>
internal static class GoDuration
{
    private static readonly string[] Units = ["ns", "us", "\u00b5s", "\u03bcs", "ms", "s", "m", "h"];

    /// <summary>Whether a text is one.</summary>
    public static bool IsValid(string text)
    {
        var at = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        if (SkipNumber(text, at) == text.Length)
        {
            return true;
        }

        do
        {
            var unit = SkipNumber(text, at);
            at = unit < 0 ? -1 : SkipUnit(text, unit);
        }
        while (at > 0 && at < text.Length);
        return at > 0;
    }

    // Digits with at most one dot between, before or after them. Negative: no number stands there.
    private static int SkipNumber(string text, int at)
    {
        var (digits, dots) = (0, 0);
        for (; at < text.Length && text[at] is (>= '0' and <= '9') or '.'; at++)
        {
            digits += text[at] == '.' ? 0 : 1;
            dots += text[at] == '.' ? 1 : 0;
        }

        return digits > 0 && dots < 2 ? at : -1;
    }

    private static int SkipUnit(string text, int at)
    {
        foreach (var unit in Units)
        {
            // Not the m of 5ms: what follows a unit is a number or the end.
            var end = at + unit.Length;
            if (string.CompareOrdinal(text, at, unit, 0, unit.Length) == 0 && (end == text.Length || text[end] is (>= '0' and <= '9') or '.'))
            {
                return end;
            }
        }

        return -1;
    }
}
