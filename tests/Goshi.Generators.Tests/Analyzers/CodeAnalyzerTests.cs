using static Goshi.Generators.Tests.Analyzers.CodeExpectation;

namespace Goshi.Generators.Tests.Analyzers;

public sealed class CodeAnalyzerTests
{
    private const string Local = "llm:\n  provider: ollama\n";

    [Theory]
    [InlineData("_ = new ChatOptions { ModelId = [|\"gpt-5.4-mni\"|] };", "Unknown model 'gpt-5.4-mni'; did you mean 'gpt-5.4-mini'?")]
    [InlineData("new ChatOptions().ModelId = [|\"gpt-4p\"|];", "Unknown model 'gpt-4p'; did you mean 'gpt-4o'?")]
    [InlineData("const string Id = \"zzzzzzzzzzzz\"; _ = new ChatOptions { ModelId = [|Id|] };", "Unknown model 'zzzzzzzzzzzz'; the price table does not list it for openai")]
    [InlineData("_ = new ChatOptions { ModelId = [|\"llama-8b\"|] };", "Unknown model 'llama-8b'; write 'groq/llama-8b'")]
    [InlineData("_ = new ChatOptions { ModelId = [|\"groq/llama-71b\"|] };", "Unknown model 'groq/llama-71b'; did you mean 'llama-70b'?")]
    [InlineData("_ = new OpenAIChatRequest { Model = [|\"gpt-4p\"|] };", "Unknown model 'gpt-4p'; did you mean 'gpt-4o'?")]
    [InlineData("_ = new OpenAIEmbeddingRequest { Model = [|\"gpt-4p\"|] };", "Unknown model 'gpt-4p'; did you mean 'gpt-4o'?")]
    [InlineData("_ = GoshiCosts.TryGetPrice([|\"gpt-4p\"|]);", "Unknown model 'gpt-4p'; did you mean 'gpt-4o'?")]
    public void A_model_that_no_provider_has_is_reported(string code, string message) => Expect("GOSHI511", code, message);

