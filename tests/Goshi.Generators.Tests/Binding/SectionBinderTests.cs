using static Goshi.Generators.Tests.Binding.ConfigExpectation;

namespace Goshi.Generators.Tests.Binding;

public sealed class SectionBinderTests
{
    [Fact]
    public void An_unknown_key_is_underlined_and_the_nearest_one_offered() =>
        Expect("GOSHI101", "openai:\n  model: gpt-4o\n  [|max_retry|]: 5", "Unknown key 'max_retry' in llm.openai; did you mean 'max_retries'?");

    [Fact]
    public void A_key_like_no_other_gets_no_suggestion() =>
        Expect("GOSHI101", "[|zzzzzzzzzz|]: 1", "Unknown key 'zzzzzzzzzz' in llm");

    [Fact]
    public void A_misspelt_key_is_not_also_a_missing_one() => ExpectAll(
        "openai:\n  [|modle|]: gpt-4o\nproviders:\n  groq:\n    [|apj|]: openai\n    [|base_ur|]: https://x.example/v1",
        ("GOSHI101", "Unknown key 'modle' in llm.openai; did you mean 'model'?"),
        ("GOSHI101", "Unknown key 'apj' in llm.providers.groq; did you mean 'api'?"),
        ("GOSHI101", "Unknown key 'base_ur' in llm.providers.groq; did you mean 'base_url'?"));

    [Fact]
    public void A_misspelt_section_is_an_unknown_key_too() =>
        Expect("GOSHI101", "[|profile|]:\n  fast: {}", "Unknown key 'profile' in llm; did you mean 'profiles'?");

    [Fact]
    public void A_section_of_an_unknown_provider_says_where_such_sections_go() =>
        Expect("GOSHI101", "[|mistral|]:\n  model: x", "Unknown key 'mistral' in llm; a provider of your own stands under llm.providers, and a profile under llm.profiles");

    [Theory]
    [InlineData("llm", "[|timeout|]: 30", "request_timeout")]
    [InlineData("llm", "[|Budget|]: 5", "max_cost_per_session")]
    [InlineData("llm", "[|max_output_tokens|]: 5", "max_completion_tokens")]
    [InlineData("llm.ollama", "ollama: {[|url|]: 'http://gpu-box'}", "base_url")]
    [InlineData("llm.openai", "openai: {model: gpt-4o, [|api_key|]: X}", "api_key_env")]
    [InlineData("llm.providers.az", "providers:\n  az: {api: azure-openai, [|endpoint|]: 'https://x.example', api_version: 2024-10-21}", "base_url")]
    public void A_name_from_another_tool_is_understood(string section, string yaml, string meant) =>
        Expect("GOSHI101", yaml, $"Unknown key '{yaml[(yaml.IndexOf("[|", StringComparison.Ordinal) + 2)..yaml.IndexOf("|]", StringComparison.Ordinal)]}' in {section}; did you mean '{meant}'?");

    [Theory]
    [InlineData("provider: [|openai // the cloud|]", "llm.provider must be the name of a provider such as openai, not 'openai // the cloud'; a comment begins with '#'")]
    [InlineData("model: [|${MODEL}|]", "llm.model must be the id of a model such as gpt-5.4-mini, not '${MODEL}'; placeholders are not filled in, but an environment variable such as Goshi__llm__model overrides a key at the start")]
    [InlineData("max_retries: [|'{{ retries }}'|]", "llm.max_retries must be a whole number from 0 to 10, not '{{ retries }}'; placeholders are not filled in, but an environment variable such as Goshi__llm__model overrides a key at the start")]
    public void What_another_format_allows_is_said_to_be_none_here(string yaml, string message) => Expect("GOSHI104", yaml, message);

