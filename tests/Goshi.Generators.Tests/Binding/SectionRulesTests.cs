using static Goshi.Generators.Tests.Binding.ConfigExpectation;

namespace Goshi.Generators.Tests.Binding;

public sealed class SectionRulesTests
{
    [Fact]
    public void One_of_two_names_of_the_token_limit() => Expect(
        "GOSHI301", "max_tokens: [|5|]\nmax_completion_tokens: 5", "max_tokens and max_completion_tokens are two names of one limit; keep one of them");

    [Theory]
    [InlineData("retry_backoff_min: [|5|]\nretry_backoff_max: 2", "retry_backoff_min (5s) must not be longer than retry_backoff_max (2s)")]
    [InlineData("connection_timeout: [|60|]\nrequest_timeout: 60", "connection_timeout (60s) must be shorter than request_timeout (60s)")]
    [InlineData("request_timeout: [|50|]\nstreaming_timeout: 40s", "request_timeout (50s) must not be longer than streaming_timeout (40s)")]
    public void Two_values_may_contradict_each_other(string yaml, string message) => Expect("GOSHI302", yaml, message);

    [Fact]
    public void A_wait_that_is_an_error_is_not_warned_about_too() => Expect(
        "GOSHI302", "provider: openai\nmodel: gpt-4o\nretry_backoff_min: [|500|]\nretry_backoff_max: 1s",
        "retry_backoff_min (500s) must not be longer than retry_backoff_max (1s)");

    [Fact]
    public void A_contradiction_with_an_inherited_value_is_shown_where_the_section_writes() => Expect(
        "GOSHI302", "retry_backoff_max: 2\nollama:\n  retry_backoff_min: [|5|]", "retry_backoff_min (5s) must not be longer than retry_backoff_max (2s)");

    [Fact]
    public void A_profile_is_checked_against_the_values_at_its_target() => Expect(
        "GOSHI302", "openai:\n  model: gpt-4o\n  streaming_timeout: 40\nprovider: ollama\nprofiles:\n  slow: {provider: openai, request_timeout: [|50|]}",
        "request_timeout (50s) must not be longer than streaming_timeout (40s)");

    [Fact]
    public void An_unwritten_value_follows_and_contradicts_nothing() => Clean("retry_backoff_min: 100\nconnection_timeout: 30\nrequest_timeout: 31");

    [Fact]
    public void Retries_that_open_the_circuit_are_warned_about() => Expect(
        "GOSHI306", "circuit_breaker_threshold: [|3|]",
        "circuit_breaker_threshold (3) is not more than max_retries (3), so one failing call opens the circuit by itself");

    [Fact]
    public void A_slow_recovery_is_warned_about() => Assert.Equal(
        ["GOSHI305"], Bind("llm:\n  provider: openai\n  model: gpt-4o\n  circuit_breaker_cooldown: 59\n  request_timeout: 90\n").Diagnostics.Select(d => d.Descriptor.Id));

    [Theory]
    [InlineData("provider: ollama\nrequest_timeout: 120")]
    [InlineData("provider: ollama\nrequest_timeout: 120\nprofiles:\n  fast: {model: phi4}")]
    public void A_request_timeout_says_nothing_of_Ollama(string yaml) => Clean(yaml);

    [Fact]
    public void A_request_timeout_counts_when_one_profile_leaves_Ollama() => Expect(
        "GOSHI305", "provider: ollama\nrequest_timeout: [|120|]\nprofiles:\n  fast: {provider: openai, model: gpt-4o}",
        "circuit_breaker_cooldown (30s) and a probe of up to request_timeout (120s) together pass 120s, so a provider that is well again may stay unused for longer than that");

    [Fact]
    public void A_limit_without_estimates_may_be_overshot() => Expect(
        "GOSHI309", "provider: openai\nmodel: gpt-4o\nmax_cost_per_session: 5\nestimate_before_request: [|false|]",
        "estimate_before_request is false, so calls in flight at the same time may spend more than llm.max_cost_per_session");

    [Fact]
    public void A_key_over_http_is_warned_about() => Expect(
        "GOSHI310", "provider: openai\nmodel: gpt-4o\nopenai:\n  base_url: [|http://proxy.example/v1|]",
        "base_url is http, so the key travels unencrypted to proxy.example; use https");

