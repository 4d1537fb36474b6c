using System.Globalization;

namespace Goshi.Cost;

/// <summary>
/// A line of <see cref="Hosting.PackedModels"/>: an id, then <c>name=value</c>, parted by spaces; a list is parted by
/// commas. What else an id could hold stands as <c>%</c> and the four hexadecimal digits of its character.
/// </summary>
/// <remarks>Plain loops and no generic types over values: this runs once, at the start, before the runtime has compiled any.</remarks>
internal sealed class PackedLine(string text)
{
    private const int EscapeLength = 5;

    /// <summary>The id.</summary>
    public string Id => Decode(text.IndexOf(' ', StringComparison.Ordinal) is var end and >= 0 ? text[..end] : text);

    /// <summary>A value; null: the line has none of this name.</summary>
    public string? Text(string name) => Find(name) is { } value ? Decode(value) : null;

    /// <summary>A list; empty: the line has none of this name.</summary>
    public string[] Texts(string name)
    {
        var items = Find(name)?.Split(',') ?? [];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Decode(items[i]);
        }

        return items;
    }

    /// <summary>A whole number; null: the line has none of this name.</summary>
    public long? Number(string name) => Find(name) is { } value ? long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    /// <summary>A true or false; null: the line has none of this name.</summary>
    public bool? Boolean(string name) => Find(name) is { } value ? value == "true" : null;

    /// <summary>A day; null: the line has none of this name.</summary>
    public DateOnly? Date(string name) => Find(name) is { } value
        ? new DateOnly(Digits(value[..4]), Digits(value[5..7]), Digits(value[8..]))
        : null;

    /// <summary>A decimal; null: the line has none of this name.</summary>
    public decimal? Decimal(string name) => Find(name) is { } value ? ReadDecimal(value) : null;

    /// <summary>
    /// US dollars per million tokens: input, cached input, cache write, audio input, output, audio output. One that is not
    /// written bills as <see cref="TokenRates"/> says. Null: the line has no rates of this name.
    /// </summary>
    public TokenRates? Rates(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        var rates = value.Split(',');
        return TokenRates.FromUsdPerMillionTokens(
            ReadDecimal(rates[0]) ?? 0, ReadDecimal(rates[4]) ?? 0,
            ReadDecimal(rates[1]), ReadDecimal(rates[2]), ReadDecimal(rates[3]), ReadDecimal(rates[5]));
    }

    private string? Find(string name)
    {
        var start = $" {name}=";
        var at = text.IndexOf(start, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var end = text.IndexOf(' ', at + 1);
        return end < 0 ? text[(at + start.Length)..] : text[(at + start.Length)..end];
    }

    private static string Decode(string written)
    {
        var at = written.IndexOf('%', StringComparison.Ordinal);
        return at < 0
            ? written
            : written[..at]
                + (char)ushort.Parse(written.AsSpan(at + 1, EscapeLength - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                + Decode(written[(at + EscapeLength)..]);
    }

    private static int Digits(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static decimal? ReadDecimal(string number) =>
        number.Length == 0 ? null : decimal.Parse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
