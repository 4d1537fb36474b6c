using Goshi.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Goshi.Runtime.Tests.Configuration;

public sealed class ConfigurationOverridesTests
{
    private readonly TestOptions _options = new();

    [Fact]
    public void Changes_nothing_without_a_section()
    {
        Apply();

        Assert.False(_options.OpenAI.IsConfigured);
        Assert.Equal("auto", _options.Provider);
    }

    [Fact]
    public void Reads_every_section_of_the_file()
    {
        Apply(
            ("llm:provider", "openai"),
            ("llm:temperature", "0.3"),
            ("llm:max_cost_per_session", "1.50"),
            ("llm:streaming_timeout", "none"),
            ("llm:openai:max_retries", "5"),
            ("llm:openai:connection_timeout", "500ms"),
            ("llm:ollama:num_ctx", "8192"),
            ("llm:providers:groq:model", "llama-4"),
            ("llm:providers:my-azure:track_usage", "false"),
            ("llm:profiles:fast:model", "gpt-small"),
            ("llm:local:url", "http://gpu"),
            ("llm:local:port", "99"));

        Assert.Equal("openai", _options.Provider);
        Assert.Equal(0.3, _options.Temperature);
        Assert.Equal(1.50m, _options.MaxCostPerSession);
        Assert.Equal(Timeout.InfiniteTimeSpan, _options.StreamingTimeout);
        Assert.Equal(5, _options.OpenAI.MaxRetries);
        Assert.Equal(TimeSpan.FromMilliseconds(500), _options.OpenAI.ConnectionTimeout);
        Assert.Equal(8192, _options.Ollama.NumCtx);
        Assert.Equal("llama-4", _options.Groq.Model);
        Assert.False(_options.Azure.TrackUsage);
        Assert.Equal("gpt-small", _options.Fast.Model);
        Assert.Equal("http://gpu:99", _options.Ollama.BaseUrl);
    }

    [Fact]
    public void Reads_environment_variables_whatever_their_case_and_without_hyphens()
    {
        Apply(("LLM:PROVIDERS:MY_AZURE:MAX_RETRIES", "7"), ("LLM:OPENAI:MODEL", "gpt-small"));

        Assert.Equal(7, _options.Azure.MaxRetries);
        Assert.Equal("gpt-small", _options.OpenAI.Model);
        Assert.True(_options.OpenAI.IsConfigured);
    }

    [Fact]
    public void Replaces_a_list_by_items_or_by_one_text()
    {
        _options.Fallback = ["ollama"];

        Apply(("llm:fallback:0", "groq"), ("llm:fallback:1", "ollama"), ("llm:fallback:10", "openai"), ("llm:fallback:2", "my-azure"));
        Assert.Equal(["groq", "ollama", "my-azure", "openai"], _options.Fallback);

        Apply(("llm:fallback", "openai, groq/llama"));
        Assert.Equal(["openai", "groq/llama"], _options.Fallback);

        Apply(("llm:fallback", ""));
        Assert.Empty(_options.Fallback);
        Assert.True(_options.IsWritten("fallback"));
    }

    [Fact]
    public void Does_not_guess_between_a_list_of_items_and_one_text()
    {
        Assert.Equal(
            ["Goshi:llm:fallback has both a value and numbered items; keep one of them"],
            Problems(("llm:fallback", "groq"), ("llm:fallback:0", "ollama")));
        Assert.Equal(["Unknown item Goshi:llm:fallback:first"], Problems(("llm:fallback:first", "ollama")));
    }

    [Fact]
    public void Takes_a_value_of_the_file_back_with_null()
    {
        _options.Temperature = 0.5;

        Apply(("llm:temperature", null));

        Assert.Null(_options.Temperature);
    }

    [Fact]
    public void Replaces_a_token_limit_under_its_other_name()
    {
        _options.OpenAI.MaxTokens = 100;

        Apply(("llm:openai:max_completion_tokens", "200"));

        Assert.False(_options.OpenAI.IsWritten("max_tokens"));
        Assert.Equal(200, _options.OpenAI.TokenLimit);
    }

