using Goshi.Configuration;

namespace Goshi.Runtime.Tests.Configuration;

public sealed class ProviderOptionsTests
{
    private readonly TestOptions _options = new();

    [Fact]
    public void Takes_its_own_value_then_llms_then_the_default()
    {
        Assert.Equal(3, _options.OpenAI.MaxRetries);

        _options.MaxRetries = 4;
        Assert.Equal(4, _options.OpenAI.MaxRetries);

        _options.OpenAI.MaxRetries = 5;
        Assert.Equal(5, _options.OpenAI.MaxRetries);
        Assert.Equal(4, _options.Groq.MaxRetries);
    }

    [Fact]
    public void Takes_a_value_back_with_null()
    {
        _options.Temperature = 0.5;
        _options.OpenAI.Temperature = 0.7;
        _options.OpenAI.Temperature = null;

        Assert.Equal(0.5, _options.OpenAI.Temperature);
    }

    [Fact]
    public void Does_not_inherit_a_model_unless_it_is_the_primary()
    {
        _options.Model = "gpt-small";
        Assert.Null(_options.OpenAI.Model);
        Assert.Equal("llama3.1:8b", _options.Ollama.Model);

        _options.Provider = "openai";
        Assert.Equal("gpt-small", _options.OpenAI.Model);
        Assert.Equal("llama3.1:8b", _options.Ollama.Model);

        _options.OpenAI.Model = "gpt-thinks";
        Assert.Equal("gpt-thinks", _options.OpenAI.Model);
    }

    [Fact]
    public void Does_not_inherit_the_limit_of_the_whole_session()
    {
        _options.MaxCostPerSession = 1;

        Assert.Null(_options.OpenAI.MaxCostPerSession);
    }

    [Fact]
    public void Hides_llms_token_limit_behind_either_of_its_own()
    {
        _options.MaxCompletionTokens = 100;
        _options.OpenAI.MaxTokens = 50;

        Assert.Null(_options.OpenAI.MaxCompletionTokens);
        Assert.Equal(50, _options.OpenAI.TokenLimit);
        Assert.Equal(100, _options.Groq.TokenLimit);
    }

    [Fact]
    public void Follows_written_times_of_llm()
    {
        _options.RequestTimeout = TimeSpan.FromSeconds(400);

        Assert.Equal(TimeSpan.FromSeconds(800), _options.OpenAI.StreamingTimeout);
        Assert.Equal(TimeSpan.FromSeconds(400), _options.OpenAI.FirstTokenTimeout);
        Assert.Equal(TimeSpan.FromSeconds(800), _options.Ollama.FirstTokenTimeout);
    }

    [Fact]
    public void Gives_ollama_time_to_load_its_model()
    {
        Assert.Equal(TimeSpan.FromSeconds(600), _options.Ollama.StreamingTimeout);
        Assert.Equal(TimeSpan.FromSeconds(600), _options.Ollama.FirstTokenTimeout);
    }

    [Fact]
    public void Has_a_key_variable_for_openai_only()
    {
        Assert.Equal("OPENAI_API_KEY", _options.OpenAI.ApiKeyEnv);
        Assert.Null(_options.Groq.ApiKeyEnv);
        Assert.Null(_options.Ollama.ApiKeyEnv);
    }

    [Fact]
    public void Has_an_address_for_openai_and_ollama_only()
    {
        Assert.Equal("https://api.openai.com/v1", _options.OpenAI.BaseUrl);
        Assert.Equal("http://localhost:11434", _options.Ollama.BaseUrl);
        Assert.Equal("", new OpenAIProviderOptions("x", ProviderApi.OpenAI, _options).BaseUrl);
    }

    [Fact]
    public void Makes_ollamas_address_of_the_local_section_unless_it_has_its_own()
    {
        _options.Local.Url = "http://gpu";
        _options.Local.Port = 99;
        Assert.Equal("http://gpu:99", _options.Ollama.BaseUrl);

        _options.Local.Url = "http://gpu:1";
        Assert.Equal("http://gpu:1", _options.Ollama.BaseUrl);

        _options.Ollama.BaseUrl = "http://other";
        Assert.Equal("http://other", _options.Ollama.BaseUrl);
    }

    [Fact]
    public void Costs_nothing_at_ollama_and_at_loopback_addresses()
    {
        Assert.False(_options.OpenAI.Free);
        Assert.True(_options.Ollama.Free);

        _options.Groq.BaseUrl = "http://127.0.0.1:8000/v1";
        Assert.True(_options.Groq.Free);

        _options.Groq.Free = false;
        Assert.False(_options.Groq.Free);
    }

    [Fact]
    public void Names_the_token_limit_as_its_server_does()
    {
        Assert.Equal("max_completion_tokens", _options.OpenAI.TokenLimitKey);
        Assert.Equal("max_completion_tokens", _options.Azure.TokenLimitKey);
        Assert.Equal("max_tokens", _options.Groq.TokenLimitKey);

        _options.Groq.BaseUrl = "https://eu.api.openai.com/v1";
        Assert.Equal("max_completion_tokens", _options.Groq.TokenLimitKey);

        _options.Groq.TokenLimitKey = "max_tokens";
        Assert.Equal("max_tokens", _options.Groq.TokenLimitKey);
    }

    [Fact]
    public void Takes_its_prices_from_the_list_of_its_own_name()
    {
        Assert.Equal("groq", _options.Groq.Prices);

        _options.Azure.Prices = "openai";
        Assert.Equal("openai", _options.Azure.Prices);
    }

    [Fact]
    public void Is_configured_once_its_section_exists()
    {
        Assert.False(_options.OpenAI.IsConfigured);

        _options.OpenAI.MaxRetries = 1;
        Assert.True(_options.OpenAI.IsConfigured);

        _options.Ollama.IsConfigured = true;
        Assert.True(_options.Ollama.IsConfigured);
    }

    [Fact]
    public void Profiles_inherit_llms_keys()
    {
        _options.Provider = "openai";
        _options.Model = "gpt-small";
        _options.Needs = ["tools"];
        _options.FailoverAfter = TimeSpan.FromSeconds(5);

        Assert.Equal("openai", _options.Fast.Provider);
        Assert.Equal("gpt-small", _options.Fast.Model);
        Assert.Equal(["ollama"], _options.Fast.Fallback);
        Assert.Equal(["tools"], _options.Fast.Needs);
        Assert.Equal(TimeSpan.FromSeconds(5), _options.Fast.FailoverAfter);

        _options.Fast.Provider = "ollama";
        Assert.Null(_options.Fast.Model);
        Assert.Empty(_options.Fast.Fallback);
        Assert.Equal(TimeSpan.FromSeconds(600), _options.Fast.StreamingTimeout);
    }
}
