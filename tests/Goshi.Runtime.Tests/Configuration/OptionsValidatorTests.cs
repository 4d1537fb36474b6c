using Goshi.Configuration;

namespace Goshi.Runtime.Tests.Configuration;

public sealed class OptionsValidatorTests
{
    private readonly TestOptions _options = new();

    [Fact]
    public void Finds_nothing_in_options_that_write_nothing() => Expect();

    [Fact]
    public void Finds_nothing_in_a_usual_file()
    {
        UseOpenAI("gpt-small");
        _options.MaxCostPerSession = 1;
        _options.Needs = ["tools"];
        _options.Fast.Provider = "groq";

        Expect();
    }

    [Fact]
    public void Checks_every_value_by_the_rule_of_its_key()
    {
        UseOpenAI("gpt-small");
        _options.MaxRetries = 11;
        _options.OpenAI.RequestTimeout = TimeSpan.Zero;
        _options.Ollama.NumCtx = 0;
        _options.Fast.Temperature = double.NaN;
        _options.Local.Port = 70_000;
        _options.Needs = ["tool"];
        _options.Groq.OnBudgetExceeded = "explode";

        ExpectErrors(
            "llm.needs must be a list of tools, vision, json_schema, not 'tool'; did you mean 'tools'?",
            "llm.max_retries must be a whole number from 0 to 10, not 11",
            "llm.local.port must be a whole number from 1 to 65535, not 70000",
            "llm.openai.request_timeout must be a time in seconds or with a unit (500ms, 30s, 2m, 1h) above 0 and at most 2073600 s, not 0s",
            "llm.ollama.num_ctx must be a whole number of at least 1, not 0",
            "llm.providers.groq.on_budget_exceeded must be one of fail, fallback, not 'explode'",
            "llm.profiles.fast.temperature must be a number from 0 to 2, not NaN");
    }

