using System.Text.Json;
using Goshi.Chat;
using Goshi.Providers;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Providers.OpenAI;

public sealed class OpenAIRequestTests
{
    private static readonly ChatMessage Hi = new(ChatRole.User, "Hi");

    [Fact]
    public void Writes_a_plain_message() => Expect(
        """{"model":"gpt-4.1","messages":[{"role":"user","content":"Hi"}]}""", Targets.Plain, [Hi]);

    [Fact]
    public void Puts_the_systems_prompt_and_the_instructions_first() => Expect(
        """
        {"model":"gpt-4.1","messages":[
          {"role":"system","content":"Be kind."},{"role":"system","content":"Be brief."},
          {"role":"system","content":"Be right."},{"role":"user","content":"Hi"}]}
        """,
        Targets.Plain with { SystemPrompt = "Be kind." },
        [new ChatMessage(ChatRole.System, "Be right."), Hi],
        new ChatOptions { Instructions = "Be brief." });

    [Fact]
    public void Speaks_to_reasoning_models_as_developer() => Expect(
        """{"model":"gpt-5.4","messages":[{"role":"developer","content":"Be kind."},{"role":"developer","content":"Be right."},{"role":"user","content":"Hi"}]}""",
        Targets.Reasoning with { SystemPrompt = "Be kind." },
        [new ChatMessage(ChatRole.System, "Be right."), Hi]);

    [Fact]
    public void Speaks_to_compatible_servers_as_system_also_when_the_caller_says_developer() => Expect(
        """{"model":"some-model","messages":[{"role":"system","content":"Be right."},{"role":"user","content":"Hi"}]}""",
        Targets.Compatible,
        [new ChatMessage(new ChatRole("developer"), "Be right."), Hi]);

    [Theory]
    [InlineData("o3", true)]
    [InlineData("gpt-5", true)]
    [InlineData("gpt-7-nova", true)]
    [InlineData("gpt-5-chat-latest", false)]
    [InlineData("gpt-4o", false)]
    public void Knows_reasoning_models_that_the_table_does_not_know_by_name(string model, bool reasons) => Expect(
        $$"""{"model":"{{model}}","messages":[{"role":"{{(reasons ? "developer" : "system")}}","content":"Be kind."},{"role":"user","content":"Hi"}]}""",
        Targets.Plain with { Model = model, Info = null, SystemPrompt = "Be kind." },
        [Hi]);

    [Fact]
    public void Writes_names_without_the_characters_that_the_wire_refuses() => Expect(
        """{"model":"gpt-4.1","messages":[{"role":"user","name":"JosDoe_1","content":"Hi"}]}""",
        Targets.Plain,
        [new ChatMessage(ChatRole.User, "Hi") { AuthorName = "José Doe_1 <x>".Replace("<x>", "", StringComparison.Ordinal) }]);

    [Fact]
    public void Writes_text_as_it_is_and_not_as_escapes()
    {
        var body = Encode(Targets.Plain, [new ChatMessage(ChatRole.User, "<b> \"日本\" 'é' 🎉")]);
        Assert.Contains("<b> \\\"日本\\\" 'é'", System.Text.Encoding.UTF8.GetString(body.Span));
        Json.AssertEqual("""{"model":"gpt-4.1","messages":[{"role":"user","content":"<b> \"日本\" 'é' 🎉"}]}""", body);
    }

    [Fact]
    public void Writes_images_audio_and_files() => Expect(
        """
        {"model":"gpt-4.1","messages":[{"role":"user","content":[
          {"type":"text","text":"Look:"},
          {"type":"image_url","image_url":{"url":"data:image/png;base64,AQID","detail":"low"}},
          {"type":"image_url","image_url":{"url":"https://example.com/a.jpg"}},
          {"type":"input_audio","input_audio":{"data":"AQID","format":"wav"}},
          {"type":"input_audio","input_audio":{"data":"AQID","format":"mp3"}},
          {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AQID"}},
          {"type":"file","file":{"file_id":"file-1"}}]}]}
        """,
        Targets.Plain,
        [new ChatMessage(ChatRole.User,
        [
            new TextContent("Look:"),
            new DataContent(new byte[] { 1, 2, 3 }, "image/png") { AdditionalProperties = new() { ["detail"] = "low" } },
            new UriContent("https://example.com/a.jpg", "image/jpeg"),
            new DataContent(new byte[] { 1, 2, 3 }, "audio/wav"),
            new DataContent(new byte[] { 1, 2, 3 }, "audio/mpeg"),
            new DataContent(new byte[] { 1, 2, 3 }, "application/pdf") { Name = "a.pdf" },
            new HostedFileContent("file-1"),
        ])]);

