using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace Goshi.Configuration.Rules;

/// <summary>Reads the text of a value by the rule of its key. Knows nothing of files: a caller adds the place.</summary>
internal static class ValueReader
{
    private static readonly (string Unit, decimal Seconds)[] Units = [("ms", 0.001m), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>Reads one text; for a list the parts between commas.</summary>
    public static TextReading Read(KeyRule rule, string text)
    {
        if (rule.Kind == KeyKind.TextList)
        {
            return ReadList(rule, text.Split(',').Select(static item => item.Trim()).Where(static item => item.Length > 0));
        }

        var value = Parse(rule, rule.Kind == KeyKind.Text ? text : text.Trim());
        var problem = value is null
            ? ValueRules.Wrong(rule, text)
            : ValueRules.Check(rule, value);
        return problem is null ? new TextReading(value, null) : new TextReading(null, problem);
    }

    /// <summary>Reads the items of a list.</summary>
    public static TextReading ReadList(KeyRule rule, IEnumerable<string> items)
    {
        var list = items.ToArray();
        var problem = ValueRules.Check(rule, list);
        return problem is null ? new TextReading(list, null) : new TextReading(null, problem);
    }

    /// <summary>
    /// A value in the one form that every culture and compiler reads alike: a time in ticks or <c>none</c>,
    /// numbers and booleans invariant, a list joined with commas.
    /// </summary>
    public static string Canonical(object value) => value switch
    {
        TimeSpan time when time == Timeout.InfiniteTimeSpan => "none",
        TimeSpan time => time.Ticks.ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IEnumerable<string> list => string.Join(",", list),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static object? Parse(KeyRule rule, string text) => rule.Kind switch
    {
        KeyKind.Integer => ParseInteger(text),
        KeyKind.Number => ParseDecimal(text) is null ? null : ParseDouble(text),
        KeyKind.Money => ParseDecimal(text),
        KeyKind.Time => ParseTime(rule, text),
        KeyKind.Boolean => ParseBoolean(text),
        _ => text,
    };

    private static object? ParseInteger(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static object? ParseDouble(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static decimal? ParseDecimal(string text) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var value)
            ? value
            : null;

    private static object? ParseBoolean(string text) => text.ToLowerInvariant() switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    private static object? ParseTime(KeyRule rule, string text)
    {
        if (rule.AllowsNone && text == "none")
        {
            return Timeout.InfiniteTimeSpan;
        }

        var factor = 1m;
        foreach (var (unit, seconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal))
            {
                text = text.Substring(0, text.Length - unit.Length).TrimEnd();
                factor = seconds;
                break;
            }
        }

        // No exponent: the JSON schema could not say where it may stand.
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var number) ? ToTime(number, factor) : null;
    }

    // A time beyond what a TimeSpan holds becomes the largest one, and is then refused with the range's message.
    private static TimeSpan ToTime(decimal number, decimal factor)
    {
        const decimal Limit = 100_000_000_000m;
        var seconds = Math.Abs(number) > Limit ? Math.Sign(number) * Limit : number * factor;
        seconds = Math.Max(-Limit, Math.Min(Limit, seconds));
        return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
    }
}
