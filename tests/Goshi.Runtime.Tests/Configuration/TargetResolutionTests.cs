using Goshi.Configuration;

namespace Goshi.Runtime.Tests.Configuration;

public sealed class TargetResolutionTests
{
    private readonly TestOptions _options = new();

    [Fact]
    public void Begins_with_the_primary_and_falls_back_to_ollama_by_default()
    {
        _options.Provider = "openai";
        _options.Model = "gpt-small";

        var targets = TargetResolution.Resolve(_options, TestModels.Table, null, "openai");

        Assert.Equal(["openai/gpt-small", "ollama/llama3.1:8b"], Names(targets));
        Assert.False(targets[0].IsDefault);
        Assert.Equal("llm.model", targets[0].Place);
        Assert.Equal("gpt-small", targets[0].Info!.Id);
        Assert.True(targets[1].IsDefault);
        Assert.Null(targets[1].Info);
    }

    [Fact]
    public void Takes_fallback_targets_in_their_order_with_a_model_after_the_first_slash()
    {
        _options.Provider = "ollama";
        _options.OpenAI.Model = "gpt-small";
        _options.Fallback = ["groq/meta/llama-4", "openai", "nowhere/x"];

        var targets = TargetResolution.Resolve(_options, TestModels.Table, null, "ollama");

        Assert.Equal(["ollama/llama3.1:8b", "groq/meta/llama-4", "openai/gpt-small"], Names(targets));
        Assert.Equal("llm.fallback", targets[1].Place);
        Assert.Equal("llm.openai.model", targets[2].Place);
        Assert.All(targets, static target => Assert.False(target.IsDefault));
    }

    [Fact]
    public void Does_not_give_llms_model_to_another_provider()
    {
        _options.Provider = "ollama";
        _options.Model = "qwen3";
        _options.Fallback = ["openai"];

        Assert.Equal(["ollama/qwen3", "openai"], Names(TargetResolution.Resolve(_options, TestModels.Table, null, "ollama")));
    }

    [Theory]
    [InlineData("gpt-small", "ollama/llama3.1:8b", "openai/gpt-small")]
    [InlineData("qwen3", "ollama/qwen3", "openai")]
    [InlineData("llama-3.3-70b", "ollama/llama-3.3-70b", "openai")]
    public void Asks_the_price_table_under_auto_whose_model_it_is(string model, string asOllama, string asOpenAI)
    {
        _options.Model = model;

        Assert.Equal(asOllama, Names(TargetResolution.Resolve(_options, TestModels.Table, null, "ollama"))[0]);
        Assert.Equal(asOpenAI, Names(TargetResolution.Resolve(_options, TestModels.Table, null, "openai"))[0]);
    }

    [Fact]
    public void Uses_openai_under_auto_only_when_its_section_exists()
    {
        Assert.Equal(["ollama"], TargetResolution.Primaries(_options, null));

        _options.OpenAI.IsConfigured = true;
        Assert.Equal(["ollama", "openai"], TargetResolution.Primaries(_options, null));

        _options.Provider = "groq";
        Assert.Equal(["groq"], TargetResolution.Primaries(_options, null));
    }

    [Fact]
    public void Falls_back_to_ollama_when_auto_became_openai()
    {
        _options.OpenAI.Model = "gpt-small";

        Assert.Equal(["openai/gpt-small", "ollama/llama3.1:8b"], Names(TargetResolution.Resolve(_options, TestModels.Table, null, "openai")));
        Assert.Equal(["ollama/llama3.1:8b"], Names(TargetResolution.Resolve(_options, TestModels.Table, null, "ollama")));
    }

    [Fact]
    public void Leaves_the_chosen_primary_out_of_the_fallback_under_auto()
    {
        _options.OpenAI.Model = "gpt-small";
        _options.Fallback = ["openai", "ollama"];

        Assert.Equal(["ollama/llama3.1:8b", "openai/gpt-small"], Names(TargetResolution.Resolve(_options, TestModels.Table, null, "ollama")));
        Assert.Equal(["openai/gpt-small", "ollama/llama3.1:8b"], Names(TargetResolution.Resolve(_options, TestModels.Table, null, "openai")));
    }

