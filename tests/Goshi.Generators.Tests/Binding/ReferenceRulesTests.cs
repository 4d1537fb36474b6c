using static Goshi.Generators.Tests.Binding.ConfigExpectation;

namespace Goshi.Generators.Tests.Binding;

public sealed class ReferenceRulesTests
{
    private const string OpenAI = "provider: openai\nmodel: gpt-5.4-mini\n";

    [Theory]
    [InlineData("provider: [|opnai|]", "Unknown provider 'opnai' in llm.provider; did you mean 'openai'?")]
    [InlineData("provider: [|anthropic|]", "Unknown provider 'anthropic' in llm.provider; known are openai, ollama, auto")]
    [InlineData("provider: [|fast|]\nprofiles:\n  fast: {provider: ollama}", "Unknown provider 'fast' in llm.provider; that is a profile, and a provider is needed here")]
    [InlineData("profiles:\n  fast: {provider: [|olama|]}", "Unknown provider 'olama' in llm.profiles.fast.provider; did you mean 'ollama'?")]
    [InlineData(OpenAI + "fallback: [[|opnai|]]", "Unknown provider 'opnai' in llm.fallback; did you mean 'openai'?")]
    [InlineData(OpenAI + "fallback: [[|opnai/gpt-4o|]]", "Unknown provider 'opnai' in llm.fallback; did you mean 'openai'?")]
    [InlineData(OpenAI + "fallback: [[|auto|]]", "Unknown provider 'auto' in llm.fallback; auto chooses a primary provider and is no target of a fallback")]
    [InlineData(OpenAI + "fallback: [[|gpt-4o|]]", "Unknown provider 'gpt-4o' in llm.fallback; that is a model: write openai/gpt-4o")]
    public void An_unknown_provider_is_an_error(string yaml, string message) => Expect("GOSHI201", yaml, message);

    [Fact]
    public void A_name_is_known_in_any_case_and_with_either_separator() =>
        Clean("provider: My_Server\nproviders:\n  my-server: {api: openai, base_url: 'http://localhost:1234/v1', model: x}");

    [Fact]
    public void A_target_stands_once_in_a_fallback() => ExpectAll(
        OpenAI + "fallback: [ollama, [|ollama|], openai/gpt-4o, [|openai/gpt-4o|], [|ollama/llama3.1:8b|]]",
        ("GOSHI204", "'ollama' is named twice in llm.fallback"),
        ("GOSHI204", "'openai/gpt-4o' is named twice in llm.fallback"),
        ("GOSHI204", "'ollama/llama3.1:8b' is named twice in llm.fallback"));

    [Theory]
    [InlineData("openai")]
    [InlineData("openai/gpt-5.4-mini")]
    public void Falling_back_to_the_primary_goes_in_a_circle(string target) => Expect(
        "GOSHI205", OpenAI + $"fallback: [[|{target}|]]",
        $"'{target}' in llm.fallback is the primary target itself, so falling back to it goes in a circle; remove it");

    [Fact]
    public void A_profile_inherits_a_fallback_without_its_own_target() =>
        Clean(OpenAI + "fallback: [ollama]\nprofiles:\n  offline: {provider: ollama}");

    [Fact]
    public void A_model_id_with_slashes_is_split_at_the_first_one() =>
        Clean(OpenAI + "fallback: [lab/org/model]\nproviders:\n  lab: {api: openai, base_url: 'http://localhost:8000/v1'}");

    [Fact]
    public void An_unknown_price_list_is_an_error() => Expect(
        "GOSHI209", "providers:\n  x: {api: openai, base_url: 'https://x.example', prices: [|grok|]}",
        "Unknown price list 'grok' in llm.providers.x.prices; did you mean 'groq'?");
}
