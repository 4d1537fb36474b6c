using Goshi.Configuration;
using Goshi.Generators.Emit;
using Goshi.Generators.Model;

namespace Goshi.Generators.Tests.Emit;

public class OptionsEmitterTests
{
    private const string Hint = "GoshiOptions.g";

    [Fact]
    public void A_full_configuration()
    {
        var source = OptionsEmitter.Emit(OptionsSlice.Of(Configs.Full, Configs.Context));
        Snapshot.Verify(source, Hint);

        var options = Make(source);
        Assert.Equal("gpt-4o", options.Model);
        Assert.Equal(0.7, options.Temperature);
        Assert.Equal(1.50m, options.MaxCostPerSession);
        Assert.Equal(TimeSpan.FromSeconds(7.5), options.FailoverAfter);
        Assert.Equal(TimeSpan.FromTicks(1), options.RetryBackoffMin);
        Assert.Equal(Timeout.InfiniteTimeSpan, options.StreamingTimeout);
        Assert.Equal(["groq/llama-3.3-70b", "ollama"], options.Fallback);
        Assert.Equal("Be brief.\nBe kind.", options.SystemPrompt);
        Assert.Equal(["openai", "ollama", "groq", "azure-openai", "lab"], options.Providers.Select(static provider => provider.Name));
        Assert.Equal(
            [ProviderApi.OpenAI, ProviderApi.Ollama, ProviderApi.OpenAI, ProviderApi.AzureOpenAI, ProviderApi.Ollama],
            options.Providers.Select(static provider => provider.Api));
        Assert.Equal(5, options.Providers[0].MaxRetries);
        Assert.Equal(3, options.Providers[2].MaxRetries);
        Assert.Equal("http://127.0.0.1:11435", options.Providers[1].BaseUrl);
        Assert.Equal(["fast", "deep-thought"], options.Profiles.Select(static profile => profile.Name));
        Assert.Equal(TimeSpan.FromMinutes(10), options.Profiles[1].RequestTimeout);
    }

    [Fact]
    public void An_empty_configuration_has_both_providers_and_all_defaults()
    {
        var source = OptionsEmitter.Emit(OptionsSlice.Of(Configs.Minimal, Configs.Context with { IsPublic = false }));
        Snapshot.Verify(source, Hint);

        var options = Make(source);
        Assert.Equal(["openai", "ollama"], options.Providers.Select(static provider => provider.Name));
        Assert.All(options.Providers, static provider => Assert.False(provider.IsConfigured));
    }

    [Fact]
    [UseCulture("de-DE")]
    public void A_hostile_configuration_stays_text()
    {
        var source = OptionsEmitter.Emit(OptionsSlice.Of(Configs.Hostile, Configs.Context with { ConfigurationSection = Configs.Nasty }));
        Snapshot.Verify(source, Hint);

        var options = Make(source);
        Assert.Equal(Configs.Nasty, options.SystemPrompt);
        Assert.Equal([Configs.Nasty, "{{y}}"], options.Fallback);
        Assert.Equal(1.999, options.Temperature);
        Assert.Equal(1234567.89m, options.MaxCostPerSession);
        Assert.Equal(Configs.Nasty, options.Providers[0].BaseUrl);
        Assert.True(options.Providers[3].IsConfigured);
    }

    [Fact]
    public void Prices_have_no_part_in_the_options()
    {
        var config = Configs.Full with { Prices = [Prices.Record("gpt-4o")], PriceFile = "prices.json" };

        Assert.Equal(OptionsSlice.Of(Configs.Full, Configs.Context), OptionsSlice.Of(config, Configs.Context));
    }

    private static LlmOptions Make(string source) =>
        (LlmOptions)Activator.CreateInstance(Consumer.Load(source).GetType("Acme.App.GoshiOptions", throwOnError: true)!)!;
}
