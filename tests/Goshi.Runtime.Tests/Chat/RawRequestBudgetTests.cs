using System.Text.Json;
using Goshi.Loopback;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Chat;

/// <summary>What a caller's own wire request adds is admitted like everything else.</summary>
public sealed class RawRequestBudgetTests
{
    [Fact]
    public async Task Its_messages_tools_and_extras_are_inside_the_bound_of_the_prompt()
    {
        OpenAIChatRequest[] requests =
        [
            new() { Messages = [new OpenAIMessage { Role = "user", Content = new string('x', 40_000) }] },
            new() { Tools = [new OpenAITool { Name = "f", Description = new string('x', 40_000) }] },
            new() { AdditionalProperties = new Dictionary<string, JsonElement> { ["prediction"] = JsonElement.Parse($"\"{new string('x', 40_000)}\"") } },
            new() { Messages = [new OpenAIMessage { Role = "user", Parts = [.. Enumerable.Repeat(OpenAIContentPart.FromImage("https://example.com/a.png"), 20)] }] },
        ];
        await using var host = await ChatHost.StartAsync(static options => options.MaxCostPerSession = 0.05m);

        foreach (var request in requests)
        {
            await Assert.ThrowsAsync<BudgetExceededException>(() => host.AskAsync(options: With(request)));
        }

        Assert.Empty(host.Server.Requests);
        Assert.Equal(0, host.Chat.Session.Reserved);
    }

    [Fact]
    public async Task Its_images_cost_what_an_image_costs_and_not_what_their_base64_would()
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxCostPerSession = 0.05m);
        var image = OpenAIContentPart.FromImage("data:image/png;base64," + new string('A', 200_000));

        await host.AskAsync(options: With(new() { Messages = [new OpenAIMessage { Role = "user", Parts = [image] }] }));

        Assert.Single(host.Server.OpenAI.Requests);
    }

    [Fact]
    public async Task Its_token_limit_is_what_is_reserved_and_sent()
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxCostPerSession = 0.05m);

        await host.AskAsync(options: With(new() { MaxCompletionTokens = 9 }));
        await Assert.ThrowsAsync<BudgetExceededException>(() => host.AskAsync(options: With(new() { MaxTokens = 6_000 })));

        Assert.Equal(9, Assert.Single(host.Server.OpenAI.Requests).Json.GetProperty("max_completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Its_tier_is_the_one_that_is_priced()
    {
        // The test's table has no price for priority, and under a limit unknown is refused.
        await using var host = await ChatHost.StartAsync(static options => options.MaxCostPerSession = 0.05m);

        await Assert.ThrowsAsync<BudgetExceededException>(() => host.AskAsync(options: With(new() { ServiceTier = "priority" })));

        Assert.Empty(host.Server.Requests);
    }

    [Theory]
    [InlineData("max_completion_tokens")]
    [InlineData("max_tokens")]
    [InlineData("messages")]
    [InlineData("model")]
    [InlineData("stream")]
    [InlineData("n")]
    public async Task A_property_that_would_replace_what_was_admitted_is_refused(string name)
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxCostPerSession = 0.05m);
        var request = new OpenAIChatRequest { AdditionalProperties = new Dictionary<string, JsonElement> { [name] = JsonElement.Parse("100000") } };

        var error = await Assert.ThrowsAsync<GoshiException>(() => host.AskAsync(options: With(request)));

        Assert.Contains($"'{name}' in OpenAIChatRequest", error.Message, StringComparison.Ordinal);
        Assert.Empty(host.Server.Requests);
        Assert.Equal(0, host.Chat.Session.Reserved);
    }

    [Fact]
    public async Task The_factory_is_asked_once_so_that_what_is_admitted_is_sent()
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxCostPerSession = 0.05m);
        var asked = new List<IChatClient>();
        var options = new ChatOptions
        {
            RawRepresentationFactory = client =>
            {
                asked.Add(client);
                return new OpenAIChatRequest { Messages = [new OpenAIMessage { Role = "user", Content = new string('x', asked.Count) }] };
            },
        };

        await host.AskAsync(options: options);

        Assert.Same(host.Chat, Assert.Single(asked));
        Assert.Equal("x", Assert.Single(host.Server.OpenAI.Requests).Json.GetProperty("messages")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Without_usage_it_is_inside_the_estimate()
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.Enqueue(Reply.Text("Hi").WithoutUsage());

        await host.AskAsync(options: With(new() { Messages = [new OpenAIMessage { Role = "user", Content = new string('x', 4_000) }] }));

        Assert.InRange(host.Chat.Session.Snapshot().Usage.InputTokens, 1_000, 1_030);
    }

    private static ChatOptions With(OpenAIChatRequest request) => new() { RawRepresentationFactory = _ => request };
}
