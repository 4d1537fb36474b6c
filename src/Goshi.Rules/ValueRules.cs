using System;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace Goshi.Configuration.Rules;

/// <summary>What a single value must satisfy, wherever it came from: a file, the configuration, or code.</summary>
internal static class ValueRules
{
    /// <summary>A key stands where none belongs; it goes neither into a message nor into generated source.</summary>
    public static ValueProblem Secret { get; } = new(
        ValueProblemKind.Secret,
        "must not hold a secret; put it into an environment variable, and write the name of that variable as api_key_env in the provider's section");

    /// <summary>What is wrong with a value of the key's own type; null: nothing.</summary>
    public static ValueProblem? Check(KeyRule rule, object value) => value switch
    {
        TimeSpan time => CheckTime(rule, time),
        int number => CheckRange(rule, number, Show(number)),
        decimal number => CheckRange(rule, number, Show(number)),
        double number => CheckNumber(rule, number),
        string[] list => CheckList(rule, list),
        string text => CheckText(rule, text),
        _ => null,
    };

    /// <summary>What the value of a key must be: <c>must be a whole number from 0 to 10</c>.</summary>
    public static string MustBe(KeyRule rule)
    {
        var what = rule.Kind switch
        {
            KeyKind.Integer => "a whole number",
            KeyKind.Number => "a number",
            KeyKind.Money => "an amount of US dollars",
            KeyKind.Time => "a time in seconds or with a unit (500ms, 30s, 2m, 1h)",
            KeyKind.Boolean => "true or false",
            KeyKind.Choice => rule.Allowed.Length == 1 ? "'" + rule.Allowed[0] + "'" : "one of " + string.Join(", ", rule.Allowed),
            KeyKind.TextList when rule.Allowed.Length > 0 => "a list of " + string.Join(", ", rule.Allowed),
            KeyKind.TextList => "a list of texts",
            KeyKind.Url => "an absolute http or https address such as " + rule.Example,
            KeyKind.VariableName => "the name of an environment variable such as " + rule.Example,
            KeyKind.Model => "the id of a model such as " + rule.Example,
            KeyKind.Provider => "the name of a provider such as " + rule.Example,
            KeyKind.Path => "a path",
            KeyKind.KeepAlive => "seconds, a duration such as 5m or 1h30m, or -1 for no end",
            _ => "a text",
        };
        return "must be " + what + Range(rule);
    }

    /// <summary>The range of a key in words, with a space before; empty: none.</summary>
    public static string Range(KeyRule rule)
    {
        var unit = rule.Kind == KeyKind.Time ? " s" : "";
        var none = rule.AllowsNone ? ", or none" : "";
        // The largest int is the type's limit, not the key's.
        var max = rule.Max == int.MaxValue ? null : rule.Max;
        return (rule.Min, max) switch
        {
            ({ } low, { } high) when rule.MinIsExclusive => " above " + Show(low) + " and at most " + Show(high) + unit + none,
            ({ } low, { } high) => " from " + Show(low) + " to " + Show(high) + unit + none,
            ({ } low, null) when rule.MinIsExclusive => " above " + Show(low) + none,
            ({ } low, null) => " of at least " + Show(low) + unit + none,
            _ => none,
        };
    }

    /// <summary>A time as it would be written: <c>90s</c>, <c>500ms</c>.</summary>
    public static string Show(TimeSpan time) =>
        time == Timeout.InfiniteTimeSpan ? "none"
        : Math.Abs(time.Ticks) < TimeSpan.TicksPerSecond && time.Ticks != 0 ? Show((decimal)time.Ticks / TimeSpan.TicksPerMillisecond) + "ms"
        : Show((decimal)time.Ticks / TimeSpan.TicksPerSecond) + "s";

