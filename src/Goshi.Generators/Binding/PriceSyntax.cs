using System;
using System.Globalization;

namespace Goshi.Generators.Binding;

/// <summary>How the values of a price table are written. Nothing is trimmed, rounded or guessed.</summary>
internal static class PriceSyntax
{
    /// <summary>Six: the smallest rate is then one millionth of a millionth of a dollar per token, which money is counted in.</summary>
    public const int MaxFractionDigits = 6;

    // Below a million dollars per million tokens a rate times a million million tokens stays inside 64 bits' decimal kin.
    private const int MaxIntegerDigits = 6;
    private const int MaxIdLength = 200;
    private const int MaxNameLength = 120;

    /// <summary>Reads a decimal without sign, exponent, blanks or surplus leading zeros.</summary>
    public static bool TryReadDecimal(string text, out decimal value)
    {
        value = 0;
        var point = text.IndexOf('.');
        var integer = point < 0 ? text : text.Substring(0, point);
        var fraction = point < 0 ? null : text.Substring(point + 1);
        return integer.Length is >= 1 and <= MaxIntegerDigits
            && (integer.Length == 1 || integer[0] != '0')
            && IsDigits(integer)
            && (fraction is null || (fraction.Length is >= 1 and <= MaxFractionDigits && IsDigits(fraction)))
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Reads a calendar day, <c>yyyy-MM-dd</c>.</summary>
    /// <remarks>By hand: the first call of DateTime.TryParseExact in a process takes 7 ms.</remarks>
    public static bool TryReadDate(string text, out DateTime value)
    {
        value = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-'
            || !TryReadDigits(text, 0, 4, out var year) || year == 0
            || !TryReadDigits(text, 5, 2, out var month) || month is 0 or > 12
            || !TryReadDigits(text, 8, 2, out var day) || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        value = new DateTime(year, month, day);
        return true;
    }

    /// <summary>Writes a calendar day.</summary>
    public static string Date(DateTime value) =>
        Digits(value.Year, 4) + "-" + Digits(value.Month, 2) + "-" + Digits(value.Day, 2);

    /// <summary>Reads a whole number of at least 1.</summary>
    public static bool TryReadCount(string text, out int value)
    {
        value = 0;
        return IsDigits(text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value >= 1;
    }

    /// <summary>Whether a text can be a model id: visible ASCII without quotes and backslashes.</summary>
    public static bool IsId(string text)
    {
        foreach (var c in text)
        {
            if (c is <= ' ' or > '~' or '"' or '\'' or '\\')
            {
                return false;
            }
        }

        return text.Length is >= 1 and <= MaxIdLength;
    }

    /// <summary>Whether a text can be a provider's name: words of letters and digits joined by hyphens or underscores.</summary>
    public static bool IsProvider(string text)
    {
        var previousIsLink = true;
        foreach (var c in text)
        {
            var isLink = c is '-' or '_';
            if (isLink ? previousIsLink : !IsLetterOrDigit(c))
            {
                return false;
            }

            previousIsLink = isLink;
        }

        return !previousIsLink && text.Length <= 64 && !IsDigit(text[0]);
    }

    /// <summary>Whether a text can be a class name that is no keyword: an upper-case letter, then letters, digits and underscores.</summary>
    public static bool IsName(string text)
    {
        foreach (var c in text)
        {
            if (!IsLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return text.Length is >= 1 and <= MaxNameLength && text[0] is >= 'A' and <= 'Z';
    }

    private static bool TryReadDigits(string text, int start, int length, out int value)
    {
        value = 0;
        for (var i = start; i < start + length; i++)
        {
            if (!IsDigit(text[i]))
            {
                return false;
            }

            value = (value * 10) + (text[i] - '0');
        }

        return true;
    }

    private static string Digits(int value, int length) =>
        value.ToString(CultureInfo.InvariantCulture).PadLeft(length, '0');

    private static bool IsDigits(string text)
    {
        foreach (var c in text)
        {
            if (!IsDigit(c))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsLetterOrDigit(char c) => IsDigit(c) || c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
