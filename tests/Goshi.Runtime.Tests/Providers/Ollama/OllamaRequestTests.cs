using System.Text.Json;
using Goshi.Chat;
using Goshi.Providers;
using Goshi.Runtime.Tests.Providers.OpenAI;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Providers.Ollama;

public sealed class OllamaRequestTests
{
    private static readonly ChatMessage Hi = new(ChatRole.User, "Hi");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_call_is_sent_as_a_stream(bool stream) => Expect(
        """{"model":"llama3.1:8b","messages":[{"role":"user","content":"Hi"}],"stream":true}""", Targets.Ollama, [Hi], stream: stream);

    [Fact]
    public void Puts_the_systems_prompt_and_the_instructions_first() => Expect(
        """
        {"model":"llama3.1:8b","stream":true,"messages":[
          {"role":"system","content":"Be kind."},{"role":"system","content":"Be brief."},{"role":"system","content":"Be right."},{"role":"user","content":"Hi"}]}
        """,
        Targets.Ollama with { SystemPrompt = "Be kind." },
        [new ChatMessage(new ChatRole("developer"), "Be right."), Hi],
        new ChatOptions { Instructions = "Be brief." });

    [Fact]
    public void Writes_every_option() => Expect(
        """
        {"model":"llama3.1:8b","messages":[{"role":"user","content":"Hi"}],"stream":true,"keep_alive":"5m","format":"json","options":{
          "num_ctx":8192,"num_predict":100,"temperature":0.7,"top_p":0.9,"top_k":40,"seed":42,"stop":["END"],"frequency_penalty":0.1,"presence_penalty":0.2}}
        """,
        Targets.Ollama with { KeepAlive = "5m", ContextLength = 8192, Temperature = 0.2 },
        [Hi],
        new ChatOptions
        {
            Temperature = 0.7f, TopP = 0.9f, TopK = 40, Seed = 42, StopSequences = ["END"], FrequencyPenalty = 0.1f,
            PresencePenalty = 0.2f, ResponseFormat = ChatResponseFormat.Json, MaxOutputTokens = 7,
        },
        tokenLimit: 100);

    [Theory]
    [InlineData("-1", "-1")]
    [InlineData("0", "0")]
    [InlineData("300", "300")]
    [InlineData("1h30m", "\"1h30m\"")]
    public void Writes_keep_alive_as_a_number_where_it_has_no_unit(string keepAlive, string expected) => Expect(
        $$"""{"model":"llama3.1:8b","messages":[{"role":"user","content":"Hi"}],"stream":true,"keep_alive":{{expected}} }""",
        Targets.Ollama with { KeepAlive = keepAlive }, [Hi]);