    [Fact]
    public void Never_repeats_a_secret_that_stands_for_its_name()
    {
        UseOpenAI("gpt-small");
        _options.OpenAI.ApiKeyEnv = "sk-proj-abcdefghijklmnop";

        var error = Assert.Single(OptionsValidator.Validate(_options, TestModels.Table));
        Assert.StartsWith("llm.openai.api_key_env must be the name of an environment variable", error, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdefghijklmnop", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Checks_values_against_one_another_where_they_are_written()
    {
        UseOpenAI("gpt-small");
        _options.RequestTimeout = TimeSpan.FromSeconds(20);
        _options.OpenAI.ConnectionTimeout = TimeSpan.FromSeconds(20);
        _options.Groq.RetryBackoffMin = TimeSpan.FromSeconds(3);
        _options.Groq.RetryBackoffMax = TimeSpan.FromSeconds(2);
        _options.Azure.MaxTokens = 1;
        _options.Azure.MaxCompletionTokens = 1;

        ExpectErrors(
            "llm.openai: connection_timeout (20s) must be shorter than request_timeout (20s)",
            "llm.providers.groq: retry_backoff_min (3s) must not be longer than retry_backoff_max (2s)",
            "llm.providers.my-azure: max_tokens and max_completion_tokens are two names of one limit; keep one of them");
    }

    [Fact]
    public void Checks_a_profiles_times_against_those_of_its_targets()
    {
        UseOpenAI("gpt-small");
        _options.OpenAI.StreamingTimeout = TimeSpan.FromSeconds(30);
        _options.Fast.RequestTimeout = TimeSpan.FromSeconds(40);

        ExpectErrors("llm.profiles.fast: request_timeout (40s) must not be longer than streaming_timeout (30s)");
    }

    [Fact]
    public void Requires_an_address_and_a_version_where_there_is_no_default()
    {
        _options.Groq.BaseUrl = null;
        _options.Azure.ApiVersion = null;

        ExpectErrors(
            "llm.providers.groq needs the key 'base_url': the address that its calls and its key go to",
            "llm.providers.my-azure needs the key 'api_version': the api-version of Azure OpenAI, such as 2024-10-21");
    }

    [Fact]
    public void Refuses_keys_of_the_other_openai_protocol()
    {
        _options.Groq.ApiVersion = "2024-10-21";

        ExpectErrors("Key llm.providers.groq.api_version does not apply here; it applies in the section of a provider with api azure-openai");
    }

    [Fact]
    public void Refuses_unknown_providers_once()
    {
        _options.Provider = "olama";
        ExpectErrors("Unknown provider 'olama' in llm.provider; did you mean 'ollama'?");

        _options.Provider = "not a name";
        Assert.Single(OptionsValidator.Validate(_options, TestModels.Table));

        _options.Provider = "ollama";
        _options.Fast.Provider = "grok";
        _options.Fallback = ["opnai/gpt"];
        ExpectErrors(
            "Unknown provider 'opnai' in llm.fallback; did you mean 'openai'?",
            "Unknown provider 'grok' in llm.profiles.fast.provider; did you mean 'groq'?");
    }

    [Fact]
    public void Refuses_targets_named_twice_and_the_primary_itself()
    {
        UseOpenAI("gpt-small");
        _options.Fallback = ["ollama", "ollama/llama3.1:8b", "openai", "openai/gpt-small", "openai/gpt-thinks"];

        ExpectErrors(
            "'ollama/llama3.1:8b' is named twice in llm.fallback",
            "'openai' in llm.fallback is the primary target itself, so falling back to it goes in a circle; remove it",
            "'openai/gpt-small' in llm.fallback is the primary target itself, so falling back to it goes in a circle; remove it");
    }

    [Fact]
    public void Allows_both_candidates_of_auto_in_the_fallback()
    {
        _options.OpenAI.Model = "gpt-small";
        _options.Fallback = ["openai", "ollama"];

        Expect();
    }

    [Fact]
    public void Refuses_a_reachable_target_without_a_model()
    {
        _options.Provider = "openai";
        ExpectErrors("Provider 'openai' is the primary provider but has no model; set llm.openai.model");

        _options.Provider = "ollama";
        _options.Fast.Provider = "openai";
        ExpectErrors("Provider 'openai' is the primary provider of llm.profiles.fast but has no model; set llm.openai.model");

        _options.Fast.Provider = null;
        _options.Fallback = ["openai"];
        ExpectErrors("Provider 'openai' is named in llm.fallback but has no model; set llm.openai.model");

        _options.Fallback = [];
        Expect();
    }

    [Fact]
    public void Refuses_openai_without_a_model_under_auto_only_when_its_section_exists()
    {
        Expect();

        _options.OpenAI.IsConfigured = true;
        Assert.Contains(
            "Provider 'openai' is the primary provider but has no model; set llm.openai.model",
            OptionsValidator.Validate(_options, TestModels.Table));
    }

    [Fact]
    public void Warns_of_openais_model_under_auto_without_its_section()
    {
        const string Warning = "Model 'gpt-small' in llm.model belongs to openai, but provider is auto and there is no section llm.openai,"
            + " so it is never used; add the section or write provider: openai";
        _options.Model = "gpt-small";
        Expect(Warning);

        _options.Fallback = ["openai"];
        Expect();

        _options.Fallback = null;
        _options.OpenAI.IsConfigured = true;
        Expect();
    }

    [Theory]
    [InlineData("text-embed", "Model 'text-embed' in llm.model is not a chat model: the price table lists it as embedding")]
    [InlineData("gpt-responses-only", "Model 'gpt-responses-only' in llm.model is not a chat model: it is not served at the chat completions endpoint")]
    public void Refuses_models_that_cannot_chat(string model, string error)
    {
        UseOpenAI(model);

        ExpectErrors(error);
    }

    [Fact]
    public void Refuses_targets_that_cannot_do_what_is_needed_as_far_as_the_table_knows()
    {
        UseOpenAI("gpt-small");
        _options.Fast.Needs = ["vision", "json_schema"];

        ExpectErrors("Model 'gpt-small' of openai does not support vision, which llm.profiles.fast.needs asks for");
    }

    [Fact]
    public void Refuses_a_token_limit_written_for_a_model_that_has_less()
    {
        UseOpenAI("gpt-small");
        _options.OpenAI.MaxTokens = 1001;

        ExpectErrors("llm.openai.max_tokens is 1001, but model 'gpt-small' produces at most 1000 tokens");
    }

    [Fact]
    public void Warns_of_an_inherited_token_limit_that_is_lowered()
    {
        UseOpenAI("gpt-small");
        _options.MaxCompletionTokens = 1001;

        Expect(warnings: "llm.max_completion_tokens is 1001, but model 'gpt-small' of openai produces at most 1000 tokens and will be sent that");
    }

    [Fact]
    public void Takes_a_profiles_token_limit_as_written_for_its_own_model_only()
    {
        UseOpenAI("gpt-thinks");
        _options.Fast.Model = "gpt-small";
        _options.Fast.MaxTokens = 1001;
        ExpectErrors("llm.profiles.fast.max_tokens is 1001, but model 'gpt-small' produces at most 1000 tokens");

        _options.Model = "gpt-small";
        _options.Fast.Model = null;
        Expect(warnings: "llm.profiles.fast.max_tokens is 1001, but model 'gpt-small' of openai produces at most 1000 tokens and will be sent that");
    }

    [Fact]
    public void Drops_or_refuses_parameters_that_a_model_rejects()
    {
        UseOpenAI("gpt-thinks");
        _options.Temperature = 1;
        _options.ReasoningEffort = "medium";
        Expect(
            warnings:
            [
                "Model 'gpt-thinks' of openai does not accept temperature, so it will be left out",
                "Model 'gpt-thinks' of openai does not accept reasoning_effort 'medium', so it will be left out",
            ]);

        _options.UnsupportedParameter = "error";
        ExpectErrors(
            "Model 'gpt-thinks' of openai does not accept temperature, and unsupported_parameter is 'error'",
            "Model 'gpt-thinks' of openai does not accept reasoning_effort 'medium', and unsupported_parameter is 'error'");
    }

    [Theory]
    // 100 prompt tokens at 1 USD and 256 or, for a model that reasons, 1,024 output tokens at 10 USD per million.
    [InlineData("gpt-small", "0.00266", null)]
    [InlineData("gpt-small", "0.00265", "llm.openai.max_cost_per_session of 0.00265 USD cannot pay for one minimal call to 'gpt-small': 100 prompt and 256 output tokens cost 0.00266 USD")]
    [InlineData("gpt-thinks", "0.01034", null)]
    [InlineData("gpt-thinks", "0.0103", "llm.openai.max_cost_per_session of 0.0103 USD cannot pay for one minimal call to 'gpt-thinks': 100 prompt and 1024 output tokens cost 0.01034 USD")]
    public void Refuses_a_limit_that_cannot_pay_for_one_call(string model, string limit, string? error)
    {
        UseOpenAI(model);
        _options.OpenAI.MaxCostPerSession = decimal.Parse(limit, System.Globalization.CultureInfo.InvariantCulture);

        ExpectErrors(error is null ? [] : [error]);
    }

    [Fact]
    public void Applies_the_regional_multiplier_to_the_smallest_call()
    {
        UseOpenAI("gpt-small");
        _options.MaxCostPerSession = 0.00266m;
        Expect();

        _options.OpenAI.Regional = true;
        ExpectErrors("llm.max_cost_per_session of 0.00266 USD cannot pay for one minimal call to 'gpt-small': 100 prompt and 256 output tokens cost 0.00532 USD");
    }

    [Fact]
    public void Warns_of_a_token_limit_that_alone_costs_more_than_the_budget()
    {
        UseOpenAI("gpt-small");
        _options.MaxCostPerSession = 0.005m;
        _options.OpenAI.MaxTokens = 1000;

        Expect(warnings: "llm.max_cost_per_session of 0.005 USD is less than the 0.01 USD that 1000 tokens of 'gpt-small' cost, so calls with this limit are refused");
    }

    [Fact]
    public void Refuses_a_model_without_a_price_where_a_limit_applies()
    {
        UseOpenAI("gpt-unpriced");
        Expect(warnings: "Model 'gpt-unpriced' in llm.model has no price, so its calls count as unpriced and their cost is unknown; give it one under pricing.models, set free for a server that costs nothing, or set unpriced_model: warn");

        _options.MaxCostPerSession = 1;
        ExpectErrors("Model 'gpt-unpriced' in llm.model has no price, so llm.max_cost_per_session cannot be kept; name the price list with prices, set free for a server that costs nothing, or set unpriced_model: warn");

        _options.UnpricedModel = "warn";
        Expect();

        _options.MaxCostPerSession = null;
        _options.UnpricedModel = "deny";
        ExpectErrors("Model 'gpt-unpriced' in llm.model has no price, and unpriced_model is 'deny'; name the price list with prices, set free for a server that costs nothing, or set unpriced_model: warn");
    }

    [Fact]
    public void Asks_no_price_of_free_targets()
    {
        _options.MaxCostPerSession = 1;
        _options.Provider = "groq";
        _options.Groq.Model = "local-model";
        _options.Groq.BaseUrl = "http://localhost:8000/v1";

        Expect();
    }

    [Fact]
    public void Takes_a_tier_without_a_price_as_unpriced()
    {
        UseOpenAI("gpt-small");
        _options.ServiceTier = "flex";

        Expect(warnings: "Model 'gpt-small' has no price in service tier 'flex', so calls in it count as unpriced");
    }

    [Fact]
    public void Warns_when_no_free_target_can_take_over()
    {
        UseOpenAI("gpt-small");
        _options.MaxCostPerSession = 1;
        _options.OnBudgetExceeded = "fallback";
        Expect();

        _options.Fallback = ["groq"];
        Expect(
            warnings:
            [
                "llm.on_budget_exceeded is 'fallback', but no fallback target of llm is free of cost, so calls fail when the budget is used up",
                "llm.on_budget_exceeded is 'fallback', but no fallback target of llm.profiles.fast is free of cost, so calls fail when the budget is used up",
            ]);
    }

    [Fact]
    public void Warns_of_keys_in_the_clear_two_ports_and_possible_overshoot()
    {
        UseOpenAI("gpt-small");
        _options.Groq.ApiKeyEnv = "GROQ_API_KEY";
        _options.Groq.BaseUrl = "http://groq.example/v1";
        _options.Local.Url = "http://gpu:1";
        _options.Local.Port = 2;
        _options.OpenAI.MaxCostPerSession = 1;
        _options.OpenAI.EstimateBeforeRequest = false;

        Expect(
            warnings:
            [
                "llm.local: port is 2, but url has port 1, which is used; leave one of them out",
                "llm.openai: estimate_before_request is false, so calls in flight at the same time may spend more than llm.openai.max_cost_per_session",
                "llm.providers.groq: base_url is http, so the key travels unencrypted to groq.example; use https",
            ]);
    }

    private void UseOpenAI(string model)
    {
        _options.Provider = "openai";
        _options.Model = model;
    }

    [Fact]
    public void A_time_that_is_too_long_is_refused_and_not_added_up()
    {
        UseOpenAI("gpt-small");
        _options.OpenAI.RequestTimeout = TimeSpan.MaxValue;
        _options.OpenAI.CircuitBreakerCooldown = TimeSpan.FromSeconds(1);

        var error = Assert.Single(OptionsValidator.Validate(_options, TestModels.Table));
        Assert.StartsWith("llm.openai.request_timeout must be a time", error, StringComparison.Ordinal);
    }

    private void ExpectErrors(params string[] errors) => Assert.Equal(errors, OptionsValidator.Validate(_options, TestModels.Table));

    private void Expect(params string[] warnings)
    {
        var findings = OptionsValidator.Examine(_options, TestModels.Table);

        Assert.Empty(findings.Errors);
        Assert.Equal(warnings, findings.Warnings);
    }
}
