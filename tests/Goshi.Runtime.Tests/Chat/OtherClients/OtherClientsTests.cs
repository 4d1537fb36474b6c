#if WITH_OTHER_CLIENTS
using System.ClientModel;
using System.Text.Json;
using Goshi.Loopback;
using Goshi.Runtime.Tests.Providers;
using Microsoft.Extensions.AI;
using OllamaSharp;
using OpenAI;

namespace Goshi.Runtime.Tests.Chat.OtherClients;

/// <summary>
/// IGoshiChat beside the chat clients of Microsoft.Extensions.AI.OpenAI and of OllamaSharp, at one server: who swaps them loses
/// nothing. Where Goshi differs on purpose (a model's roles, JSON asked for in words, refusals), docs/chat.md says so.
/// </summary>
public sealed class OtherClientsTests
{
    private static readonly ChatMessage Hi = new(ChatRole.User, "Hi");

    private static readonly AITool Weather = AIFunctionFactory.Create(static (string city) => $"Rain in {city}", "weather", "Tells the weather.");

    public static TheoryData<string> Requests => [.. Cases.Keys];

    public static TheoryData<string, bool> Answers
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var name in Replies.Keys)
            {
                data.Add(name, false);
                data.Add(name, true);
            }

            return data;
        }
    }

    private static Dictionary<string, (AIContent[] Contents, ChatOptions? Options)> Cases { get; } = new()
    {
        ["text"] = ([new TextContent("Hi")], null),
        ["empty text"] = ([new TextContent("")], null),
        ["nothing"] = ([], null),
        ["two texts"] = ([new TextContent("a"), new TextContent("b")], null),
        ["reasoning alone"] = ([new TextReasoningContent("Hm")], null),
        ["usage beside text"] = ([new UsageContent(new()), new TextContent("x")], null),
        ["image"] = ([new DataContent(new byte[] { 1 }, "image/png") { AdditionalProperties = new() { ["detail"] = "low" } }], null),
        ["address"] = ([new UriContent("https://example.com/a b.png?q=ü", "image/*")], null),
        ["wav"] = ([new DataContent(new byte[] { 1 }, "audio/wav")], null),
        ["mp3"] = ([new DataContent(new byte[] { 1 }, "audio/mpeg")], null),
        ["pdf"] = ([new DataContent(new byte[] { 1 }, "application/pdf") { Name = "a.pdf" }], null),
        ["hosted file"] = ([new HostedFileContent("file-1")], null),
        ["options"] = ([new TextContent("Hi")], new ChatOptions
        {
            Temperature = 0.7f, TopP = 0.9f, FrequencyPenalty = 0.1f, PresencePenalty = 0.2f, Seed = 42, MaxOutputTokens = 50,
            StopSequences = ["a", "b"], ModelId = "gpt-4o-mini", Instructions = "Be brief.", ConversationId = "c",
        }),
        ["no stops"] = ([new TextContent("Hi")], new ChatOptions { StopSequences = [] }),
        ["mode without tools"] = ([new TextContent("Hi")], new ChatOptions { ToolMode = ChatToolMode.RequireAny, AllowMultipleToolCalls = true }),
        ["json"] = ([new TextContent("as JSON")], new ChatOptions { ResponseFormat = ChatResponseFormat.Json }),
        ["plain text"] = ([new TextContent("Hi")], new ChatOptions { ResponseFormat = ChatResponseFormat.Text }),
        ["strict schema"] = ([new TextContent("Hi")], new ChatOptions
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"string","minLength":2},"b":true}}"""), "s", "d"),
            AdditionalProperties = new() { ["strict"] = true },
        }),
        ["web search"] = ([new TextContent("Hi")], new ChatOptions { ModelId = "gpt-4o-search-preview", Tools = [new HostedWebSearchTool()] }),
        ["code interpreter"] = ([new TextContent("Hi")], new ChatOptions { Tools = [new HostedCodeInterpreterTool()] }),
    };

    private static Dictionary<string, Reply> Replies { get; } = new()
    {
        ["text"] = Reply.Text("a", "b").WithUsage(10, 5, cached: 2, reasoning: 1),
        ["tools"] = Reply.ToolCalls(new ToolCall("a", """{"x":1,"y":"s","z":null}"""), new ToolCall("b", "{}")),
        ["text and tool"] = Reply.Text("wait").ThenToolCalls(new ToolCall("a", "{}")),
        ["malformed arguments"] = Reply.ToolCall("a", "{\"x\":"),
        ["reasoning"] = Reply.Text("a").WithReasoning("r1", "r2"),
        ["length"] = Reply.Text("a").WithFinishReason("length"),
        ["filter"] = Reply.Text("a").WithFinishReason("content_filter"),
        ["nothing"] = Reply.Text(),
        ["no usage"] = Reply.Text("a").WithoutUsage(),
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Asks_as_Microsofts_client_does(string name)
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.Validates = false;
        var (contents, options) = Cases[name];
        ChatMessage[] messages = [new(ChatRole.System, "Be kind."), new(ChatRole.User, contents)];

        await Microsofts(host).GetResponseAsync(messages, options);
        await host.Chat.GetResponseAsync(messages, options);

        Json.AssertEqual(host.Server.OpenAI.Requests[0].BodyText, host.Server.OpenAI.Requests[1].Body);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Reads_answers_as_Microsofts_client_does(string name, bool stream)
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.Enqueue(Replies[name].WithId("chatcmpl-1"), Replies[name].WithId("chatcmpl-1"));

        Assert.Equal(Describe(await AskAsync(Microsofts(host), stream)), Describe(await AskAsync(host.Chat, stream)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reads_Ollamas_answers_as_OllamaSharp_does(bool stream)
    {
        await using var host = await ChatHost.StartAsync(static options => (options.Provider, options.Model) = ("ollama", "llama3.1:8b"));
        using var sharp = new OllamaApiClient(host.Server.Ollama.BaseUrl, "llama3.1:8b");
        Reply[] replies = [Reply.Text("a", "b").WithUsage(10, 5), Reply.ToolCall("weather", """{"city":"Oslo"}"""), Reply.Text("a").WithFinishReason("length")];
        foreach (var reply in replies)
        {
            host.Server.Ollama.Enqueue(reply, reply);
            var (theirs, ours) = (await AskAsync(sharp, stream), await AskAsync(host.Chat, stream));
            Assert.Equal(theirs.Text, ours.Text);
            Assert.Equal(Calls(theirs), Calls(ours));
            Assert.Equal((theirs.Usage?.InputTokenCount, theirs.Usage?.OutputTokenCount), (ours.Usage?.InputTokenCount, ours.Usage?.OutputTokenCount));
        }
    }

    [Fact]
    public async Task OllamaSharp_finds_nothing_to_complain_about()
    {
        await using var server = await LoopbackProvider.StartAsync();
        using var sharp = new OllamaApiClient(server.Ollama.BaseUrl, "llama3.1:8b");
        server.Ollama.Enqueue(Reply.Embeddings([1f, 0.5f]), Reply.Status(404, "model 'x' not found"));

        var vectors = await ((IEmbeddingGenerator<string, Embedding<float>>)sharp).GenerateAsync(["a"]);
        Assert.Equal([1f, 0.5f], vectors[0].Vector.ToArray());
        Assert.Contains("404", (await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(sharp, stream: false))).Message);
        Assert.Equal(server.Ollama.Models, (await sharp.ListLocalModelsAsync()).Select(static model => model.Name));
        Assert.Equal(server.Ollama.Version, await sharp.GetVersionAsync());
    }

    private static IChatClient Microsofts(ChatHost host) =>
        new OpenAIClient(new ApiKeyCredential(ChatHost.Key), new OpenAIClientOptions { Endpoint = host.Server.OpenAI.BaseUrl })
            .GetChatClient("gpt-4o").AsIChatClient();

    private static async Task<ChatResponse> AskAsync(IChatClient client, bool stream)
    {
        var options = new ChatOptions { Tools = [Weather] };
        return stream ? await client.GetStreamingResponseAsync([Hi], options).ToChatResponseAsync() : await client.GetResponseAsync([Hi], options);
    }

    private static string Describe(ChatResponse response)
    {
        var contents = response.Messages[0].Contents;
        return string.Join('\n',
            $"{response.ResponseId} {response.Messages[0].MessageId} {response.ModelId} {response.FinishReason} {response.Messages.Count}",
            $"{response.Text}|{string.Concat(contents.OfType<TextReasoningContent>().Select(static reasoning => reasoning.Text))}",
            $"{response.CreatedAt is null} {response.Usage?.InputTokenCount} {response.Usage?.OutputTokenCount} {response.Usage?.TotalTokenCount}",
            $"{response.Usage?.CachedInputTokenCount ?? 0} {response.Usage?.ReasoningTokenCount ?? 0}",
            Calls(response));
    }

    private static string Calls(ChatResponse response) => string.Join('\n', response.Messages[0].Contents.OfType<FunctionCallContent>().Select(
        static call => $"{call.Name} {JsonSerializer.Serialize(call.Arguments)} {call.Exception?.GetType().Name}"));
}
#endif