    [Theory]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-4o\" };")]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-4o-2024-08-06\" };")]
    [InlineData("_ = new ChatOptions { ModelId = \"groq/llama-70b\" };")]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-in-the-file\" };")]
    [InlineData("_ = new ChatOptions { ModelId = text };")]
    [InlineData("_ = new ChatOptions { ModelId = null };")]
    [InlineData("_ = new OpenAIChatRequest { Model = \"quite-another-servers-model\" };")]
    [InlineData("_ = GoshiCosts.TryGetPrice(\"there is none of that name\");")]
    [InlineData("_ = new Attempt(\"p\", \"gpt-4p\", \"outcome\", default);")]
    public void A_model_that_may_be_right_is_left_alone(string code) => Clean(code);

    [Theory]
    [InlineData("_ = new ChatOptions { ModelId = number > 1 ? \"gpt-4o\" : [|\"gpt-4p\"|] };")]
    [InlineData("_ = new ChatOptions { ModelId = tool.Name ?? [|\"gpt-4p\"|] };")]
    [InlineData("_ = new ChatOptions { ModelId = number switch { > 1 => \"gpt-4o\", > 0 => text, _ => [|\"gpt-4p\"|] } };")]
    [InlineData("const string Family = \"gpt\"; ChatOptions o = new() { ModelId = [|$\"{Family}-4p\"|] };")]
    [InlineData("Func<ChatOptions> make = () => new ChatOptions { ModelId = [|\"gpt-\" + \"4p\"|] };")]
    [InlineData("var copy = new ChatOptions().Clone(); copy.ModelId = [|\"gpt-4p\"|];")]
    [InlineData("_ = await chat.GetResponseAsync([], new ChatOptions { ModelId = [|\"gpt-4p\"|] });")]
    public void A_constant_is_read_wherever_it_stands(string code) => Expect("GOSHI511", code, "Unknown model 'gpt-4p'; did you mean 'gpt-4o'?");

    [Theory]
    [InlineData("_ = new ChatOptions { ModelId = [|\"embed-small\"|] };")]
    [InlineData("new ChatOptions().ModelId = [|\"embed-small\"|];")]
    public void A_model_that_cannot_chat_is_reported(string code) =>
        Expect("GOSHI514", code, "Model 'embed-small' does not support chat completions; 'gpt-5.4-mini' does");

    [Theory]
    [InlineData("_ = await new OtherClient().GetResponseAsync([], new ChatOptions { ModelId = \"gpt-4p\" });")]
    [InlineData("_ = await new OtherClient().GetResponseAsync(text, new ChatOptions { ModelId = \"o3\", Temperature = 0.2f });")]
    [InlineData("var other = new OtherClient(); _ = other.GetStreamingResponseAsync([], new() { ModelId = \"gpt-blind\", Tools = [tool] });")]
    public void Options_for_another_client_are_left_alone(string code) => Clean(code);

    [Theory]
    [InlineData("_ = new ChatOptions { ModelId = \"claude-opus\" };", null)]
    [InlineData("_ = new ChatOptions { ModelId = [|\"gpt-4p\"|] };", "Unknown model 'gpt-4p'; did you mean 'gpt-4o'?")]
    public void Beside_another_clients_library_only_a_slip_of_the_fingers_is_certain(string code, string? message) =>
        Expect("GOSHI511", code, message, Yaml, Library("Other.Client"));

    [Theory]
    [InlineData("lab", "providers:\n    lab: { api: openai, base_url: 'https://lab.example/v1', model: x }")]
    [InlineData("azure", "providers:\n    azure: { api: azure-openai, base_url: 'https://a.openai.azure.com', api_version: 2024-10-21, model: x }")]
    [InlineData("ollama", "ollama: { model: phi4 }")]
    public void Where_a_listed_name_may_be_another_model_nothing_is_said_of_it(string provider, string section) => Clean(
        "_ = new ChatOptions { ModelId = \"o3\", Temperature = 0.2f, MaxOutputTokens = 100_000 };", $"llm:\n  provider: {provider}\n  {section}\n");

    [Fact]
    public void A_deployment_of_Azure_may_have_any_name() => Clean(
        "_ = new ChatOptions { ModelId = \"my-gpt\" };",
        "llm:\n  provider: az\n  providers:\n    az: { api: azure-openai, base_url: 'https://a.openai.azure.com', api_version: 2024-10-21, model: x, prices: openai }\n");

    [Theory]
    [InlineData(Local)]
    [InlineData("llm: {}")]
    [InlineData("llm:\n  provider: openai\n  model: gpt-4o\n  profiles:\n    quick: { provider: ollama }")]
    [InlineData("llm:\n  provider: lab\n  providers:\n    lab: { api: openai, base_url: 'http://127.0.0.1:1/v1', model: x, prices: openai }")]
    [InlineData("llm:\n  provider: lab\n  providers:\n    lab: { api: openai, base_url: 'https://lab.example/v1', model: x }")]
    [InlineData(null)]
    public void Where_any_model_may_be_served_no_name_is_wrong(string? yaml) => Clean("_ = new ChatOptions { ModelId = \"gpt-4p\" };", yaml);

    [Theory]
    [InlineData("_ = new ChatOptions { ModelId = \"o3\", Temperature = [|0.2f|] };", "o3", "Temperature")]
    [InlineData("_ = new ChatOptions { ModelId = \"o3\", TopP = [|0.5f|] };", "o3", "TopP")]
    [InlineData("_ = new ChatOptions { ModelId = \"o3\", FrequencyPenalty = [|1|] };", "o3", "FrequencyPenalty")]
    [InlineData("_ = new ChatOptions { PresencePenalty = [|-0.5f|], ModelId = \"gpt-5.4-mini\" };", "gpt-5.4-mini", "PresencePenalty")]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-5.4-mini\", Temperature = [|0f|], Reasoning = new() { Effort = ReasoningEffort.Low } };", "gpt-5.4-mini", "Temperature")]
    public void A_parameter_that_the_model_rejects_is_reported_with_a_model_that_takes_it(string code, string model, string parameter) =>
        Expect("GOSHI512", code, $"Model '{model}' does not accept {parameter}; remove it, or use a model that does, such as 'gpt-4o'");

    [Theory]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-4o\", Temperature = 0.2f, TopP = 0.5f, FrequencyPenalty = 1 };")]
    [InlineData("_ = new ChatOptions { ModelId = \"o3\", Temperature = 1f, TopP = 1f, FrequencyPenalty = 0, PresencePenalty = 0f };")]
    [InlineData("_ = new ChatOptions { ModelId = \"o3\", Temperature = number, TopP = null };")]
    [InlineData("_ = new ChatOptions { ModelId = text, Temperature = 0.2f };")]
    [InlineData("_ = new ChatOptions { Temperature = 0.2f };")]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-5.4-mini\", Temperature = 0.2f };")]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-5.4-mini\", Temperature = 0.2f, Reasoning = new() { Effort = ReasoningEffort.None } };")]
    [InlineData("const ReasoningEffort Off = ReasoningEffort.None; _ = new ChatOptions { ModelId = \"gpt-5.4-mini\", Temperature = 0.2f, Reasoning = new() { Effort = Off } };")]
    [InlineData("_ = new ChatOptions { ModelId = number > 1 ? \"o3\" : \"gpt-4o\", Temperature = 0.2f };")]
    [InlineData("var copy = new ChatOptions { ModelId = \"o3\" }.Clone(); copy.ModelId = \"gpt-4o\"; copy.Temperature = 0.2f;")]
    [InlineData("_ = new ChatOptions { ModelId = \"o3\", AdditionalProperties = new() { [\"temperature\"] = 0.2f } };")]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-silent\", Temperature = 0.2f, TopP = 0.5f, FrequencyPenalty = 1 };")]
    public void A_parameter_that_may_be_accepted_is_left_alone(string code) => Clean(code);

    [Fact]
    public void A_token_limit_above_the_models_is_reported_with_the_models() => Expect(
        "GOSHI513", "_ = new ChatOptions { ModelId = \"gpt-4o\", MaxOutputTokens = [|100_000|] };",
        "MaxOutputTokens is 100000, but model 'gpt-4o' produces at most 16384 tokens; write 16384 or less");

    [Theory]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-4o\", MaxOutputTokens = 16_384 };")]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-silent\", MaxOutputTokens = int.MaxValue };")]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-4o\", MaxOutputTokens = text.Length };")]
    public void A_token_limit_that_may_be_right_is_left_alone(string code) => Clean(code);

    [Theory]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-blind\", Tools = [|[tool]|] };", "tools")]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-blind\", Tools = [|new List<AITool> { tool }|] };", "tools")]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-blind\", ResponseFormat = [|ChatResponseFormat.ForJsonSchema<string>()|] };", "a JSON schema as response format")]
    [InlineData("_ = await chat.GetResponseAsync([new ChatMessage(ChatRole.User, [[|new DataContent(bytes, \"image/png\")|]])], new ChatOptions { ModelId = \"gpt-blind\" });", "images")]
    [InlineData("_ = chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, [[|new UriContent(\"https://a.example/b.png\", \"image/png\")|]])], new() { ModelId = \"gpt-blind\" });", "images")]
    public void What_the_model_cannot_do_is_reported_with_one_that_can(string code, string what) =>
        Expect("GOSHI514", code, $"Model 'gpt-blind' does not support {what}; 'gpt-5.4-mini' does");

    [Theory]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-4o\", Tools = [tool], ResponseFormat = ChatResponseFormat.ForJsonSchema<string>() };")]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-blind\", Tools = [], ResponseFormat = ChatResponseFormat.Json };")]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-blind\", Tools = tools };")]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-blind\", Tools = [.. tools] };")]
    [InlineData("_ = new ChatOptions { ModelId = \"gpt-silent\", Tools = [tool] };")]
    [InlineData("_ = await chat.GetResponseAsync([new ChatMessage(ChatRole.User, [new DataContent(bytes, \"audio/wav\")])], new ChatOptions { ModelId = \"gpt-blind\" });")]
    [InlineData("_ = await chat.GetResponseAsync([new ChatMessage(ChatRole.User, [new DataContent(bytes, text)])], new ChatOptions { ModelId = \"gpt-blind\" });")]
    public void What_the_model_may_be_able_to_do_is_left_alone(string code) => Clean(code);

    [Theory]
    [InlineData("_ = new SomeClient([|\"sk-proj-abcdefghijklmnop\"|]);")]
    [InlineData("_ = new SomeClient(new ApiKeyCredential([|\"sk-proj-abcdefghijklmnop\"|]));")]
    [InlineData("_ = new SomeClient(new Uri(\"https://a.example\"), [|\"gsk_abcdefghijklmnop\"|]);")]
    [InlineData("_ = new SomeClient(text) { ApiKey = [|\"sk-proj-abcdefghijklmnop\"|] };")]
    public void A_key_in_the_code_is_reported_and_not_repeated(string code) => Expect(
        "GOSHI515", code, "A secret stands in the code; put it into an environment variable, and read it with Environment.GetEnvironmentVariable");

    [Fact]
    public void A_key_in_the_place_of_its_variables_name_is_reported() => Expect(
        "GOSHI515", "provider.ApiKeyEnv = [|\"sk-proj-abcdefghijklmnop\"|];",
        "A secret stands in the code; put it into an environment variable, and write the name of that variable here");

    [Theory]
    [InlineData("provider.ApiKeyEnv = \"OPENAI_API_KEY\";")]
    [InlineData("_ = new SomeClient(Environment.GetEnvironmentVariable(\"OPENAI_API_KEY\")!);")]
    [InlineData("_ = new SomeClient(\"sk-...\");")]
    [InlineData("_ = new SomeClient(new Uri(\"https://a.example\"), \"unused\");")]
    [InlineData("Console.WriteLine(\"sk-proj-abcdefghijklmnop\");")]
    public void What_is_no_key_or_not_passed_as_one_is_left_alone(string code) => Clean(code);

    [Fact]
    public void Without_a_goshi_yaml_nothing_is_said() => Clean("provider.ApiKeyEnv = \"sk-proj-abcdefghijklmnop\";", yaml: null);

    [Theory]
    [InlineData("llm: [", "")]
    [InlineData("\0", "")]
    public void A_broken_goshi_yaml_ends_no_analysis(string yaml, string _) => Clean("_ = new ChatOptions { ModelId = \"gpt-4p\" };", yaml);
}