    [Theory]
    [InlineData("openai:\n  model: gpt-4o\n  [|num_ctx|]: 5", "num_ctx", "llm.openai", "the section of a provider with api ollama")]
    [InlineData("ollama:\n  [|organization_id_env|]: A", "organization_id_env", "llm.ollama", "the section of a provider with api openai")]
    [InlineData("openai:\n  model: gpt-4o\n  [|profiles|]: {}", "profiles", "llm.openai", "llm")]
    [InlineData("[|port|]: 1234", "port", "llm", "llm.local")]
    [InlineData("profiles:\n  fast:\n    [|max_retries|]: 1", "max_retries", "llm.profiles.fast", "llm or the section of a provider")]
    public void A_key_in_the_wrong_section_says_where_it_applies(string yaml, string key, string section, string places) =>
        Expect("GOSHI102", yaml, $"Key '{key}' does not apply in {section}; it applies in {places}");

    [Theory]
    [InlineData("openai: [|[a]|]", "llm.openai must be a section with keys, not a list; write lines of 'name: value' without '-'")]
    [InlineData("providers: [|[{name: groq}]|]", "llm.providers must be a section with keys, not a list; write lines of 'name: value' without '-'")]
    [InlineData("profiles:\n  fast: [|gpt-4o|]", "llm.profiles.fast must be a section with keys, not text; write '{model: gpt-4o}'")]
    [InlineData("pricing: [|prices.json|]", "llm.pricing must be a section with keys, not text; write '{file: prices.json}'")]
    [InlineData("ollama:\n  [|model = phi4|]", "llm.ollama must be a section with keys, not text; write ':' in the place of '='")]
    [InlineData("openai: [|yes|]", "llm.openai must be a section with keys, not text")]
    [InlineData("max_retries: [|[1]|]", "llm.max_retries must be a whole number from 0 to 10, not a list")]
    [InlineData("max_retries: [|{a: 1}|]", "llm.max_retries must be a whole number from 0 to 10, not a section")]
    [InlineData("fallback: [|ollama|]", "llm.fallback must be a list of texts, not text; write '[ollama]'")]
    [InlineData("needs: [|tools, vision|]", "llm.needs must be a list of tools, vision, json_schema, not text; write '[tools, vision]'")]
    [InlineData("fallback: [[|[ollama]|]]", "llm.fallback must be a list of texts, not a list")]
    [InlineData("fallback: [[|~|]]", "llm.fallback must be a list of texts, not nothing")]
    public void The_shape_of_a_value_is_checked(string yaml, string message) => Expect("GOSHI103", yaml, message);

    [Theory]
    [InlineData("GOSHI103", "openai:\n  [|model:gpt-4o|]", "llm.openai must be a section with keys, not text; a space is missing after 'model:'")]
    [InlineData("GOSHI101", "openai: {[|model:gpt-4o|]}\nprovider: openai", "Unknown key 'model:gpt-4o' in llm.openai; a space is missing after 'model:'")]
    public void A_space_that_is_missing_after_a_colon_is_the_only_mistake(string id, string yaml, string message) => Expect(id, yaml, message);

    [Theory]
    [InlineData("${OPENAI_API_KEY}")]
    [InlineData("$OPENAI_API_KEY")]
    public void A_variable_is_named_without_its_dollar(string written) => Expect(
        "GOSHI104", $"openai:\n  model: gpt-4o\n  api_key_env: [|{written}|]",
        "llm.openai.api_key_env must be the name of an environment variable such as OPENAI_API_KEY (letters, digits and underscores); write the name alone, without '$', '%' or braces");

    [Fact]
    public void Two_braces_are_one_mistake() => Expect(
        "GOSHI013", "openai:\n  model: gpt-4o\n  api_key_env: {[|{|]OPENAI_API_KEY}}", "A key must be plain text, not a section");

    [Fact]
    public void A_misspelt_provider_key_does_not_make_the_model_unused() =>
        Expect("GOSHI101", "[|Provider|]: openai\nmodel: gpt-4o", "Unknown key 'Provider' in llm; did you mean 'provider'?");

    [Fact]
    public void Llm_itself_must_be_a_section() => Expect("GOSHI103", "llm: [|fast|]", "llm must be a section with keys, not text");