    [Fact]
    public void Takes_a_profiles_own_target_out_of_the_inherited_fallback()
    {
        _options.Provider = "openai";
        _options.Model = "gpt-small";
        _options.Fallback = ["groq", "ollama"];
        _options.Fast.Provider = "groq";

        Assert.Equal(
            ["groq/llama-3.3-70b", "ollama/llama3.1:8b"],
            Names(TargetResolution.Resolve(_options, TestModels.Table, _options.Fast, "groq")));
    }

    [Fact]
    public void Gives_a_profiles_model_to_its_primary_only()
    {
        _options.Provider = "openai";
        _options.Model = "gpt-small";
        _options.Fallback = ["openai", "ollama"];
        _options.Fast.Model = "gpt-thinks";

        var targets = TargetResolution.Resolve(_options, TestModels.Table, _options.Fast, "openai");

        Assert.Equal(["openai/gpt-thinks", "openai/gpt-small", "ollama/llama3.1:8b"], Names(targets));
        Assert.Equal("llm.profiles.fast.model", targets[0].Place);
    }

    [Fact]
    public void Never_takes_another_providers_record_of_a_model()
    {
        _options.Azure.Model = "gpt-small";
        Assert.Null(TargetResolution.Resolve(_options, TestModels.Table, null, "my-azure")[0].Info);

        _options.Azure.Prices = "openai";
        Assert.NotNull(TargetResolution.Resolve(_options, TestModels.Table, null, "my-azure")[0].Info);
    }

    [Theory]
    [InlineData("groq/llama", "groq", "llama")]
    [InlineData("GROQ/a/b", "groq", "a/b")]
    [InlineData("hf.co/org/model", null, "hf.co/org/model")]
    [InlineData("groq/", null, "groq/")]
    [InlineData("/x", null, "/x")]
    [InlineData("gpt-small", null, "gpt-small")]
    public void Splits_a_reference_only_at_a_configured_provider(string text, string? provider, string model)
    {
        var split = TargetResolution.Split(_options, text);

        Assert.Equal(provider, split.Provider?.Name);
        Assert.Equal(model, split.Model);
    }

    [Fact]
    public void Prefers_the_profiles_settings_then_the_providers_then_llms()
    {
        _options.Provider = "openai";
        _options.Model = "gpt-small";
        _options.Temperature = 0.1;
        _options.SystemPrompt = "llm";
        _options.MaxCompletionTokens = 3;
        _options.RequestTimeout = TimeSpan.FromSeconds(20);
        _options.OpenAI.Temperature = 0.2;
        _options.OpenAI.SystemPrompt = "openai";
        _options.Fast.Temperature = 0.3;
        _options.Fast.MaxTokens = 7;

        var root = TargetResolution.Resolve(_options, TestModels.Table, null, "openai")[0];
        var fast = TargetResolution.Resolve(_options, TestModels.Table, _options.Fast, "openai")[0];

        Assert.Equal((0.2, "openai", 3), (root.Temperature, root.SystemPrompt, root.TokenLimit));
        Assert.Equal((0.3, "openai", 7), (fast.Temperature, fast.SystemPrompt, fast.TokenLimit));
        Assert.Equal(TimeSpan.FromSeconds(20), fast.FirstTokenTimeout);
        Assert.Equal("llm.openai", fast.SectionOf("system_prompt")!.Path);
    }

    [Fact]
    public void Lowers_a_token_limit_to_what_the_model_can_produce()
    {
        _options.Provider = "openai";
        _options.Model = "gpt-small";
        _options.MaxTokens = 5000;

        var target = TargetResolution.Resolve(_options, TestModels.Table, null, "openai")[0];

        Assert.Equal(5000, target.WrittenTokenLimit);
        Assert.Equal(1000, target.TokenLimit);
    }

    private static string[] Names(IReadOnlyList<ResolvedTarget> targets) => [.. targets.Select(static target => target.ToString())];
}
