using System.Net;
using System.Text.Json;

namespace Goshi.Loopback.Tests;

public sealed class OpenAIRulesTests
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    [Fact]
    public async Task Words_an_error_as_the_real_endpoint_does()
    {
        await using var server = await LoopbackProvider.StartAsync();

        using var response = await server.OpenAI.ChatAsync($$"""{"model":"gpt-5.4-mini","max_tokens":9,{{Messages}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            """
            {
              "error": {
                "message": "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
                "type": "invalid_request_error",
                "param": "max_tokens",
                "code": "unsupported_parameter"
              }
            }
            """,
            await response.TextAsync());
    }

    [Theory]
    [InlineData("""{"messages":[]}""", null, null)]
    [InlineData("""{"model":"m"}""", "messages", "missing_required_parameter")]
    [InlineData("""{"model":"m","messages":[]}""", "messages", "empty_array")]
    [InlineData("""{"model":"m","temperature":2.5,MESSAGES}""", "temperature", "decimal_above_max_value")]
    [InlineData("""{"model":"m","max_tokens":1,"max_completion_tokens":1,MESSAGES}""", "max_tokens", "invalid_parameter_combination")]
    [InlineData("""{"model":"m","stream_options":{},MESSAGES}""", "stream_options", null)]
    [InlineData("""{"model":"o4-mini","temperature":0.2,MESSAGES}""", "temperature", "unsupported_value")]
    [InlineData("""{"model":"o3","stop":"x",MESSAGES}""", "stop", "unsupported_parameter")]
    [InlineData("""{"model":"gpt-5","top_p":0.5,MESSAGES}""", "top_p", "unsupported_parameter")]
    [InlineData("""{"model":"gpt-5","reasoning_effort":"none","temperature":0,MESSAGES}""", "temperature", "unsupported_value")]
    [InlineData("""{"model":"gpt-5.4","reasoning_effort":"none","presence_penalty":1,MESSAGES}""", "presence_penalty", "unsupported_parameter")]
    [InlineData("""not json""", null, null)]
    public async Task Refuses_with_400(string request, string? param, string? code)
    {
        await using var server = await LoopbackProvider.StartAsync();

        using var response = await server.OpenAI.ChatAsync(request.Replace("MESSAGES", Messages));

        var error = JsonElement.Parse(await response.TextAsync()).GetProperty("error");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(param, error.GetProperty("param").GetString());
        Assert.Equal(code, error.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("""{"model":"gpt-4o","temperature":0.2,"max_tokens":9,"top_p":0.5,MESSAGES}""")]
    [InlineData("""{"model":"gpt-5-chat-latest","temperature":0.2,MESSAGES}""")]
    [InlineData("""{"model":"gpt-5","temperature":1,"max_completion_tokens":9,MESSAGES}""")]
    [InlineData("""{"model":"gpt-5.1","reasoning_effort":"none","temperature":0.2,"top_p":0.5,MESSAGES}""")]
    [InlineData("""{"model":"o1","stop":"x",MESSAGES}""")]
    public async Task Accepts(string request)
    {
        await using var server = await LoopbackProvider.StartAsync();

        using var response = await server.OpenAI.ChatAsync(request.Replace("MESSAGES", Messages));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Refuses_unknown_parameters_only_when_told()
    {
        await using var server = await LoopbackProvider.StartAsync();
        var request = $$"""{"model":"m","top_k":1,{{Messages}}}""";

        using var lenient = await server.OpenAI.ChatAsync(request);
        server.OpenAI.RejectsUnknownParameters = true;
        using var strict = await server.OpenAI.ChatAsync(request);

        Assert.Equal(HttpStatusCode.OK, lenient.StatusCode);
        Assert.Contains("Unknown parameter: 'top_k'.", await strict.TextAsync());
    }

    [Fact]
    public async Task Wants_the_configured_key_and_masks_a_wrong_one()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.ApiKey = "sk-right";
        using var client = new HttpClient();

        using var missing = await server.OpenAI.ChatAsync(client: client);
        client.DefaultRequestHeaders.Authorization = new("Bearer", "sk-wrong-but-long");
        using var wrong = await server.OpenAI.ChatAsync(client: client);
        client.DefaultRequestHeaders.Authorization = new("Bearer", "sk-right");
        using var right = await server.OpenAI.ChatAsync(client: client);

        Assert.Equal(HttpStatusCode.Unauthorized, missing.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Contains("sk-w*********long", await wrong.TextAsync());
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task Answers_404_to_unknown_models_paths_and_Azure_requests_without_a_version()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.HasOnly("gpt-4o");

        using var model = await server.OpenAI.ChatAsync();
        using var path = await Wire.PostAsync(server.OpenAI.BaseUrl + "/nothing", "{}");
        using var azure = await Wire.PostAsync(server.OpenAI.AzureBaseUrl("gpt-4o") + "/chat/completions", Wire.OpenAIChat);

        Assert.Contains("\"code\": \"model_not_found\"", await model.TextAsync());
        Assert.Contains("Invalid URL (POST /v1/nothing)", await path.TextAsync());
        Assert.Equal("""{"error":{"code":"404","message":"Resource not found"}}""", await azure.TextAsync());
        Assert.All([model, path, azure], static response => Assert.Equal(HttpStatusCode.NotFound, response.StatusCode));
    }

    [Fact]
    public async Task A_refused_request_uses_up_no_reply()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.Text("kept"));

        using var refused = await server.OpenAI.ChatAsync("{}");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(1, server.OpenAI.Pending);
    }
}
