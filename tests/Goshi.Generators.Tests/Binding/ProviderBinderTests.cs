using static Goshi.Generators.Tests.Binding.ConfigExpectation;

namespace Goshi.Generators.Tests.Binding;

public sealed class ProviderBinderTests
{
    [Fact]
    public void The_built_in_providers_are_always_there() =>
        Assert.Equal(["openai/OpenAI/openai", "ollama/Ollama/ollama"], Clean("llm:").Providers.Select(p => $"{p.Name}/{p.CSharpName}/{p.Api}"));

    [Fact]
    public void Named_providers_follow_in_the_order_of_the_file() => Assert.Equal(
        ["OpenAI", "Ollama", "Groq", "MyAzure"],
        Clean("providers:\n  groq: {api: openai, base_url: 'https://api.groq.com/openai/v1'}\n  my-azure: {api: azure-openai, base_url: 'https://x.openai.azure.com', api_version: 2024-10-21}")
            .Providers.Select(p => p.CSharpName));

    [Fact]
    public void What_a_named_provider_cannot_do_without_is_required() => ExpectAll(
        "providers:\n  [|plain|]: {}\n  [|groq|]: {api: openai}\n  [|azure|]: {api: azure-openai, base_url: 'https://x.example'}\n  offline: {api: ollama}",
        ("GOSHI106", "llm.providers.plain needs the key 'api': openai, azure-openai or ollama"),
        ("GOSHI106", "llm.providers.groq needs the key 'base_url': the address that its calls and its key go to"),
        ("GOSHI106", "llm.providers.azure needs the key 'api_version': the api-version of Azure OpenAI, such as 2024-10-21"));

    [Fact]
    public void A_wrong_protocol_makes_no_key_of_any_protocol_wrong() => Expect(
        "GOSHI112", "providers:\n  x:\n    api: [|olama|]\n    num_ctx: 5\n    organization_id_env: ORG",
        "llm.providers.x.api must be one of openai, azure-openai, ollama, not 'olama'; did you mean 'ollama'?");

    [Fact]
    public void The_protocol_of_a_built_in_provider_is_fixed() => Expect(
        "GOSHI302", "openai:\n  model: gpt-4o\n  api: [|azure-openai|]",
        "llm.openai.api is always openai; for api: azure-openai give the provider a name of its own under llm.providers");
}
