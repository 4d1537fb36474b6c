using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Runtime.Tests.Chat.Live;

/// <summary>
/// What any server of a provider's protocol must be good for, whoever wrote it: <c>GOSHI_LIVE_OPENAI=http://localhost:8080/v1</c>,
/// <c>GOSHI_LIVE_OLLAMA=http://localhost:11434</c>. The model is in <c>..._MODEL</c>; <c>..._EMBEDDINGS</c> and <c>..._TOOLS</c> name a
/// model that embeds and one that calls tools. docs/chat.md lists the servers that were tried.
/// </summary>
/// <remarks>Nothing is said of what a model answers: a model of random weights will do.</remarks>
public abstract class LiveServerTests(string provider, string address) : IAsyncLifetime
{
    private ChatHost? _host;

    private IChatClient Chat => _host!.Chat;

    private protected ChatHost Host => _host!;

    public async Task InitializeAsync() => _host = await ChatHost.StartAsync(options =>
    {
        options.Fallback = [];
        (options.Provider, options.Model) = (provider, Named("_MODEL") ?? "default");
        if (Named("") is { } url)
        {
            (options.OpenAI.BaseUrl, options.Ollama.BaseUrl) = (url, url);
        }

        (options.OpenAI.TokenLimitKey, options.OpenAI.Free) = ("max_tokens", true);
    });

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    private protected async Task Answers()
    {
        var whole = await Chat.GetResponseAsync("hello", new ChatOptions { MaxOutputTokens = 20, Temperature = 0, Seed = 1 });
        var updates = await ReadAsync("hello", new ChatOptions { MaxOutputTokens = 20, Temperature = 0, Seed = 1 });
        var folded = updates.ToChatResponse();

        Assert.All([whole, folded], static response =>
        {
            Assert.NotEmpty(response.Text);
            Assert.NotNull(response.FinishReason);
            Assert.NotNull(response.CreatedAt);
            Assert.False(string.IsNullOrEmpty(response.ResponseId));
            Assert.False(string.IsNullOrEmpty(response.ModelId));
            Assert.True(response.Usage!.InputTokenCount >= 0 && response.Usage.OutputTokenCount >= 0); // a mock counts nothing
        });
        Assert.True(updates.Count(static update => update.Text.Length > 0) >= 1);
    }

    private protected async Task AnswersInTheFormOfASchema()
    {
        var format = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(
            """{"type":"object","properties":{"sunny":{"type":"boolean"}},"required":["sunny"],"additionalProperties":false}"""));
        var response = await Chat.GetResponseAsync("Is it sunny? Answer in JSON.", new ChatOptions { ResponseFormat = format, MaxOutputTokens = 100 });
        var root = JsonElement.Parse(response.Text);
        Assert.Contains(root.GetProperty("sunny").ValueKind, new[] { JsonValueKind.True, JsonValueKind.False });
    }

    private protected async Task TakesToolsAndTheirResults()
    {
        List<ChatMessage> messages = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "How is the weather in Oslo?")];
        messages.Add(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("call_1", "weather", new Dictionary<string, object?> { ["city"] = "Oslo" })]));
        messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call_1", "rain")]));
        var response = await Chat.GetResponseAsync(messages, new ChatOptions { Tools = [Weather], MaxOutputTokens = 20 });
        Assert.NotEmpty(response.Messages);
    }

    private protected async Task CallsTools()
    {
        foreach (var stream in new[] { false, true })
        {
            var options = new ChatOptions { Tools = [Weather], ModelId = Named("_TOOLS") };
            using var agent = new ChatClientBuilder(Chat).UseFunctionInvocation().Build();
            var response = stream
                ? await agent.GetStreamingResponseAsync("How is the weather in Oslo?", options).ToChatResponseAsync()
                : await agent.GetResponseAsync("How is the weather in Oslo?", options);
            var call = Assert.Single(response.Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>());
            Assert.Equal(("weather", "Oslo"), (call.Name, call.Arguments!["city"]?.ToString()));
            Assert.Equal("Rain in Oslo", response.Messages.SelectMany(static message => message.Contents).OfType<FunctionResultContent>().Single().Result?.ToString());
            Assert.NotEmpty(response.Text);
        }
    }

    private protected async Task ReportsWhatTheServerRefuses()
    {
        // One refuses the name, another the length.
        var error = await Assert.ThrowsAsync<ProviderException>(() => Chat.GetResponseAsync(
            string.Join(' ', Enumerable.Repeat("unheard", 20_000)), new ChatOptions { ModelId = "no-such-model" }));
        Assert.InRange((int)error.StatusCode!, 400, 599);
        Assert.NotEmpty(error.Message);
    }

    private protected async Task IsGoodForTheNextCallAfterACancelledOne()
    {
        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Chat.GetStreamingResponseAsync("hello", new ChatOptions { MaxOutputTokens = 1000 }, source.Token))
            {
                await source.CancelAsync();
            }
        });
        Assert.NotNull((await Chat.GetResponseAsync("hello", new ChatOptions { MaxOutputTokens = 5 })).FinishReason);
    }

    private protected async Task Embeds()
    {
        var generator = Host.Services.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>(provider);
        var vectors = await generator.GenerateAsync(["one", "two"], new EmbeddingGenerationOptions { ModelId = Named("_EMBEDDINGS") });
        Assert.Equal(2, vectors.Count);
        Assert.Equal(vectors[0].Vector.Length, vectors[1].Vector.Length);
        Assert.True(vectors[0].Vector.Length > 0);
    }

    private static readonly AITool Weather = AIFunctionFactory.Create(static (string city) => $"Rain in {city}", "weather", "Tells the weather.");

    private string? Named(string suffix) => Environment.GetEnvironmentVariable(address + suffix) is { Length: > 0 } value ? value : null;

    private async Task<List<ChatResponseUpdate>> ReadAsync(string text, ChatOptions options)
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (var update in Chat.GetStreamingResponseAsync(text, options))
        {
            updates.Add(update);
        }

        return updates;
    }
}

