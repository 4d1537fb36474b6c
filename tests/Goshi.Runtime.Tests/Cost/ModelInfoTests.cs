namespace Goshi.Tests.Cost;

public class ModelInfoTests
{
    private static readonly ModelPrice Old = new(new TokenRates(3, 3));
    private static readonly ModelPrice New = new(new TokenRates(2, 2));
    private static readonly ModelPrice NewFlex = new(new TokenRates(1, 1));

    private readonly ModelInfo _model = new()
    {
        Id = "m",
        Provider = "openai",
        RegionalMultiplier = 1.5m,
        Prices = [new DatedPrice(new(2025, 1, 1), Old), new DatedPrice(new(2026, 1, 1), New, flex: NewFlex)],
    };

    [Fact]
    public void Takes_the_first_price_before_the_first_date() => Assert.Same(Old, Price(new(2020, 1, 1)));

    [Fact]
    public void Keeps_a_price_until_the_day_before_the_next() => Assert.Same(Old, Price(new(2025, 12, 31)));

    [Fact]
    public void Takes_a_price_from_its_first_day_on() => Assert.Same(New, Price(new(2026, 1, 1)));

    [Fact]
    public void Never_takes_another_tiers_price()
    {
        Assert.True(_model.TryGetPrice(ServiceTier.Flex, new(2026, 1, 1), out var flex));
        Assert.Same(NewFlex, flex);
        Assert.False(_model.TryGetPrice(ServiceTier.Flex, new(2025, 1, 1), out _));
        Assert.False(_model.TryGetPrice(ServiceTier.Priority, new(2026, 1, 1), out _));
        Assert.False(_model.TryGetPrice((ServiceTier)17, new(2026, 1, 1), out _));
    }

    [Fact]
    public void Has_no_price_without_prices() =>
        Assert.False(new ModelInfo { Id = "m", Provider = "p" }.TryGetPrice(ServiceTier.Standard, new(2026, 1, 1), out _));

    [Fact]
    public void Multiplies_the_price_only_for_regional_processing()
    {
        Assert.True(_model.TryGetPrice(ServiceTier.Standard, new(2026, 1, 1), regional: true, out var regional));
        Assert.True(_model.TryGetPrice(ServiceTier.Standard, new(2026, 1, 1), regional: false, out var global));
        Assert.True(_model.TryGetPrice(ServiceTier.Standard, new(2026, 1, 1), regional: true, out var again));

        Assert.Equal(3, regional.Rates.Input);
        Assert.Same(New, global);
        Assert.Same(regional, again);
    }

    private ModelPrice? Price(DateOnly date) =>
        _model.TryGetPrice(ServiceTier.Standard, date, out var price) ? price : null;
}