    [Theory]
    [InlineData("max_retries: [|many|]", "llm.max_retries must be a whole number from 0 to 10, not 'many'")]
    [InlineData("max_retries: [|1.5|]", "llm.max_retries must be a whole number from 0 to 10, not '1.5'")]
    [InlineData("track_usage: [|yes|]", "llm.track_usage must be true or false, not 'yes'")]
    [InlineData("temperature: [|warm|]", "llm.temperature must be a number from 0 to 2, not 'warm'")]
    [InlineData("max_cost_per_session: [|$5|]", "llm.max_cost_per_session must be an amount of US dollars above 0, not '$5'")]
    [InlineData("openai:\n  model: gpt-4o\n  base_url: [|api.openai.com|]", "llm.openai.base_url must be an absolute http or https address such as https://api.openai.com/v1, not 'api.openai.com'; begin it with http:// or https://")]
    public void The_type_of_a_value_is_checked(string yaml, string message) => Expect("GOSHI104", yaml, message);

    [Theory]
    [InlineData("max_retries: [|11|]", "llm.max_retries must be a whole number from 0 to 10, not 11")]
    [InlineData("temperature: [|-0.1|]", "llm.temperature must be a number from 0 to 2, not -0.1")]
    [InlineData("max_cost_per_session: [|0|]", "llm.max_cost_per_session must be an amount of US dollars above 0, not 0")]
    [InlineData("local:\n  port: [|70000|]", "llm.local.port must be a whole number from 1 to 65535, not 70000")]
    public void The_range_of_a_value_is_checked(string yaml, string message) => Expect("GOSHI111", yaml, message);

    [Fact]
    public void A_word_that_is_not_allowed_gets_the_allowed_ones_and_the_nearest() =>
        Expect("GOSHI112", "openai:\n  model: gpt-4o\n  on_budget_exceeded: [|fial|]", "llm.openai.on_budget_exceeded must be one of fail, fallback, not 'fial'; did you mean 'fail'?");

    [Fact]
    public void Only_the_wrong_item_of_a_list_is_underlined_and_the_others_stay()
    {
        var config = Expect("GOSHI112", "needs: [tools, [|vison|], json_schema]", "llm.needs must be a list of tools, vision, json_schema, not 'vison'; did you mean 'vision'?");

        Assert.Equal(["tools", "json_schema"], config.Llm.Single().Value.Items);
    }

    [Theory]
    [InlineData("[|model|]:", "llm.model has no value; write one, or remove the key")]
    [InlineData("model: [|~|]", "llm.model has no value; write one, or remove the key")]
    [InlineData("[|fallback|]:", "llm.fallback has no value; write [] for none")]
    public void A_key_without_a_value_is_reported(string yaml, string message) => Expect("GOSHI105", yaml, message);

    [Theory]
    [InlineData("")]
    [InlineData("openai:")]
    [InlineData("profiles:\nproviders:\nlocal:\npricing:\nollama: ~")]
    [InlineData("pricing:\n  models:")]
    public void An_empty_section_is_a_section(string yaml) => Clean("provider: ollama\n" + yaml);

