namespace Goshi.Resilience;

public class RetryAfterHeaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    // Seconds, whole and in part.
    [InlineData("0", 0)]
    [InlineData("30", 30)]
    [InlineData(" 30 ", 30)]
    [InlineData("1.25", 1.25)]
    [InlineData(".5", 0.5)]
    [InlineData("410400", 410_400)]
    // Dates, in the three forms of RFC 9110.
    [InlineData("Sun, 22 Nov 2026 12:00:45 GMT", 45)]
    [InlineData("Sunday, 22-Nov-26 12:00:45 GMT", 45)]
    [InlineData("Sun Nov 22 12:00:45 2026", 45)]
    [InlineData("Tue Dec  1 12:00:00 2026", 9 * 86_400)]
    [InlineData("Mon, 22 Nov 2026 12:00:45 GMT", 45)]
    [InlineData("Sun, 22 Nov 2026 11:59:00 GMT", 0)]
    [InlineData("Sun, 22 Nov 2026 12:00:45 UTC", 45)]
    [InlineData(", 22 Nov 2026 12:00:45 GMT", 45)]
    [InlineData("22 Nov 2026 12:00:45 GMT", 45)]
    // A year is the longest that makes sense.
    [InlineData("31536000", 31_536_000)]
    [InlineData("Mon, 22 Nov 2027 12:00:00 GMT", 31_536_000)]
    public void Reads_seconds_and_dates(string value, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(("Retry-After", value)));

    [Theory]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData("99999999999999999999999")]
    [InlineData("1763812800")]
    [InlineData("Sun, 22 Nov 9999 12:00:45 GMT")]
    [InlineData("22/11/2026")]
    [InlineData("31536001")]
    [InlineData("Mon, 22 Nov 2027 12:00:01 GMT")]
    [InlineData("x")]
    [InlineData("Sun")]
    [InlineData("Sun, 99 Nov 2026 12:00:45 GMT")]
    public void Ignores_what_makes_no_sense(string value) => Assert.Null(Read(("Retry-After", value)));

    [Theory]
    [InlineData("250", 250)]
    [InlineData("1.5", 1.5)]
    [InlineData("0", 0)]
    public void Milliseconds_come_before_seconds(string value, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Read(("Retry-After", "20"), ("retry-after-ms", value)));

    [Theory]
    [InlineData("-5")]
    [InlineData("abc")]
    [InlineData("Sun, 22 Nov 2026 12:00:45 GMT")]
    public void Milliseconds_that_make_no_sense_leave_the_seconds(string value) =>
        Assert.Equal(TimeSpan.FromSeconds(20), Read(("Retry-After", "20"), ("retry-after-ms", value)));

    [Fact]
    public void Of_two_values_the_longer_counts() =>
        Assert.Equal(TimeSpan.FromSeconds(9), Read(("Retry-After", "4"), ("Retry-After", "9"), ("Retry-After", "junk")));

    [Fact]
    public void A_fraction_of_a_tick_is_rounded_up() =>
        Assert.Equal(TimeSpan.FromTicks(1), Read(("Retry-After", "0.00000001")));

    [Fact]
    public void No_header_is_no_wait() => Assert.Null(Read());

    private static TimeSpan? Read(params (string Name, string Value)[] headers)
    {
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return RetryAfterHeader.Read(response.Headers, Now);
    }
}
