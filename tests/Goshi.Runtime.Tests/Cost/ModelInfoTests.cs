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

    [Fact]
    public void Has_a_price_for_each_tier_that_has_one()
    {
        var prices = Enumerable.Range(1, 4).Select(static rate => new ModelPrice(new TokenRates(rate, rate))).ToArray();
        var dated = new DatedPrice(null, prices[0], prices[1], prices[2], prices[3]);

        Assert.Equal(prices, new[] { ServiceTier.Standard, ServiceTier.Batch, ServiceTier.Flex, ServiceTier.Priority }.Select(dated.ForTier));
        Assert.Equal([2L, 4, 6, 8], new[] { ServiceTier.Standard, ServiceTier.Batch, ServiceTier.Flex, ServiceTier.Priority }.Select(tier => dated.Scale(2).ForTier(tier)!.Rates.Input));
        Assert.Throws<ArgumentNullException>(() => new DatedPrice(null, null!));
    }

    [Fact]
    public void A_later_price_without_a_date_holds_since_ever()
    {
        var model = new ModelInfo { Id = "m", Provider = "p", Prices = [new DatedPrice(new(2025, 1, 1), Old), new DatedPrice(null, New)] };

        Assert.True(model.TryGetPrice(ServiceTier.Standard, new(2020, 1, 1), out var price));
        Assert.Same(New, price);
    }

    [Fact]
    public void Without_a_factor_a_region_costs_what_it_costs_elsewhere()
    {
        var model = new ModelInfo { Id = "m", Provider = "p", Prices = [new DatedPrice(null, New)] };

        Assert.True(model.TryGetPrice(ServiceTier.Standard, new(2020, 1, 1), regional: true, out var price));
        Assert.Same(New, price);
    }

    private ModelPrice? Price(DateOnly date) =>
        _model.TryGetPrice(ServiceTier.Standard, date, out var price) ? price : null;
}
