using static Goshi.Generators.Tests.Binding.ConfigExpectation;

namespace Goshi.Generators.Tests.Binding;

public sealed class ModelRulesTests
{
    [Fact]
    public void A_model_behind_its_provider_is_named_alone() => Expect(
        "GOSHI202", "provider: openai\nmodel: [|openai/gpt-4o|]", "Unknown model 'openai/gpt-4o' in llm.model; write 'gpt-4o', without a provider before it");

    [Fact]
    public void A_tag_as_Ollama_has_them_is_left_out() => Expect(
        "GOSHI202", OpenAI + "model: [|gpt-4o:latest|]", "Unknown model 'gpt-4o:latest' in llm.model; write 'gpt-4o', without a tag after it");

    private const string OpenAI = "provider: openai\n";

    [Fact]
    public void A_provider_without_a_model_is_an_error() =>
        Expect("GOSHI206", "provider: [|openai|]", "Provider 'openai' is the primary provider but has no model; set llm.openai.model");

    [Fact]
    public void A_fallback_target_without_a_model_is_an_error() => Expect(
        "GOSHI206", "provider: ollama\nmodel: qwen3:8b\nfallback: [[|openai|]]",
        "Provider 'openai' is named in llm.fallback but has no model; set llm.openai.model");

    [Fact]
    public void A_model_that_did_not_bind_is_not_also_missing() =>
        Expect("GOSHI104", OpenAI + "model: [|'a b'|]", "llm.model must be the id of a model such as gpt-5.4-mini, not 'a b'");

    [Theory]
    [InlineData(OpenAI + "model: [|gpt-5.4-mni|]", "llm.model", "'gpt-5.4-mni'", "; did you mean 'gpt-5.4-mini'?")]
    [InlineData("provider: ollama\nfallback: [[|openai/gpt-4|]]", "llm.fallback", "'gpt-4'", "; did you mean 'gpt-4o'?")]
    [InlineData("openai:\n  model: [|zzzzzzzzzzzz|]", "llm.openai.model", "'zzzzzzzzzzzz'", "; the price table does not list it for openai")]
    [InlineData(OpenAI + "model: [|llama-70b|]", "llm.model", "'llama-70b'", "; the price table lists it for groq")]
    public void An_unknown_model_is_warned_about(string yaml, string where, string model, string hint) =>
        Expect("GOSHI202", yaml, $"Unknown model {model} in {where}{hint}");

    [Theory]
    [InlineData("gpt-5.4-mini-2026-03-17")]
    [InlineData("ft:gpt-4o:acme::abc123")]
    public void Aliases_and_prefixes_are_known(string model) => Clean(OpenAI + "model: " + model);

    [Theory]
    [InlineData("provider: ollama\nmodel: anything:8b")]
    [InlineData("providers:\n  lab: {api: openai, base_url: 'http://127.0.0.1:8000/v1', model: anything}\nprovider: lab")]
    [InlineData("providers:\n  lab: {api: openai, base_url: 'https://lab.example/v1', free: true, model: anything}\nprovider: lab\nmax_cost_per_session: 1")]
    public void What_costs_nothing_needs_no_price(string yaml) => Clean(yaml);

    [Fact]
    public void Without_a_price_table_nothing_is_said_of_models() =>
        Assert.Empty(Bind("llm:\n  provider: openai\n  model: anything\n", new("2026-11-22", [])).Diagnostics);

    [Theory]
    [InlineData("provider: openai\nmodel: [|gpt-4o|]\nopenai: {model: o3}", "gpt-4o", "openai")]
    [InlineData("model: [|gpt-4o|]\nopenai: {model: o3}", "gpt-4o", "openai")]
    [InlineData("model: [|qwen3:8b|]\nollama: {model: phi4}", "qwen3:8b", "ollama")]
    public void A_model_that_the_providers_own_one_hides_is_warned_about(string yaml, string model, string provider) => Expect(
        "GOSHI210", yaml, $"Model '{model}' in llm.model is never used, because llm.{provider}.model names the model of {provider}; remove one of them");

    [Theory]
    [InlineData("provider: openai\nmodel: gpt-4o\nopenai: {model: gpt-4o}")]
    [InlineData("provider: openai\nmodel: gpt-4o\nollama: {model: phi4}")]
    [InlineData("provider: ollama\nopenai: {model: o3}\nprofiles:\n  fast: {provider: openai, model: gpt-4o}")]
    public void A_model_that_is_used_is_not(string yaml) => Clean(yaml);

    [Fact]
    public void A_model_at_a_server_without_a_price_list_has_no_price() => Expect(
        "GOSHI453", "provider: lab\nproviders:\n  lab: {api: openai, base_url: 'https://lab.example/v1', model: [|anything|]}",
        "Model 'anything' in llm.providers.lab.model has no price, so its calls count as unpriced and their cost is unknown; give it one under pricing.models, set free for a server that costs nothing, or set unpriced_model: warn");