public sealed class LiveOpenAITests() : LiveServerTests("openai", Server)
{
    private const string Server = "GOSHI_LIVE_OPENAI";

    [LiveFact(Server)]
    public Task It_answers() => Answers();

    [LiveFact(Server)]
    public Task It_answers_in_the_form_of_a_schema() => AnswersInTheFormOfASchema();

    [LiveFact(Server)]
    public Task It_takes_tools_and_their_results() => TakesToolsAndTheirResults();

    [LiveFact(Server + "_TOOLS")]
    public Task It_calls_tools() => CallsTools();

    [LiveFact(Server)]
    public Task It_says_what_it_refuses() => ReportsWhatTheServerRefuses();

    [LiveFact(Server)]
    public Task It_is_good_for_the_next_call_after_a_cancelled_one() => IsGoodForTheNextCallAfterACancelledOne();

    [LiveFact(Server + "_EMBEDDINGS")]
    public Task It_embeds() => Embeds();

    [LiveFact(Server)]
    public async Task It_lists_its_models() =>
        Assert.NotEmpty((await Host.Services.GetRequiredService<TestOpenAIApi>().Connection.GetModelsAsync()).Data);
}

public sealed class LiveOllamaTests() : LiveServerTests("ollama", Server)
{
    private const string Server = "GOSHI_LIVE_OLLAMA";

    [LiveFact(Server)]
    public Task It_answers() => Answers();

    [LiveFact(Server)]
    public Task It_answers_in_the_form_of_a_schema() => AnswersInTheFormOfASchema();

    [LiveFact(Server)]
    public Task It_takes_tools_and_their_results() => TakesToolsAndTheirResults();

    [LiveFact(Server + "_TOOLS")]
    public Task It_calls_tools() => CallsTools();

    [LiveFact(Server)]
    public Task It_says_what_it_refuses() => ReportsWhatTheServerRefuses();

    [LiveFact(Server)]
    public Task It_is_good_for_the_next_call_after_a_cancelled_one() => IsGoodForTheNextCallAfterACancelledOne();

    [LiveFact(Server + "_EMBEDDINGS")]
    public Task It_embeds() => Embeds();

    [LiveFact(Server)]
    public async Task It_lists_its_models() =>
        Assert.NotEmpty((await Host.Services.GetRequiredService<TestOllamaApi>().Connection.GetTagsAsync()).Models);
}
