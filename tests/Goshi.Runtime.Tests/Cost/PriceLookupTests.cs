using Goshi.Cost;

namespace Goshi.Tests.Cost;

public class PriceLookupTests
{
    private static readonly ModelInfo Gpt4o = new() { Id = "gpt-4o", Provider = "openai" };
    private static readonly ModelInfo Snapshot = new() { Id = "gpt-4o-2024-05-13", Provider = "openai" };

    private static readonly ModelTable Table = new(
        new(2026, 11, 22), id => id switch { "gpt-4o" => Gpt4o, "gpt-4o-2024-05-13" => Snapshot, _ => null });

    [Fact]
    public void Prices_by_the_id_in_the_answer() =>
        Assert.Equal((Snapshot, false), PriceLookup.Resolve(Table, "openai", Gpt4o, "gpt-4o-2024-05-13"));

    [Fact]
    public void Prices_by_the_requested_id_when_the_answers_is_not_listed() =>
        Assert.Equal((Gpt4o, true), PriceLookup.Resolve(Table, "openai", Gpt4o, "gpt-4o-2099-01-01"));

    [Fact]
    public void Never_takes_another_providers_price() =>
        Assert.Equal((null, false), PriceLookup.Resolve(Table, "groq", null, "gpt-4o"));

    [Fact]
    public void Has_no_price_where_no_prices_apply() => Assert.Null(PriceLookup.Find(Table, null, "gpt-4o"));
}
