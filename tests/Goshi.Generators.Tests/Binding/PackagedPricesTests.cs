using System.Runtime.CompilerServices;
using Goshi.Generators.Binding;
using Goshi.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Tests.Binding;

/// <summary>goshi.yaml against the price table that is shipped.</summary>
public sealed class PackagedPricesTests
{
    private static readonly PriceTable Packaged = Read();

    [Theory]
    [InlineData("gpt-5.4-mini")]
    [InlineData("gpt-5.4")]
    [InlineData("gpt-5.6-sol")]
    public void Common_models_pay_for_a_call_under_a_dollar(string model) =>
        Assert.Empty(ConfigExpectation.Bind($"llm:\n  provider: openai\n  model: {model}\n  max_cost_per_session: 1.00\n  fallback: [ollama]\n", Packaged).Diagnostics);

    [Fact]
    public void A_misspelt_model_gets_the_nearest_id()
    {
        var found = Assert.Single(ConfigExpectation.Bind("llm:\n  provider: openai\n  model: gpt-4o-mni\n", Packaged).Diagnostics);

        Assert.Equal("Unknown model 'gpt-4o-mni' in llm.model; did you mean 'gpt-4o-mini'?", ConfigExpectation.Message(found));
    }

    [Theory]
    [InlineData("gpt-4.1-nano", "GOSHI451")]
    [InlineData("gpt-4o-mini", "GOSHI452")]
    [InlineData("gpt-4-32k", "GOSHI457")]
    public void A_model_that_is_or_soon_will_be_retired_is_reported(string model, string id) => Assert.Equal(
        [id], ConfigExpectation.Bind($"llm:\n  provider: openai\n  model: {model}\n", Packaged).Diagnostics.Select(d => d.Descriptor.Id));

    private static PriceTable Read([CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "pricing", "models.json");
        return PriceBinder.Bind(path, SourceText.From(File.ReadAllText(path)), CancellationToken.None).Value;
    }
}