    [Fact]
    public void Writes_a_json_schema() => Expect(
        """{"model":"llama3.1:8b","messages":[{"role":"user","content":"Hi"}],"stream":true,"format":{"type":"object"}}""",
        Targets.Ollama, [Hi], new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}""")) });

    [Fact]
    public void Writes_images_as_base64() => Expect(
        """{"model":"llama3.1:8b","stream":true,"messages":[{"role":"user","content":"Look here","images":["AQID","BAU="]}]}""",
        Targets.Ollama,
        [new ChatMessage(ChatRole.User, [new TextContent("Look "), new DataContent(new byte[] { 1, 2, 3 }, "image/png"), new TextContent("here"), new DataContent(new byte[] { 4, 5 }, "image/jpeg")])]);

    [Fact]
    public void Refuses_the_address_of_an_image() =>
        Assert.Contains("takes images as bytes", Assert.Throws<GoshiException>(() => Encode(
            Targets.Ollama, [new ChatMessage(ChatRole.User, [new UriContent("https://example.com/a.png", "image/png")])])).Message);

    [Fact]
    public void Writes_tools_calls_results_and_thinking() => Expect(
        """
        {"model":"llama3.1:8b","stream":true,
         "messages":[
          {"role":"user","content":"Hi"},
          {"role":"assistant","content":"","thinking":"Hm.","tool_calls":[{"id":"c1","function":{"name":"weather","arguments":{"city":"Oslo"}}},{"id":"c2","function":{"name":"now","arguments":{}}}]},
          {"role":"tool","content":"rain","tool_name":"weather","tool_call_id":"c1"},
          {"role":"tool","content":"[1,2]","tool_name":"now","tool_call_id":"c2"}],
         "tools":[{"type":"function","function":{"name":"weather","description":"Tells.","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]}
        """,
        Targets.Ollama,
        [
            Hi,
            new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("Hm."), new FunctionCallContent("c1", "weather", new Dictionary<string, object?> { ["city"] = "Oslo" }), new FunctionCallContent("c2", "now")]),
            new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c1", "rain"), new FunctionResultContent("c2", JsonElement.Parse("[1,2]"))]),
        ],
        new ChatOptions { Tools = [OpenAIRequestTests.Tool("weather", "Tells.", """{"type":"object","properties":{"city":{"type":"string"}}}""")] });

    [Fact]
    public void Leaves_tools_out_where_none_may_be_called_and_names_what_it_cannot_demand()
    {
        List<string> dropped = [];
        var tools = new List<AITool> { OpenAIRequestTests.Tool("now", null, "{}") };
        Expect(
            """{"model":"llama3.1:8b","messages":[{"role":"user","content":"Hi"}],"stream":true}""",
            Targets.Ollama, [Hi], new ChatOptions { Tools = tools, ToolMode = ChatToolMode.None });
        Encode(Targets.Ollama with { ParameterDropped = dropped.Add }, [Hi], new ChatOptions { Tools = tools, ToolMode = ChatToolMode.RequireAny });
        Assert.Equal(["tool_choice"], dropped);
    }

    [Theory]
    [InlineData("none", "false")]
    [InlineData("minimal", "\"low\"")]
    [InlineData("medium", "\"medium\"")]
    [InlineData("xhigh", "\"high\"")]
    [InlineData("max", "\"max\"")]
    public void Writes_the_effort_for_models_that_think(string effort, string expected) => Expect(
        $$"""{"model":"qwen3:8b","messages":[{"role":"user","content":"Hi"}],"stream":true,"think":{{expected}} }""",
        Targets.Ollama with { Model = "qwen3:8b", ReasoningEffort = effort }, [Hi]);

    [Fact]
    public void An_effort_meant_for_the_primary_does_not_break_a_fallback_that_cannot_think()
    {
        List<string> dropped = [];
        Expect(
            """{"model":"llama3.1:8b","messages":[{"role":"user","content":"Hi"}],"stream":true}""",
            Targets.Ollama with { ReasoningEffort = "high", ParameterDropped = dropped.Add }, [Hi]);
        Assert.Equal(["think"], dropped);
    }

    [Fact]
    public void Passes_additional_properties_on_to_where_they_belong() => Expect(
        """
        {"model":"llama3.1:8b","messages":[{"role":"user","content":"Hi"}],"stream":true,"think":true,"keep_alive":10,
         "options":{"min_p":0.1,"num_gpu":1,"temperature":0.3}}
        """,
        Targets.Ollama with { Temperature = 0.9 },
        [Hi],
        new ChatOptions
        {
            AdditionalProperties = new()
            {
                ["goshi.session"] = new object(), ["think"] = true, ["keep_alive"] = 10, ["min_p"] = 0.1,
                ["options"] = new Dictionary<string, object?> { ["num_gpu"] = 1, ["temperature"] = 0.3 },
            },
        });

    [Theory]
    [InlineData("num_predict")]
    [InlineData("max_tokens")]
    [InlineData("stream")]
    public void Refuses_additional_properties_that_the_call_decides(string name) =>
        Assert.Contains($"'{name}'", Assert.Throws<GoshiException>(() => Encode(
            Targets.Ollama, [Hi], new ChatOptions { AdditionalProperties = new() { [name] = 5 } })).Message);

    [Fact]
    public void Starts_from_the_callers_own_request_and_leaves_it_alone()
    {
        var own = new OllamaChatRequest { Think = "true", Options = new Dictionary<string, JsonElement> { ["mirostat"] = JsonElement.Parse("1") }, Stream = false };
        Expect(
            """{"model":"llama3.1:8b","messages":[{"role":"user","content":"Hi"}],"stream":true,"think":true,"options":{"mirostat":1,"min_p":0.5}}""",
            Targets.Ollama, [Hi], new ChatOptions { RawRepresentationFactory = _ => own, AdditionalProperties = new() { ["min_p"] = 0.5 } });
        Assert.Single(own.Options!);
        Assert.Empty(own.Messages);
        Assert.False(own.Stream);
    }

    private static ReadOnlyMemory<byte> Encode(
        TargetSettings target, IReadOnlyList<ChatMessage> messages, ChatOptions? options = null, bool stream = false, int? tokenLimit = null) =>
        Replies.Ollama.Encode(new ChatCallInput(messages, options, target, stream, tokenLimit) { Raw = options?.RawRepresentationFactory?.Invoke(Replies.Client) }).Encode();

    private static void Expect(
        string json, TargetSettings target, IReadOnlyList<ChatMessage> messages, ChatOptions? options = null, bool stream = false, int? tokenLimit = null) =>
        Json.AssertEqual(json, Encode(target, messages, options, stream, tokenLimit));
}
