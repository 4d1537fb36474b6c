using System.Globalization;
using Goshi.Cost;

namespace Goshi.Tests.Cost;

public class MoneyTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "0.000000000001")]
    [InlineData(7_000_000_000, "0.007")]
    [InlineData(1_500_000_000_000, "1.5")]
    [InlineData(-20_000_000_000_000, "-20")]
    [InlineData(long.MaxValue, "9223372.036854775807")]
    public void Converts_to_dollars_without_trailing_zeros(long pico, string usd) =>
        Assert.Equal(usd, Money.FromPico(pico).ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Converts_sums_beyond_64_bits() =>
        Assert.Equal(92_233_720.36854775807m, Money.FromPico((Int128)long.MaxValue * 10));

    [Fact]
    public void Cuts_a_limit_off_below_the_smallest_unit() =>
        Assert.Equal((Int128)999_999_999_999, Money.ToPico(0.9999999999999m));

    [Theory]
    [InlineData("0.000001", 1)]
    [InlineData("2.5", 2_500_000)]
    [InlineData("600", 600_000_000)]
    public void Holds_a_price_per_million_tokens_exactly(string usd, long pico)
    {
        var price = decimal.Parse(usd, CultureInfo.InvariantCulture);

        Assert.Equal(pico, Money.RateToPico(price));
        Assert.Equal(price, Money.RateFromPico(pico));
    }

    [Fact]
    public void Refuses_a_price_that_it_cannot_hold() =>
        Assert.Throws<ArgumentException>(() => Money.RateToPico(0.0000001m));

    [Theory]
    [InlineData("0.007", "0.007")]
    [InlineData("1.5", "1.50")]
    [InlineData("0", "0.00")]
    [InlineData("1234.000000000001", "1234.000000000001")]
    public void Formats_alike_in_every_culture(string usd, string text)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal(text, Money.Format(decimal.Parse(usd, CultureInfo.InvariantCulture)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
