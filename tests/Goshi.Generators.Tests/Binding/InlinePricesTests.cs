using static Goshi.Generators.Tests.Binding.ConfigExpectation;

namespace Goshi.Generators.Tests.Binding;

public sealed class InlinePricesTests
{
    private const string Use = "provider: lab\nmodel: lab-1\nmax_cost_per_session: 1\nproviders:\n  lab: {api: openai, base_url: 'https://lab.example/v1'}\n";

    [Fact]
    public void A_price_in_the_file_prices_a_model()
    {
        var config = Clean(Use + """
            pricing:
              models:
                lab-1:
                  provider: lab
                  kind: chat
                  max_output_tokens: 4096
                  capabilities: {tools: true}
                  prices:
                    - from: 2026-01-01
                      standard: {input: 0.50, output: "1.5"}
            """.ReplaceLineEndings("\n"));

        var record = Assert.Single(config.Prices);
        Assert.Equal(("lab-1", "lab", 4096, true), (record.Id, record.Provider, record.MaxOutputTokens, record.Tools));
        Assert.Equal((0.50m, 1.5m), (record.Prices[0].Standard.Input, record.Prices[0].Standard.Output));
    }

    [Fact]
    public void A_list_of_the_tables_own_records_is_the_same()
    {
        var config = Clean(Use + "pricing:\n  models:\n    - {id: lab-1, provider: lab, kind: chat, prices: [{standard: {input: 1, output: 2}}]}");

        Assert.Equal("lab-1", Assert.Single(config.Prices).Id);
    }

    [Fact]
    public void A_mistake_in_a_price_is_shown_in_the_file()
    {
        var bound = Bind("llm:\n  provider: ollama\n  pricing:\n    models:\n      m:\n        provider: lab\n        kind: chat\n        prices: [{standard: {input: lots, output: 1}}]\n");

        var found = Assert.Single(bound.Diagnostics);
        Assert.Equal("GOSHI403", found.Descriptor.Id);
        Assert.Equal(7, found.Lines.Start.Line);
    }

    [Fact]
    public void An_override_of_a_packaged_price_is_found_in_the_model()
    {
        var config = Clean("provider: openai\nmodel: gpt-4o\npricing:\n  models:\n    gpt-4o:\n      provider: openai\n      prices: [{standard: {input: 9, output: 9}}]");

        Assert.Equal(9m, Assert.Single(config.Prices).Prices[0].Standard.Input);
    }
}