    [Fact]
    public void Refuses_a_content_that_has_no_form_on_the_wire()
    {
        var exception = Assert.Throws<GoshiException>(() => Encode(
            Targets.Plain, [new ChatMessage(ChatRole.User, [new UriContent("https://example.com/a.mp4", "video/mp4")])]));
        Assert.Contains("openai/gpt-4.1 takes no UriContent in a message of type video/mp4", exception.Message);
    }

    [Fact]
    public void Writes_tools() => Expect(
        """
        {"model":"gpt-4.1","messages":[{"role":"user","content":"Hi"}],"tool_choice":"auto","parallel_tool_calls":false,"tools":[
          {"type":"function","function":{"name":"weather","description":"Tells the weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}},
          {"type":"function","function":{"name":"now","parameters":{"type":"object","properties":{}}}}]}
        """,
        Targets.Plain,
        [Hi],
        new ChatOptions
        {
            Tools = [Tool("weather", "Tells the weather.", """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""), Tool("now", null, "{}")],
            ToolMode = ChatToolMode.Auto,
            AllowMultipleToolCalls = false,
        });

    [Fact]
    public void Writes_a_strict_tool_with_the_schema_that_strictness_asks_for() => Expect(
        """
        {"model":"gpt-4.1","messages":[{"role":"user","content":"Hi"}],"tools":[
          {"type":"function","function":{"name":"weather","strict":true,"parameters":
            {"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}}}]}
        """,
        Targets.Plain,
        [Hi],
        new ChatOptions { Tools = [Tool("weather", null, """{"type":"object","properties":{"city":{"type":"string"}}}""", strict: true)] });

    public static TheoryData<string, string> ToolModes => new()
    {
        { "none", "\"none\"" },
        { "auto", "\"auto\"" },
        { "any", "\"required\"" },
        { "now", """{"type":"function","function":{"name":"now"}}""" },
    };

    [Theory]
    [MemberData(nameof(ToolModes))]
    public void Writes_the_choice_of_tools(string mode, string expected) => Expect(
        $$$$$"""
        {"model":"gpt-4.1","messages":[{"role":"user","content":"Hi"}],"tool_choice":{{{{{expected}}}}},
         "tools":[{"type":"function","function":{"name":"now","parameters":{"type":"object","properties":{}}}}]}
        """,
        Targets.Plain,
        [Hi],
        new ChatOptions
        {
            Tools = [Tool("now", null, "{}")],
            ToolMode = mode switch { "none" => ChatToolMode.None, "auto" => ChatToolMode.Auto, "any" => ChatToolMode.RequireAny, _ => ChatToolMode.RequireSpecific(mode) },
        });

    [Fact]
    public void Writes_no_choice_of_tools_without_tools() => Expect(
        """{"model":"gpt-4.1","messages":[{"role":"user","content":"Hi"}]}""",
        Targets.Plain, [Hi], new ChatOptions { ToolMode = ChatToolMode.RequireAny, AllowMultipleToolCalls = true, Tools = [] });

    [Fact]
    public void Writes_tool_calls_and_their_results() => Expect(
        """
        {"model":"gpt-4.1","messages":[
          {"role":"user","content":"Hi"},
          {"role":"assistant","content":null,"tool_calls":[
            {"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\",\"days\":2}"}},
            {"id":"c2","type":"function","function":{"name":"now","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"c1","content":"rain"},
          {"role":"tool","tool_call_id":"c2","content":"{\"hour\":7}"},
          {"role":"tool","tool_call_id":"c3","content":""}]}
        """,
        Targets.Plain,
        [
            Hi,
            new ChatMessage(ChatRole.Assistant,
            [
                new TextReasoningContent("hidden"),
                new FunctionCallContent("c1", "weather", new Dictionary<string, object?> { ["city"] = "Oslo", ["days"] = 2 }),
                new FunctionCallContent("c2", "now"),
            ]),
            new ChatMessage(ChatRole.Tool,
            [
                new FunctionResultContent("c1", "rain"),
                new FunctionResultContent("c2", new Dictionary<string, object?> { ["hour"] = 7 }),
                new FunctionResultContent("c3", null),
            ]),
        ]);

    [Fact]
    public void Writes_an_assistants_text_refusal_and_calls_together() => Expect(
        """
        {"model":"gpt-4.1","messages":[
          {"role":"assistant","content":"Let me see.","refusal":"No.","tool_calls":[{"id":"c1","type":"function","function":{"name":"now","arguments":"{}"}}]}]}
        """,
        Targets.Plain,
        [new ChatMessage(ChatRole.Assistant,
        [
            new TextContent("Let me "), new TextContent("see."), new ErrorContent("No.") { ErrorCode = "Refusal" }, new FunctionCallContent("c1", "now"),
        ])]);

    [Fact]
    public void Refuses_a_tool_message_without_a_result() =>
        Assert.Contains("FunctionResultContent", Assert.Throws<GoshiException>(() => Encode(Targets.Plain, [new ChatMessage(ChatRole.Tool, "rain")])).Message);

    [Fact]
    public void Writes_every_option() => Expect(
        """
        {"model":"gpt-4.1","messages":[{"role":"user","content":"Hi as JSON"}],"temperature":0.7,"top_p":0.9,"frequency_penalty":0.1,
         "presence_penalty":-0.2,"seed":42,"stop":["END","\n"],"max_completion_tokens":100,"response_format":{"type":"json_object"}}
        """,
        Targets.Plain,
        [new ChatMessage(ChatRole.User, "Hi as JSON")],
        new ChatOptions
        {
            Temperature = 0.7f, TopP = 0.9f, FrequencyPenalty = 0.1f, PresencePenalty = -0.2f, Seed = 42,
            StopSequences = ["END", "\n"], ResponseFormat = ChatResponseFormat.Json, MaxOutputTokens = 7,
        },
        tokenLimit: 100);

    [Fact]
    public void Writes_the_files_defaults_where_the_call_says_nothing() => Expect(
        """{"model":"gpt-4.1","messages":[{"role":"user","content":"Hi"}],"temperature":0.2,"service_tier":"flex"}""",
        Targets.Plain with { Temperature = 0.2, ServiceTier = "flex" }, [Hi], new ChatOptions());

    [Fact]
    public void The_call_outranks_the_file() => Expect(
        """{"model":"gpt-5.4","messages":[{"role":"user","content":"Hi"}],"temperature":1,"reasoning_effort":"none","service_tier":"priority"}""",
        Targets.Reasoning with { Temperature = 0.2, ServiceTier = "flex", ReasoningEffort = "high" },
        [Hi],
        new ChatOptions
        {
            Temperature = 1,
            Reasoning = new ReasoningOptions { Effort = ReasoningEffort.None },
            AdditionalProperties = new() { ["service_tier"] = "priority" },
        });

    [Fact]
    public void Writes_a_json_schema() => Expect(
        """
        {"model":"gpt-4.1","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_schema","json_schema":
          {"name":"answer","description":"An answer.","schema":{"type":"object","properties":{"a":{"type":"integer"}}}}}}
        """,
        Targets.Plain,
        [Hi],
        new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"integer"}}}"""), "answer", "An answer.") });

    [Fact]
    public void Writes_a_strict_json_schema() => Expect(
        """
        {"model":"gpt-4.1","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_schema","json_schema":
          {"name":"json_schema","strict":true,"schema":{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"],"additionalProperties":false}}}}
        """,
        Targets.Plain,
        [Hi],
        new ChatOptions
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"integer"}}}""")),
            AdditionalProperties = new() { ["strictJsonSchema"] = true },
        });

    [Theory]
    [InlineData(ReasoningEffort.Low, "low")]
    [InlineData(ReasoningEffort.Medium, "medium")]
    [InlineData(ReasoningEffort.High, "high")]
    [InlineData(ReasoningEffort.ExtraHigh, "xhigh")]
    public void Writes_the_effort(ReasoningEffort effort, string expected) => Expect(
        $$"""{"model":"gpt-5.4","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"{{expected}}"}""",
        Targets.Reasoning, [Hi], new ChatOptions { Reasoning = new ReasoningOptions { Effort = effort } });

    [Fact]
    public void Asks_a_stream_for_usage_and_the_official_endpoint_for_no_padding()
    {
        Expect(
            """{"model":"gpt-4.1","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false}}""",
            Targets.Plain, [Hi], stream: true);
        Expect(
            """{"model":"some-model","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}""",
            Targets.Compatible, [Hi], stream: true);
        Expect(
            """{"model":"some-model","messages":[{"role":"user","content":"Hi"}],"stream":true}""",
            Targets.Compatible with { TrackUsage = false }, [Hi], stream: true);
    }

    [Fact]
    public void Writes_the_token_limit_under_the_name_that_the_server_takes()
    {
        Expect("""{"model":"some-model","messages":[{"role":"user","content":"Hi"}],"max_tokens":50}""", Targets.Compatible, [Hi], tokenLimit: 50);
        Expect(
            """{"model":"gpt-5.4","messages":[{"role":"user","content":"Hi"}],"max_completion_tokens":50}""",
            Targets.Reasoning with { TokenLimitKey = "max_tokens" }, [Hi], tokenLimit: 50);
    }

    [Fact]
    public void Leaves_out_what_a_reasoning_model_rejects_and_names_it()
    {
        List<string> dropped = [];
        Expect(
            """{"model":"gpt-5.4","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"low","seed":1}""",
            Targets.Reasoning with { ParameterDropped = dropped.Add, Temperature = 0.5, ReasoningEffort = "low" },
            [Hi],
            new ChatOptions
            {
                TopP = 0.5f, FrequencyPenalty = 1, PresencePenalty = 1, TopK = 3, Seed = 1,
                AdditionalProperties = new() { ["logit_bias"] = new Dictionary<string, object?> { ["50256"] = -100 }, ["logprobs"] = true, ["top_logprobs"] = 2 },
            });
        Assert.Equal(
            ["frequency_penalty", "logit_bias", "logprobs", "presence_penalty", "temperature", "top_k", "top_logprobs", "top_p"],
            dropped.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Sends_a_temperature_to_a_reasoning_model_that_does_not_reason() => Expect(
        """{"model":"gpt-5.4","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"none","temperature":0.5,"top_p":0.25}""",
        Targets.Reasoning with { Temperature = 0.5, ReasoningEffort = "none" }, [Hi], new ChatOptions { TopP = 0.25f });

    [Fact]
    public void Never_sends_a_temperature_to_a_model_that_rejects_it()
    {
        List<string> dropped = [];
        var target = Targets.Reasoning with
        {
            ParameterDropped = dropped.Add,
            Temperature = 0.5,
            ReasoningEffort = "none",
            Info = new ModelInfo { Id = "gpt-5.4", Provider = "openai", Reasoning = true, Temperature = TemperatureSupport.Rejected },
        };
        Expect("""{"model":"gpt-5.4","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"none"}""", target, [Hi]);
        Assert.Equal(["temperature"], dropped);
    }

    [Fact]
    public void Leaves_out_stop_for_the_models_that_reject_it() => Expect(
        """{"model":"o4-mini","messages":[{"role":"user","content":"Hi"}]}""",
        Targets.Plain with { Model = "o4-mini", Info = null }, [Hi], new ChatOptions { StopSequences = ["x"] });

    [Fact]
    public void Leaves_out_an_effort_that_the_model_does_not_know()
    {
        List<string> dropped = [];
        Expect("""{"model":"gpt-4.1","messages":[{"role":"user","content":"Hi"}]}""", Targets.Plain with { ReasoningEffort = "low", ParameterDropped = dropped.Add }, [Hi]);
        Expect("""{"model":"gpt-5.4","messages":[{"role":"user","content":"Hi"}]}""", Targets.Reasoning with { ReasoningEffort = "max", ParameterDropped = dropped.Add }, [Hi]);
        Assert.Equal(["reasoning_effort", "reasoning_effort"], dropped);
    }

    [Fact]
    public void Refuses_an_unsupported_parameter_where_the_file_says_so()
    {
        var exception = Assert.Throws<GoshiException>(() => Encode(
            Targets.Reasoning with { RefuseUnsupportedParameters = true, Temperature = 0.5 }, [Hi]));
        Assert.Contains("openai/gpt-5.4 rejects 'temperature'", exception.Message);
        Assert.Contains("unsupported_parameter: drop", exception.Message);
    }

    [Fact]
    public void Sends_everything_to_servers_of_unknown_models() => Expect(
        """
        {"model":"some-model","messages":[{"role":"user","content":"Hi"}],"temperature":0.5,"top_p":0.5,"top_k":3,
         "frequency_penalty":1,"presence_penalty":1,"reasoning_effort":"low","stop":["x"]}
        """,
        Targets.Compatible with { Temperature = 0.5, ReasoningEffort = "low" },
        [Hi],
        new ChatOptions { TopP = 0.5f, TopK = 3, FrequencyPenalty = 1, PresencePenalty = 1, StopSequences = ["x"] });

    [Fact]
    public void Passes_additional_properties_on_except_our_own() => Expect(
        """
        {"model":"gpt-4.1","messages":[{"role":"user","content":"Hi"}],"store":true,"metadata":{"a":"b"},"prompt_cache_key":"k",
         "top_logprobs":2,"custom":[1,"two",null,{"x":0.5}],"nothing":null}
        """,
        Targets.Plain,
        [Hi],
        new ChatOptions
        {
            AdditionalProperties = new()
            {
                ["goshi.session"] = new object(), ["Goshi.other"] = 1, ["store"] = true, ["metadata"] = new Dictionary<string, object?> { ["a"] = "b" },
                ["prompt_cache_key"] = "k", ["top_logprobs"] = 2, ["custom"] = JsonElement.Parse("""[1,"two",null,{"x":0.5}]"""), ["nothing"] = null,
            },
        });

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("max_completion_tokens")]
    [InlineData("stream")]
    [InlineData("model")]
    [InlineData("messages")]
    [InlineData("n")]
    public void Refuses_additional_properties_that_would_break_what_was_admitted(string name) =>
        Assert.Contains($"'{name}'", Assert.Throws<GoshiException>(() => Encode(
            Targets.Plain, [Hi], new ChatOptions { AdditionalProperties = new() { [name] = 5 } })).Message);

    [Fact]
    public void One_answer_may_be_asked_for_by_name() => Expect(
        """{"model":"gpt-4.1","messages":[{"role":"user","content":"Hi"}]}""",
        Targets.Plain, [Hi], new ChatOptions { AdditionalProperties = new() { ["n"] = 1 } });

    [Fact]
    public void Refuses_images_where_the_model_is_known_to_take_none()
    {
        var blind = Targets.Plain with { Info = new ModelInfo { Id = "gpt-4.1", Provider = "openai", Vision = false } };
        var exception = Assert.Throws<GoshiException>(() => Encode(blind, [new ChatMessage(ChatRole.User, [new UriContent("https://example.com/a.png", "image/png")])]));
        Assert.StartsWith("openai/gpt-4.1 takes no images. Nothing was sent.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_out_tools_where_the_model_is_known_to_call_none()
    {
        List<string> dropped = [];
        Expect(
            """{"model":"gpt-4.1","messages":[{"role":"user","content":"Hi"}]}""",
            Targets.Plain with { Info = new ModelInfo { Id = "gpt-4.1", Provider = "openai", Tools = false }, ParameterDropped = dropped.Add },
            [Hi],
            new ChatOptions { Tools = [Tool("now", null, "{}")], ToolMode = ChatToolMode.RequireAny, AllowMultipleToolCalls = true });
        Assert.Equal(["tools", "tool_choice", "parallel_tool_calls"], dropped);
    }

    [Theory]
    [InlineData("o3", false)]
    [InlineData("o4-mini", false)]
    [InlineData("gpt-5.4", true)]
    public void Leaves_out_parallel_tool_calls_for_the_o_series(string model, bool isSent) => Expect(
        $$$$$"""
        {"model":"{{{{{model}}}}}","messages":[{"role":"user","content":"Hi"}]{{{{{(isSent ? ",\"parallel_tool_calls\":false" : "")}}}}},
         "tools":[{"type":"function","function":{"name":"now","parameters":{"type":"object","properties":{}}}}]}
        """,
        Targets.Reasoning with { Model = model },
        [Hi],
        new ChatOptions { Tools = [Tool("now", null, "{}")], AllowMultipleToolCalls = false });

    [Fact]
    public void Asks_in_words_for_the_schema_that_a_model_cannot_be_held_to()
    {
        List<string> dropped = [];
        Expect(
            """
            {"model":"gpt-4.1","response_format":{"type":"json_object"},"messages":[{"role":"user","content":"Hi"},
              {"role":"system","content":"Answer with a JSON value that conforms to this schema: {\"type\":\"object\"}"}]}
            """,
            Targets.Plain with { Info = new ModelInfo { Id = "gpt-4.1", Provider = "openai", StructuredOutputs = false }, ParameterDropped = dropped.Add },
            [Hi],
            new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}""")) });
        Assert.Equal(["response_format.json_schema"], dropped);
    }

    [Fact]
    public void Asks_for_json_in_words_where_no_message_does()
    {
        var json = new ChatOptions { ResponseFormat = ChatResponseFormat.Json };
        Expect(
            """{"model":"gpt-4.1","response_format":{"type":"json_object"},"messages":[{"role":"system","content":"Answer in JSON."},{"role":"user","content":"Hi"}]}""",
            Targets.Plain, [Hi], json);
        Expect(
            """{"model":"gpt-5.4","response_format":{"type":"json_object"},"messages":[{"role":"developer","content":"Be kind.\n\nAnswer in JSON."},{"role":"user","content":"Hi"}]}""",
            Targets.Reasoning with { SystemPrompt = "Be kind." }, [Hi], json);
        Expect(
            """{"model":"some-model","response_format":{"type":"json_object"},"messages":[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"text","text":"as json"}]}]}""",
            Targets.Compatible, [new ChatMessage(ChatRole.User, [new TextContent("Hi"), new TextContent("as json")])], json);
    }

    [Fact]
    public void Writes_a_strict_schema_without_the_keywords_that_strictness_refuses() => Expect(
        """
        {"model":"gpt-4.1","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_schema","json_schema":
          {"name":"json_schema","strict":true,"schema":{"type":"object","required":["at","name"],"additionalProperties":false,"properties":{
            "at":{"type":"string","description":"When.\nformat: \"uri\""},
            "name":{"type":"string","description":"minLength: 2"}}}}}}
        """,
        Targets.Plain,
        [Hi],
        new ChatOptions
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(
                """{"type":"object","properties":{"at":{"type":"string","format":"uri","description":"When."},"name":{"type":"string","minLength":2}}}""")),
            AdditionalProperties = new() { ["strict"] = true },
        });

    [Fact]
    public void Writes_a_message_without_a_text_as_an_empty_one() => Expect(
        """{"model":"gpt-4.1","messages":[{"role":"user","content":""},{"role":"user","content":"Hi"}]}""",
        Targets.Plain,
        [new ChatMessage(ChatRole.User, [new TextReasoningContent("Hm")]), new ChatMessage(ChatRole.User, [new UsageContent(new()), new TextContent("Hi")])]);

    [Fact]
    public void Writes_addresses_as_the_wire_takes_them() => Expect(
        """{"model":"gpt-4.1","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://example.com/a%20b.png?q=%C3%BC"}}]}]}""",
        Targets.Plain,
        [new ChatMessage(ChatRole.User, [new UriContent("https://example.com/a b.png?q=ü", "image/png")])]);

    [Fact]
    public void Keeps_an_image_of_the_assistants_for_servers_that_may_take_it() => Expect(
        """
        {"model":"some-model","messages":[{"role":"assistant","content":[
          {"type":"text","text":"Here."},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQ=="}}]},{"role":"user","content":"Hi"}]}
        """,
        Targets.Compatible,
        [new ChatMessage(ChatRole.Assistant, [new TextContent("Here."), new TextReasoningContent("Hm"), new DataContent(new byte[] { 1 }, "image/png")]), Hi]);

    [Theory]
    [InlineData("assistant", "image/png", "takes text only in a message of role 'assistant'")]
    [InlineData("system", "image/png", "takes text only in a message of role 'system'")]
    [InlineData("user", "audio/flac", "takes audio as wav or mp3, not flac")]
    public void Refuses_contents_that_OpenAI_would(string role, string mediaType, string expected)
    {
        var message = new ChatMessage(new ChatRole(role), [new TextContent("Here."), new DataContent(new byte[] { 1 }, mediaType)]);
        Assert.Contains(expected, Assert.Throws<GoshiException>(() => Encode(Targets.Plain, [message])).Message);
    }

    [Fact]
    public void Refuses_an_empty_list_of_messages() =>
        Assert.Contains("Add a message", Assert.Throws<GoshiException>(() => Encode(Targets.Plain, [])).Message);

    [Fact]
    public void Leaves_the_assistants_own_speech_to_its_transcript() => Expect(
        """{"model":"gpt-4.1","messages":[{"role":"assistant","content":"Hello"}]}""",
        Targets.Plain,
        [new ChatMessage(ChatRole.Assistant, [new TextContent("Hello"), new DataContent(new byte[] { 1 }, "audio/wav")])]);

    [Fact]
    public void Writes_results_of_every_kind_as_text() => Expect(
        """
        {"model":"gpt-4.1","messages":[
          {"role":"tool","tool_call_id":"1","content":""},{"role":"tool","tool_call_id":"2","content":"1.5"},
          {"role":"tool","tool_call_id":"3","content":"{\"a\":1}"},{"role":"tool","tool_call_id":"4","content":"ab"},
          {"role":"tool","tool_call_id":"5","content":"System.String"},{"role":"tool","tool_call_id":"5","content":"twice"}]}
        """,
        Targets.Plain,
        [new ChatMessage(ChatRole.Tool,
        [
            new FunctionResultContent("1", null), new FunctionResultContent("2", 1.5), new FunctionResultContent("3", new { a = 1 }),
            new FunctionResultContent("4", new List<AIContent> { new TextContent("a"), new TextContent("b") }),
            new FunctionResultContent("5", typeof(string)), new FunctionResultContent("5", "twice"),
        ])]);

    [Fact]
    public void Starts_from_the_callers_own_request_and_leaves_it_alone()
    {
        var own = new OpenAIChatRequest
        {
            Model = "ignored", Temperature = 0.1, Verbosity = "low", MaxTokens = 9, User = "u",
            Messages = [new OpenAIMessage { Role = "user", Content = "First" }],
            AdditionalProperties = new Dictionary<string, JsonElement> { ["x"] = JsonElement.Parse("1") },
        };
        Expect(
            """
            {"model":"gpt-4.1","messages":[{"role":"user","content":"First"},{"role":"user","content":"Hi"}],
             "temperature":0.1,"verbosity":"low","user":"u","x":1,"y":2,"max_completion_tokens":9}
            """,
            Targets.Plain, [Hi], new ChatOptions { Temperature = 0.9f, RawRepresentationFactory = _ => own, AdditionalProperties = new() { ["y"] = 2 } });
        Assert.Single(own.Messages);
        Assert.Single(own.AdditionalProperties!);
        Assert.Equal("ignored", own.Model);
        Assert.Equal(9, own.MaxTokens);
    }

    [Fact]
    public void Never_changes_the_callers_options_or_messages()
    {
        var options = new ChatOptions
        {
            StopSequences = ["x"], Tools = [Tool("now", null, "{}")], AdditionalProperties = new() { ["logit_bias"] = 1, ["goshi.x"] = 1 },
        };
        ChatMessage[] messages = [new(ChatRole.User, "Hi")];
        Encode(Targets.Reasoning, messages, options);
        Assert.Equal(["x"], options.StopSequences);
        Assert.Single(options.Tools);
        Assert.Equal(2, options.AdditionalProperties.Count);
        Assert.Null(options.ModelId);
        Assert.Single(messages[0].Contents);
    }

    [Fact]
    public void Leaves_out_tools_that_are_no_functions()
    {
        List<string> dropped = [];
        Expect(
            """{"model":"gpt-4.1","messages":[{"role":"user","content":"Hi"}]}""",
            Targets.Plain with { ParameterDropped = dropped.Add },
            [Hi],
            new ChatOptions { Tools = [new HostedWebSearchTool(), new HostedCodeInterpreterTool()] });
        Assert.Equal(["tools.web_search", "tools.code_interpreter"], dropped);
    }

    [Fact]
    public void Lets_a_model_that_searches_the_web_do_so()
    {
        Expect(
            """{"model":"gpt-4o-search-preview","messages":[{"role":"user","content":"Hi"}],"web_search_options":{}}""",
            Targets.Plain with { Model = "gpt-4o-search-preview" }, [Hi], new ChatOptions { Tools = [new HostedWebSearchTool()] });
        Expect(
            """{"model":"some-model","messages":[{"role":"user","content":"Hi"}],"web_search_options":{"search_context_size":"low"}}""",
            Targets.Compatible,
            [Hi],
            new ChatOptions
            {
                Tools = [new HostedWebSearchTool()],
                AdditionalProperties = new() { ["web_search_options"] = JsonElement.Parse("""{"search_context_size":"low"}""") },
            });
    }

    [Fact]
    public async Task Sends_the_same_bytes_at_each_attempt()
    {
        List<ReadOnlyMemory<byte>> sent = [];
        var protocol = new Goshi.Providers.OpenAI.OpenAIChatProtocol(new Goshi.Hosting.OpenAITransport(
            (request, _) =>
            {
                sent.Add(request.Encode());
                return Task.FromResult(new HttpResponseMessage());
            },
            (_, _) => throw new InvalidOperationException(),
            _ => throw new InvalidOperationException()));
        var call = protocol.Encode(new ChatCallInput([Hi], null, Targets.Plain, false, null));
        using var first = await protocol.SendAsync(call, default);
        using var second = await protocol.SendAsync(call, default);
        Assert.True(sent[0].Equals(sent[1]));
        Assert.True(sent[0].Equals(call.Encode()));
    }

    internal static AIFunctionDeclaration Tool(string name, string? description, string schema, bool? strict = null) =>
        new DeclaredTool(name, description ?? "", JsonElement.Parse(schema), strict);

    private static ReadOnlyMemory<byte> Encode(
        TargetSettings target, IReadOnlyList<ChatMessage> messages, ChatOptions? options = null, bool stream = false, int? tokenLimit = null) =>
        Replies.OpenAI.Encode(new ChatCallInput(messages, options, target, stream, tokenLimit) { Raw = options?.RawRepresentationFactory?.Invoke(Replies.Client) }).Encode();

    private static void Expect(
        string json, TargetSettings target, IReadOnlyList<ChatMessage> messages, ChatOptions? options = null, bool stream = false, int? tokenLimit = null) =>
        Json.AssertEqual(json, Encode(target, messages, options, stream, tokenLimit));

    private sealed class DeclaredTool(string name, string description, JsonElement schema, bool? strict) : AIFunctionDeclaration
    {
        public override string Name => name;

        public override string Description => description;

        public override JsonElement JsonSchema => schema;

        public override IReadOnlyDictionary<string, object?> AdditionalProperties =>
            strict is null ? base.AdditionalProperties : new Dictionary<string, object?> { ["strict"] = strict };
    }
}
