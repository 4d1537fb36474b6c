using System.ClientModel;
using OpenAI;
using OpenAI.Chat;

namespace Goshi.Loopback.Tests;

/// <summary>The official SDK finds nothing to complain about.</summary>
public sealed class OpenAISdkTests
{
    [Fact]
    public async Task Completes()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.ApiKey = "sk-test";
        server.OpenAI.Enqueue(Reply.Text("Hello", " world").WithUsage(12, 3, cached: 4, reasoning: 2));

        ChatCompletion completion = await Client(server).GetChatClient("gpt-4o-mini").CompleteChatAsync("Hi");

        Assert.Equal("Hello world", completion.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.Equal((12, 3, 4, 2), (
            completion.Usage.InputTokenCount,
            completion.Usage.OutputTokenCount,
            completion.Usage.InputTokenDetails.CachedTokenCount,
            completion.Usage.OutputTokenDetails.ReasoningTokenCount));
    }

    [Fact]
    public async Task Streams()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.Text("Hello", " world").WithUsage(12, 3));

        List<StreamingChatCompletionUpdate> updates = [];
        await foreach (var update in Client(server).GetChatClient("gpt-4o-mini").CompleteChatStreamingAsync("Hi"))
        {
            updates.Add(update);
        }

        Assert.Equal("Hello world", string.Concat(updates.SelectMany(static update => update.ContentUpdate).Select(static part => part.Text)));
        Assert.Equal(ChatFinishReason.Stop, updates.Single(static update => update.FinishReason is not null).FinishReason);
        Assert.Equal(15, updates[^1].Usage.TotalTokenCount);
    }

    [Fact]
    public async Task Calls_tools_streamed_and_not()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Always(Reply.ToolCall("weather", """{"city":"Oslo"}"""));
        var chat = Client(server).GetChatClient("gpt-4o-mini");
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("weather") } };

        ChatCompletion completion = await chat.CompleteChatAsync(["Hi"], options);
        var arguments = "";
        await foreach (var update in chat.CompleteChatStreamingAsync(["Hi"], options))
        {
            arguments += string.Concat(update.ToolCallUpdates.Select(static call => call.FunctionArgumentsUpdate?.ToString()));
        }

        Assert.Equal(ChatFinishReason.ToolCalls, completion.FinishReason);
        Assert.Equal("weather", completion.ToolCalls[0].FunctionName);
        Assert.Equal("""{"city":"Oslo"}""", completion.ToolCalls[0].FunctionArguments.ToString());
        Assert.Equal("""{"city":"Oslo"}""", arguments);
    }

    [Fact]
    public async Task Embeds_and_lists_models()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.Embeddings([1f, 0.5f], [0f, 1f]));

        var embeddings = await Client(server).GetEmbeddingClient("text-embedding-3-small").GenerateEmbeddingsAsync(["a", "b"]);
        var models = await Client(server).GetOpenAIModelClient().GetModelsAsync();

        Assert.Equal([1f, 0.5f], embeddings.Value[0].ToFloats().ToArray());
        Assert.Equal(server.OpenAI.Models, models.Value.Select(static model => model.Id));
    }

    [Fact]
    public async Task Reads_errors()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Always(Reply.Status(403, "Not for you.", code: "forbidden"));

        var error = await Assert.ThrowsAsync<ClientResultException>(
            () => Client(server).GetChatClient("gpt-4o-mini").CompleteChatAsync("Hi"));

        Assert.Equal(403, error.Status);
        Assert.Contains("Not for you.", error.Message);
    }

    private static OpenAIClient Client(LoopbackProvider server) =>
        new(new ApiKeyCredential("sk-test"), new OpenAIClientOptions { Endpoint = server.OpenAI.BaseUrl });
}