    [Theory]
    [InlineData("openai: {model: gpt-4o, base_url: [|https://api.openai.com|]}", "base_url lacks '/v1': calls append '/chat/completions' to base_url, and api.openai.com answers them there alone; write https://api.openai.com/v1")]
    [InlineData("openai: {model: gpt-4o, base_url: [|https://eu.api.openai.com/|]}", "base_url lacks '/v1': calls append '/chat/completions' to base_url, and eu.api.openai.com answers them there alone; write https://eu.api.openai.com/v1")]
    [InlineData("openai: {model: gpt-4o, base_url: [|https://api.openai.com/v1/chat/completions|]}", "base_url ends in '/chat/completions', but calls append '/chat/completions' to base_url themselves; remove '/chat/completions'")]
    [InlineData("openai: {model: gpt-4o, base_url: [|https://api.openai.com/v1/models/|]}", "base_url ends in '/v1/models', but calls append '/chat/completions' to base_url themselves; remove '/models'")]
    [InlineData("providers:\n  groq: {api: openai, model: llama-70b, base_url: [|https://api.groq.com/v1|]}", "base_url lacks '/openai/v1': calls append '/chat/completions' to base_url, and api.groq.com answers them there alone; write https://api.groq.com/openai/v1")]
    [InlineData("providers:\n  lab: {api: openai, base_url: [|http://localhost:11434|]}", "base_url lacks '/v1': calls append '/chat/completions' to base_url, and localhost answers them there alone; write http://localhost:11434/v1")]
    [InlineData("providers:\n  az: {api: azure-openai, api_version: 2024-10-21, base_url: [|https://acme.openai.azure.com/openai/deployments/chat/chat/completions|]}", "base_url ends in '/chat/completions', but calls append '/chat/completions' to base_url themselves; remove '/chat/completions'")]
    [InlineData("ollama: {base_url: [|http://localhost:11434/v1|]}", "base_url ends in '/v1', but calls append '/api/chat' to base_url themselves; remove '/v1'")]
    [InlineData("ollama: {base_url: [|http://gpu-box/ollama/api/|]}", "base_url ends in '/api', but calls append '/api/chat' to base_url themselves; remove '/api'")]
    [InlineData("local: {url: [|http://localhost:11434/api/generate|]}", "url ends in '/api/generate', but calls append '/api/chat' to url themselves; remove '/api/generate'")]
    public void An_address_that_answers_no_call_is_warned_about(string yaml, string message) => Expect("GOSHI314", yaml, message);

    [Theory]
    [InlineData("openai: {model: gpt-4o, base_url: 'https://api.openai.com/v1/'}")]
    [InlineData("openai: {model: gpt-4o, base_url: 'https://api.openai.com/v2'}")]
    [InlineData("openai: {model: gpt-4o, base_url: 'https://proxy.example'}")]
    [InlineData("providers:\n  vllm: {api: openai, base_url: 'http://localhost:8000'}\n  llamacpp: {api: openai, base_url: 'http://127.0.0.1:8080'}")]
    [InlineData("providers:\n  webui: {api: openai, base_url: 'http://localhost:3000/api'}\n  lan: {api: openai, base_url: 'http://gpu-box:11434'}")]
    [InlineData("providers:\n  az: {api: azure-openai, api_version: 2024-10-21, base_url: 'https://acme.openai.azure.com'}")]
    [InlineData("providers:\n  az: {api: openai, base_url: 'https://acme.openai.azure.com/openai/v1'}")]
    [InlineData("ollama: {base_url: 'http://localhost:11434/'}\nlocal: {url: 'http://gpu-box/ollama'}")]
    public void An_address_that_may_be_right_is_left_alone(string yaml) => Clean(yaml);

    [Fact]
    public void Two_local_ports_are_warned_about_only_when_they_differ()
    {
        Clean("local:\n  url: http://localhost:11434\n  port: 11434");
        Expect("GOSHI311", "local:\n  url: http://localhost:11434\n  port: [|1234|]", "port is 1234, but url has port 11434, which is used; leave one of them out");
    }
}