    [Theory]
    [InlineData("text-embedding-3-small", "the price table lists it as embedding")]
    [InlineData("gpt-responses", "it is not served at the chat completions endpoint")]
    public void A_model_that_cannot_chat_is_an_error_that_names_some_that_can(string model, string reason) => Expect(
        "GOSHI207", OpenAI + $"model: [|{model}|]", $"Model '{model}' in llm.model is not a chat model: {reason}; chat models are gpt-5.4-mini, gpt-4o, gpt-blind");

    [Fact]
    public void A_need_that_a_target_cannot_meet_is_an_error() => ExpectAll(
        OpenAI + "model: gpt-4o\nneeds: [vision]\nfallback: [ollama, [|openai/gpt-blind|]]",
        ("GOSHI208", "Model 'gpt-blind' of openai does not support vision, which llm.needs asks for"));

    [Theory]
    [InlineData("gpt-old", "GOSHI451", "was retired on 2026-06-01 (source: OpenAI's deprecations page)")]
    [InlineData("gpt-fading", "GOSHI452", "retires on 2027-01-15")]
    public void Retirement_is_reported_against_the_tables_date(string model, string id, string what) =>
        Expect(id, OpenAI + $"model: [|{model}|]", $"Model '{model}' in llm.model {what}");

    [Theory]
    [InlineData("2026-01-01", "")]
    [InlineData("2027-01-14", "GOSHI452")]
    [InlineData("2027-01-15", "GOSHI457")]
    [InlineData("2027-05-21", "GOSHI457")]
    [InlineData("2027-05-22", "GOSHI458 GOSHI457")]
    [InlineData("tomorrow", "GOSHI505 GOSHI452")]
    public void Another_date_can_be_asked_for(string date, string ids) => Assert.Equal(
        ids, string.Join(" ", Bind("llm:\n  provider: openai\n  model: gpt-fading\n", checkDate: date).Diagnostics.Select(d => d.Descriptor.Id)));

    [Theory]
    [InlineData("base_url: 'https://eu.api.openai.com/v1'", "GOSHI451")]
    [InlineData("base_url: 'https://proxy.example/v1'", "GOSHI457")]
    public void Only_at_OpenAI_itself_is_retirement_an_error(string address, string id) => Expect(
        id, OpenAI + $"openai:\n  {address}\n  model: [|gpt-old|]",
        "Model 'gpt-old' in llm.openai.model was retired on 2026-06-01 (source: OpenAI's deprecations page)" + (id == "GOSHI457" ? ", as far as is known" : ""));

    [Fact]
    public void A_date_that_is_none_is_quoted() => Assert.Equal(
        "The MSBuild property GoshiCheckDate is '22.11.2026', which is not a date such as 2026-11-22; the price table's date is used instead",
        Message(Assert.Single(Bind("llm: {}", checkDate: "22.11.2026").Diagnostics)));

    [Fact]
    public void A_parameter_that_a_model_rejects_is_warned_about_or_refused()
    {
        Expect("GOSHI455", OpenAI + "model: o3\ntemperature: [|0.5|]", "Model 'o3' of openai does not accept temperature, so it will be left out");
        Expect("GOSHI456", OpenAI + "model: o3\nunsupported_parameter: error\ntemperature: [|0.5|]", "Model 'o3' of openai does not accept temperature, and unsupported_parameter is 'error'");
        Expect("GOSHI455", OpenAI + "model: gpt-5.4-mini\nreasoning_effort: [|xhigh|]", "Model 'gpt-5.4-mini' of openai does not accept reasoning_effort 'xhigh', so it will be left out");
    }

    [Fact]
    public void A_token_limit_above_the_models_is_an_error_where_it_was_written_for_it() => Expect(
        "GOSHI303", "openai:\n  model: gpt-4o\n  max_tokens: [|20000|]", "llm.openai.max_tokens is 20000, but model 'gpt-4o' produces at most 16384 tokens");

    [Fact]
    public void An_inherited_token_limit_above_the_models_is_a_warning() => Expect(
        "GOSHI304", "max_tokens: [|20000|]\nopenai:\n  model: gpt-4o",
        "llm.max_tokens is 20000, but model 'gpt-4o' of openai produces at most 16384 tokens and will be sent that");

    [Fact]
    public void Under_auto_a_model_of_openais_needs_the_section() => Expect(
        "GOSHI210", "model: [|gpt-4o|]",
        "Model 'gpt-4o' in llm.model belongs to openai, but provider is auto and there is no section llm.openai, so it is never used; add the section or write provider: openai");

    [Fact]
    public void Under_auto_a_model_of_openais_goes_to_its_section() => Clean("model: gpt-4o\nopenai: {}");

    [Fact]
    public void A_finding_reached_through_many_profiles_is_said_once() => Expect(
        "GOSHI202", OpenAI + "model: [|gpt-5.4-mni|]\nprofiles:\n  a: {}\n  b: {}\n  c: {temperature: 1}",
        "Unknown model 'gpt-5.4-mni' in llm.model; did you mean 'gpt-5.4-mini'?");
}