    private static string Show(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    private static ValueProblem? CheckTime(KeyRule rule, TimeSpan time)
    {
        if (time == Timeout.InfiniteTimeSpan)
        {
            return rule.AllowsNone ? null : new ValueProblem(ValueProblemKind.NotAllowed, MustBe(rule) + ", not none");
        }

        return CheckRange(rule, (decimal)time.Ticks / TimeSpan.TicksPerSecond, Show(time));
    }

    private static ValueProblem? CheckNumber(KeyRule rule, double number) =>
        double.IsNaN(number) || number is < -1e15 or > 1e15
            ? new ValueProblem(ValueProblemKind.OutOfRange, MustBe(rule) + ", not " + number.ToString("R", CultureInfo.InvariantCulture))
            : CheckRange(rule, (decimal)number, number.ToString("R", CultureInfo.InvariantCulture));

    private static ValueProblem? CheckRange(KeyRule rule, decimal number, string shown)
    {
        var tooSmall = rule.MinIsExclusive ? number <= rule.Min : number < rule.Min;
        return tooSmall || number > rule.Max
            ? new ValueProblem(ValueProblemKind.OutOfRange, MustBe(rule) + ", not " + shown)
            : null;
    }

    private static ValueProblem? CheckList(KeyRule rule, string[] list)
    {
        foreach (var item in list)
        {
            if (SecretShape.HoldsKey(item))
            {
                return Secret;
            }

            if (item.Trim().Length == 0)
            {
                return new ValueProblem(ValueProblemKind.WrongType, MustBe(rule) + ", without an empty item");
            }

            if (rule.Allowed.Length > 0 && !rule.Allowed.Contains(item, StringComparer.Ordinal))
            {
                return NotAllowed(rule, item);
            }
        }

        return null;
    }

    private static ValueProblem? CheckText(KeyRule rule, string text)
    {
        if (rule.Kind is not (KeyKind.VariableName or KeyKind.Url) && SecretShape.HoldsKey(text))
        {
            return Secret;
        }

        switch (rule.Kind)
        {
            case KeyKind.Choice:
                return rule.Allowed.Contains(text, StringComparer.Ordinal) ? null : NotAllowed(rule, text);
            case KeyKind.VariableName:
                return CheckVariableName(rule, text);
            case KeyKind.Url:
                return CheckUrl(rule, text);
            case KeyKind.Provider:
                return ConfigName.IsValid(text) ? null : Wrong(rule, text);
            case KeyKind.Model:
                return text.Length == 0 || text.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c)) ? Wrong(rule, text) : null;
            case KeyKind.KeepAlive:
                return GoDuration.IsValid(text) ? null : Wrong(rule, text);
            default:
                return text.Trim().Length == 0 ? new ValueProblem(ValueProblemKind.WrongType, MustBe(rule) + ", and is empty") : null;
        }
    }

    // The text is never repeated, whatever it looks like: people put the key itself here.
    private static ValueProblem? CheckVariableName(KeyRule rule, string text)
    {
        if (SecretShape.LooksLikeSecret(text))
        {
            return new ValueProblem(ValueProblemKind.Secret, MustBe(rule) + ", not the secret itself; put the secret into that variable");
        }

        return SecretShape.IsVariableName(text)
            ? null
            : new ValueProblem(ValueProblemKind.WrongType, MustBe(rule) + " (letters, digits and underscores); "
                + (SecretShape.IsVariableName(text.Trim('$', '{', '}', '%', ' ')) ? "write the name alone, without '$', '%' or braces" : "its value is not shown"));
    }

    private static ValueProblem? CheckUrl(KeyRule rule, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || (uri.Scheme != "http" && uri.Scheme != "https") || uri.Host.Length == 0)
        {
            return Wrong(rule, text);
        }

        if (uri.UserInfo.Length > 0)
        {
            return new ValueProblem(ValueProblemKind.Secret, MustBe(rule) + ", without a user name or password");
        }

        return uri.Query.Length > 0 || uri.Fragment.Length > 0
            ? new ValueProblem(ValueProblemKind.WrongType, MustBe(rule) + ", without a query or fragment")
            : null;
    }

    private static ValueProblem NotAllowed(KeyRule rule, string text) =>
        new(ValueProblemKind.NotAllowed, MustBe(rule) + ", not " + SecretShape.Quote(text) + NearestName.Hint(text, rule.Allowed));

    private static ValueProblem Wrong(KeyRule rule, string text) =>
        new(ValueProblemKind.WrongType, MustBe(rule) + ", not " + SecretShape.Quote(text));
}
