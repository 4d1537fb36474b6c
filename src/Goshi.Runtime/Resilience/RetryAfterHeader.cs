using System.Globalization;
using System.Net.Http.Headers;

namespace Goshi.Resilience;

/// <summary>How long a response asks to wait: <c>retry-after-ms</c>, else <c>Retry-After</c>.</summary>
internal static class RetryAfterHeader
{
    // Beyond this a number is a mistake (often a Unix time), not a wait.
    private static readonly TimeSpan Absurd = TimeSpan.FromDays(365);

    // RFC 9110, 5.6.7, behind the day's name: the preferred form, RFC 850's, asctime's.
    private static readonly string[] DateFormats =
    [
        "d MMM yyyy H:mm:ss 'GMT'", "d MMM yyyy H:mm:ss 'UTC'", "d-MMM-yy H:mm:ss 'GMT'", "MMM d H:mm:ss yyyy",
    ];

    /// <summary>The wait asked for; zero for a date that has passed; null when there is none that makes sense.</summary>
    /// <param name="headers">The response's headers.</param>
    /// <param name="now">The current time, for dates.</param>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now) =>
        ReadAll(headers, "retry-after-ms", static (value, _) => Number(value, TimeSpan.TicksPerMillisecond), now)
        ?? ReadAll(headers, "Retry-After", static (value, now) => Number(value, TimeSpan.TicksPerSecond) ?? Date(value, now), now);

    /// <summary>The longest of the values, should a proxy have added one of its own: never earlier than told.</summary>
    private static TimeSpan? ReadAll(
        HttpResponseHeaders headers, string name, Func<string, DateTimeOffset, TimeSpan?> parse, DateTimeOffset now)
    {
        TimeSpan? longest = null;
        // NonValidated: the typed property knows no fractions.
        if (headers.NonValidated.TryGetValues(name, out var values))
        {
            foreach (var value in values)
            {
                if (parse(value.Trim(), now) is { } wait && wait <= Absurd && !(wait <= longest))
                {
                    longest = wait;
                }
            }
        }

        return longest;
    }

    private static TimeSpan? Number(string value, long ticksPerUnit)
    {
        // No sign and no exponent: neither is a delay that RFC 9110 or any provider sends.
        if (!double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number) || number < 0)
        {
            return null;
        }

        var ticks = Math.Ceiling(number * ticksPerUnit);
        return ticks <= Absurd.Ticks ? TimeSpan.FromTicks((long)ticks) : null;
    }

    private static TimeSpan? Date(string value, DateTimeOffset now)
    {
        // The day's name is left out of the reading: a wrong one must not make a good date unreadable.
        var comma = value.IndexOf(',');
        var date = comma >= 0 ? value[(comma + 1)..] : value.Length > 4 && char.IsAsciiLetter(value[0]) ? value[4..] : value;
        if (!DateTimeOffset.TryParseExact(date.Trim(), DateFormats, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out var at))
        {
            return null;
        }

        return at > now ? at - now : TimeSpan.Zero;
    }
}
