using System.Globalization;

namespace Goshi.Errors;

public class DurationsTests
{
    [Theory]
    [InlineData(0, "0ms")]
    [InlineData(0.0015, "1.5ms")]
    [InlineData(0.35, "350ms")]
    [InlineData(1.5, "1.5s")]
    [InlineData(120, "120s")]
    public void Reads_like_goshi_yaml(double seconds, string expected) =>
        Assert.Equal(expected, Durations.Format(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Infinite_is_none() => Assert.Equal("none", Durations.Format(Timeout.InfiniteTimeSpan));

    [Fact]
    public void Does_not_depend_on_the_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal("1.5s", Durations.Format(TimeSpan.FromSeconds(1.5)));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
