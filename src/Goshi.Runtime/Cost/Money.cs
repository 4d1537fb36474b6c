using System.Globalization;

namespace Goshi.Cost;

/// <summary>
/// Money in and out of integers of 1e-12 US dollars ("pico-dollars"). Never double: 0.1 + 0.2 must be 0.3.
/// </summary>
internal static class Money
{
    private const long PicoPerUsd = 1_000_000_000_000;
    private const int Decimals = 12;

    /// <summary>The largest limit that is accepted, in US dollars; far inside the range of the integers.</summary>
    public const decimal Largest = 1_000_000_000_000_000m;

    /// <summary>US dollars, without trailing zeros. Also for sums that 64 bits cannot hold.</summary>
    public static decimal FromPico(Int128 pico)
    {
        // A decimal keeps the zeros that it is made with, and 0.007 should not print as 0.007000000000.
        var negative = pico < 0;
        var rest = (UInt128)(negative ? -pico : pico);
        byte scale = Decimals;
        while (scale > 0 && rest % 10 == 0)
        {
            rest /= 10;
            scale--;
        }

        // More than 96 bits is more than 79 quadrillion dollars with all twelve decimals; no sum of requests gets there.
        var high = checked((uint)(rest >> 64));
        return new decimal((int)(uint)rest, (int)(uint)(rest >> 32), (int)high, negative, scale);
    }

    /// <summary>US dollars, with 12 decimals: the fast form, for values that fit 64 bits.</summary>
    public static decimal FromPicoRaw(ulong pico) =>
        new((int)(uint)pico, (int)(uint)(pico >> 32), 0, false, Decimals);

    /// <summary>Integers of 1e-12 US dollars; a fraction below that is cut off, so a limit never grows.</summary>
    /// <exception cref="OverflowException">The amount is beyond the range of a decimal's integers.</exception>
    public static Int128 ToPico(decimal usd) => (Int128)decimal.Truncate(usd * PicoPerUsd);

    /// <summary>A price in US dollars per million tokens as integers of 1e-12 US dollars per token.</summary>
    public static long RateToPico(decimal usdPerMillion)
    {
        var pico = usdPerMillion * 1_000_000m;
        return pico == decimal.Truncate(pico)
            ? (long)pico
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"A price per million tokens has at most six decimals: {usdPerMillion}."),
                nameof(usdPerMillion));
    }

    /// <summary>Integers of 1e-12 US dollars per token as US dollars per million tokens.</summary>
    public static decimal RateFromPico(long pico) => FromPico((Int128)pico * 1_000_000);

    /// <summary>The nearest value that 64 bits hold: reservations and remainders beyond it are "more than any limit".</summary>
    public static long Saturate(Int128 pico) =>
        pico > long.MaxValue ? long.MaxValue : pico < long.MinValue ? long.MinValue : (long)pico;

    /// <summary>Two decimals at least, twelve at most, the same in every culture: 0.007, 1.50.</summary>
    public static string Format(decimal usd) => usd.ToString("0.00##########", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Format(decimal)"/>
    public static string FormatPico(Int128 pico) => Format(FromPico(pico));
}
