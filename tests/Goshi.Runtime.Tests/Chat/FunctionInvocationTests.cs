using System.ComponentModel;
using Goshi.Loopback;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Chat;

/// <summary>Tools and structured answers by the ecosystem's own means.</summary>
public sealed class FunctionInvocationTests
{
    private static readonly AITool Weather = AIFunctionFactory.Create(([Description("The city")] string city) => $"rain in {city}", "weather", "Tells the weather.");

    private static readonly AITool Broken = AIFunctionFactory.Create(static string () => throw new InvalidOperationException("The instrument is broken."), "broken");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_round_of_a_tool_loop_is_admitted_and_priced(bool stream)
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.Enqueue(Reply.ToolCalls(new ToolCall("weather", """{"city":"Oslo"}"""), new ToolCall("broken", "{}")).WithUsage(prompt: 1000, completion: 100));
        host.Server.OpenAI.Enqueue(Reply.Text("It rains ", "in Oslo.").WithUsage(prompt: 2000, completion: 200));
        using var chat = host.Chat.BeginSession(maxCostUsd: 1);
        using var client = new ChatClientBuilder(chat).UseFunctionInvocation().Build();

        var response = await AskAsync(client, "How is the weather in Oslo?", new ChatOptions { Tools = [Weather, Broken] }, stream);

        Assert.Equal("It rains in Oslo.", response.Text);
        Assert.Equal(2, chat.Session.Requests);
        Assert.Equal(((1000 + 2000) * 2.5m / 1_000_000) + ((100 + 200) * 10m / 1_000_000), chat.Session.Spent);
        Assert.Equal(0m, chat.Session.Reserved);
        var messages = host.Server.OpenAI.Requests[1].Json.GetProperty("messages");
        Assert.Equal(["user", "assistant", "tool", "tool"], messages.EnumerateArray().Select(static message => message.GetProperty("role").GetString()));
        Assert.Equal("rain in Oslo", messages[2].GetProperty("content").GetString());
        Assert.Equal(messages[1].GetProperty("tool_calls")[0].GetProperty("id").GetString(), messages[2].GetProperty("tool_call_id").GetString());
        Assert.StartsWith("Error: ", messages[3].GetProperty("content").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_round_that_the_budget_does_not_allow_is_not_sent()
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.Always(Reply.ToolCall("weather", """{"city":"Oslo"}""").WithUsage(prompt: 1000, completion: 300));
        using var chat = host.Chat.BeginSession(maxCostUsd: 0.008m);
        using var client = new ChatClientBuilder(chat).UseFunctionInvocation().Build();

        await Assert.ThrowsAsync<BudgetExceededException>(() => client.GetResponseAsync("How is it?", new ChatOptions { Tools = [Weather] }));

        Assert.Single(host.Server.OpenAI.Requests);
        Assert.True(chat.Session.Spent <= 0.008m);
        Assert.Equal(0m, chat.Session.Reserved);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tool_loop_works_on_ollama(bool stream)
    {
        await using var host = await ChatHost.StartAsync(static options => (options.Provider, options.Model) = ("ollama", "llama3.1:8b"));
        host.Server.Ollama.Enqueue(Reply.ToolCall("weather", """{"city":"Oslo"}"""));
        host.Server.Ollama.Enqueue(Reply.Text("It rains."));
        using var client = new ChatClientBuilder(host.Chat).UseFunctionInvocation().Build();

        var response = await AskAsync(client, "How is it?", new ChatOptions { Tools = [Weather] }, stream);

        Assert.Equal("It rains.", response.Text);
        var messages = host.Server.Ollama.Requests[1].Json.GetProperty("messages");
        Assert.Equal(("tool", "rain in Oslo", "weather"), (messages[2].GetProperty("role").GetString(), messages[2].GetProperty("content").GetString(), messages[2].GetProperty("tool_name").GetString()));
        Assert.Equal("Oslo", messages[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetProperty("city").GetString());
    }

    [Fact]
    public async Task Malformed_arguments_are_reported_to_the_model_which_may_try_again()
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.Enqueue(Reply.ToolCall("weather", """{"city":"""));
        host.Server.OpenAI.Enqueue(Reply.ToolCall("weather", """{"city":"Oslo"}"""));
        host.Server.OpenAI.Enqueue(Reply.Text("It rains."));
        using var client = new ChatClientBuilder(host.Chat).UseFunctionInvocation().Build();
        Assert.Equal("It rains.", (await AskAsync(client, "How is it?", new ChatOptions { Tools = [Weather] }, stream: true)).Text);
        Assert.Equal(3, host.Server.OpenAI.Requests.Count);
    }

    [Fact]
    public async Task A_plain_loop_needs_no_other_package()
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.Enqueue(Reply.ToolCall("weather", """{"city":"Oslo"}"""));
        host.Server.OpenAI.Enqueue(Reply.Text("It rains."));
        var options = new ChatOptions { Tools = [Weather] };
        List<ChatMessage> messages = [new(ChatRole.User, "How is it?")];
        ChatResponse response;
        while (true)
        {
            response = await host.Chat.GetStreamingResponseAsync(messages, options).ToChatResponseAsync();
            messages.AddRange(response.Messages);
            var calls = response.Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>().ToList();
            if (calls.Count == 0)
            {
                break;
            }

            foreach (var call in calls)
            {
                var result = await ((AIFunction)Weather).InvokeAsync(new AIFunctionArguments(call.Arguments));
                messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, result)]));
            }
        }

        Assert.Equal("It rains.", response.Text);
        Assert.Equal(2, host.Chat.Session.Requests);
    }

    [Theory]
    [InlineData("openai", "gpt-4o")]
    [InlineData("ollama", "llama3.1:8b")]
    public async Task An_answer_comes_as_an_object(string provider, string model)
    {
        await using var host = await ChatHost.StartAsync(options => (options.Provider, options.Model) = (provider, model));
        var script = provider == "openai" ? (ProviderScript)host.Server.OpenAI : host.Server.Ollama;
        script.Enqueue(Reply.Text("""{"city":"Oslo",""", """ "degrees":7}"""));

        var response = await ((IChatClient)host.Chat).GetResponseAsync<Reading>("How is it?");

        Assert.Equal(new Reading("Oslo", 7), response.Result);
        var sent = script.Requests[0].Json;
        var schema = provider == "openai" ? sent.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema") : sent.GetProperty("format");
        Assert.Equal("integer", schema.GetProperty("properties").GetProperty("degrees").GetProperty("type").GetString());
    }

    private static async Task<ChatResponse> AskAsync(IChatClient client, string text, ChatOptions options, bool stream) => stream
        ? await client.GetStreamingResponseAsync(text, options).ToChatResponseAsync()
        : await client.GetResponseAsync(text, options);

    internal sealed record Reading(string City, int Degrees);
}