    [Fact]
    public void Names_everything_unknown_at_once()
    {
        Assert.Equal(
            [
                "Key Goshi:llm:openai:num_ctx does not apply here; it applies in the section of a provider with api ollama",
                "Unknown key Goshi:llm:groq; did you mean 'providers:groq'?",
                "Unknown key Goshi:llm:openai:max_retires; did you mean 'max_retries'?",
                "Unknown key Goshi:llm:provder; did you mean 'provider'?",
                "Unknown key Goshi:lm; did you mean 'llm'?",
                "Unknown profile Goshi:llm:profiles:fsat; did you mean 'fast'?",
                "Unknown provider Goshi:llm:providers:grok; did you mean 'groq'?",
                "Unknown provider Goshi:llm:providers:openai; it stands directly under llm",
            ],
            Problems(
                ("llm:provder", "openai"),
                ("llm:openai:max_retires", "1"),
                ("llm:openai:num_ctx", "1"),
                ("llm:groq:model", "x"),
                ("llm:providers:grok:model", "x"),
                ("llm:providers:openai:model", "x"),
                ("llm:profiles:fsat:model", "x"),
                ("lm:model", "x")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_the_full_key_of_a_value_that_cannot_be_read()
    {
        Assert.Equal(
            ["Goshi:llm:openai:max_retries must be a whole number from 0 to 10, not 'many'"],
            Problems(("llm:openai:max_retries", "many")));
        Assert.Equal(
            ["Goshi:llm:openai:max_retries must be a whole number from 0 to 10, not a section with keys"],
            Problems(("llm:openai:max_retries:value", "3")));
        Assert.Equal(["Goshi:llm:openai must be a section with keys, not a value"], Problems(("llm:openai", "gpt-small")));
    }

    [Fact]
    public void Refuses_what_is_fixed_when_the_project_is_built()
    {
        Assert.Equal(
            [
                "Goshi:llm:pricing is fixed when the project is built; change it in goshi.yaml",
                "Goshi:llm:providers:groq:api is fixed when the project is built; change it in goshi.yaml",
            ],
            Problems(("llm:providers:groq:api", "ollama"), ("llm:pricing:file", "prices.json")));

        Apply(("llm:providers:groq:api", "openai"), ("llm:providers:my-azure:api", "azure-openai"), ("llm:ollama:api", "ollama"));
    }

    [Fact]
    public void Leaves_the_goshi_applications_other_sections_alone() => Apply(("safety:level", "high"), ("logging:level", "info"));

    [Theory]
    [InlineData("llm:openai:api_key_env", "sk-proj-abcdefghijklmnop")]
    [InlineData("llm:openai:api_key_env", "any thing")]
    [InlineData("llm:openai:api_key", "sk-proj-abcdefghijklmnop")]
    [InlineData("llm:openai:max_retries", "sk-proj-abcdefghijklmnop")]
    [InlineData("llm:providers:sk-proj-abcdefghijklmnop", "sk-proj-abcdefghijklmnop")]
    [InlineData("llm:openai:base_url", "https://me:sk-proj-abcdefghijklmnop@host")]
    public void Never_repeats_a_secret(string key, string value)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Apply((key, value)));

        Assert.DoesNotContain(value, exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("abcdefghijklmnop", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Guides_from_the_key_to_its_name() =>
        Assert.Equal(["Unknown key Goshi:llm:openai:api_key; did you mean 'api_key_env'?"], Problems(("llm:openai:api_key", "x")));

    private IEnumerable<string> Problems(params (string Key, string? Value)[] values) =>
        Assert.Throws<OptionsValidationException>(() => Apply(values)).Failures;

    private void Apply(params (string Key, string? Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(static item => KeyValuePair.Create("Goshi:" + item.Key, item.Value)))
            .Build();
        ConfigurationOverrides.Apply(_options, configuration.GetSection("Goshi"));
    }
}