    [Theory]
    [InlineData("sk-proj-abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("gsk_0123456789abcdefghijABCDEFGHIJ")]
    [InlineData("Bearer something")]
    public void A_secret_in_the_place_of_a_variable_name_is_never_repeated(string secret)
    {
        var bound = Bind($"llm:\n  openai:\n    model: gpt-4o\n    api_key_env: {secret}\n");

        var found = Assert.Single(bound.Diagnostics);
        Assert.Equal("GOSHI110", found.Descriptor.Id);
        Assert.DoesNotContain(secret, Message(found), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, bound.Value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_under_an_unknown_key_is_reported_besides_the_key() => ExpectAll(
        "openai:\n  model: gpt-4o\n  [|api_key|]: [|sk-proj-abcdefghijklmnopqrstuvwxyz0123456789|]",
        ("GOSHI101", "Unknown key 'api_key' in llm.openai; did you mean 'api_key_env'?"),
        ("GOSHI110", "llm.openai must not hold a secret; put it into an environment variable, and write the name of that variable as api_key_env in the provider's section"));

    [Fact]
    public void A_secret_as_a_key_or_a_name_is_never_repeated()
    {
        const string secret = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789";

        var bound = Bind($"llm:\n  {secret}: 1\n  profiles:\n    {secret}: {{ zzz: 1, zzz: 2, temperature: x }}\n  provider: {secret}\n  fallback: [{secret}]\n  model: &{secret} m\n  temperature: *{secret}\n");

        Assert.True(bound.Diagnostics.Count >= 7);
        Assert.DoesNotContain(bound.Diagnostics, d => Message(d).Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public void A_password_in_an_address_is_never_repeated()
    {
        var bound = Bind("llm:\n  openai:\n    model: gpt-4o\n    base_url: https://me:hunter22@example.com/v1\n");

        Assert.Equal("GOSHI110", Assert.Single(bound.Diagnostics).Descriptor.Id);
        Assert.DoesNotContain("hunter22", Message(bound.Diagnostics[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_do_not_bind_are_left_out_and_the_rest_stays()
    {
        var config = ExpectAll(
            "temperature: [|hot|]\nmax_retries: 4\nopenai:\n  model: gpt-4o\n  max_retries: [|99|]",
            ("GOSHI104", "llm.temperature must be a number from 0 to 2, not 'hot'"),
            ("GOSHI111", "llm.openai.max_retries must be a whole number from 0 to 10, not 99"));

        Assert.Equal(["max_retries"], config.Llm.Select(setting => setting.Key));
        Assert.Equal(["model"], config.Providers[0].Settings.Select(setting => setting.Key));
    }

    [Fact]
    public void Values_come_out_in_their_canonical_form()
    {
        var config = Clean("temperature: 0.70\nmax_cost_per_session: 1.50\nrequest_timeout: 1500ms\nstreaming_timeout: none\ntrack_usage: True\nneeds: [tools]\nmax_tokens: 7");

        Assert.Equal(
            ["temperature=0.7", "max_cost_per_session=1.50", "request_timeout=15000000", "streaming_timeout=none", "track_usage=true", "needs=", "max_tokens=7"],
            config.Llm.Select(setting => setting.Key + "=" + setting.Value.Text));
    }

    [Theory]
    [InlineData("llm:\n  system_prompt: [|sk-proj-abcdefghijklmnop|]", "llm.system_prompt")]
    [InlineData("llm:\n  system_prompt: [|use sk-proj-abcdefghijklmnop for everything|]", "llm.system_prompt")]
    [InlineData("llm:\n  model: [|gsk_abcdefghijklmnop1234|]", "llm.model")]
    [InlineData("llm:\n  fallback: [ollama, [|sk-proj-abcdefghijklmnop|]]", "llm.fallback")]
    [InlineData("llm: {}\nsafety:\n  header: [|'Bearer abcdefghijkl0123456789'|]", "The file")]
    [InlineData("llm: {}\naudit:\n  keys: [1, [|AKIA1234567890ABCDEF|]]", "The file")]
    [InlineData("llm: {}\nlogging:\n  ? [|ghp_abcdefghijkl0123456789|]\n  : 1", "The file")]
    public void A_key_anywhere_in_the_file_is_one_error_that_does_not_repeat_it(string yaml, string where) => Expect(
        "GOSHI110", yaml, where + " must not hold a secret; put it into an environment variable, and write the name of that variable as api_key_env in the provider's section");

    [Theory]
    [InlineData("llm:\n  system_prompt: Bearer of good news, answer briefly")]
    [InlineData("llm:\n  system_prompt: Basic rules of chess")]
    [InlineData("llm: {}\ndatabase:\n  column: pk_customers_identity")]
    [InlineData("llm: {}\nsafety:\n  text: sk-...")]
    [InlineData("llm: {}\nsafety:\n  text: sk-learn-classifier")]
    public void What_only_begins_like_a_key_is_left_alone(string yaml) => Clean(yaml);

    [Fact]
    public void An_empty_section_counts_as_written() => Clean("model: gpt-4o\nopenai:");
}
