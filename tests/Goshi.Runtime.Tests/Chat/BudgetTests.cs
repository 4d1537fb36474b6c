using Goshi.Loopback;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Chat;

public sealed class BudgetTests
{
    [Fact]
    public async Task Under_a_limit_a_call_without_a_token_limit_gets_the_cap_that_the_rest_pays()
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxCostPerSession = 0.05m);

        await host.AskAsync();

        // 2 bytes a token and 8 a message: 9 bytes are 13 tokens, 0.0000325 USD; the rest pays 4,996 tokens at 0.00001.
        Assert.Equal(4_996, host.Server.OpenAI.Requests[0].Json.GetProperty("max_completion_tokens").GetInt32());
    }

    [Fact]
    public async Task A_call_that_would_exceed_the_limit_is_refused_before_anything_is_sent()
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxCostPerSession = 0.01m);
        host.Server.OpenAI.Enqueue(Reply.Text("Hi").WithUsage(prompt: 1_000, completion: 500, cached: 400));
        await host.AskAsync();

        var error = await Assert.ThrowsAsync<BudgetExceededException>(
            () => host.AskAsync(options: new ChatOptions { MaxOutputTokens = 1_000 }));

        Assert.Equal(0.01m, error.Limit);
        Assert.Equal(0.007m, error.Spent);
        Assert.Single(host.Server.Requests);
        Assert.Single(host.Log.Of("BudgetRefused"));
        Assert.Single(host.Log.Of("BudgetReached"));
    }

    [Fact]
    public async Task On_budget_exceeded_fallback_moves_to_a_target_that_costs_nothing()
    {
        await using var host = await ChatHost.StartAsync(static options =>
        {
            options.MaxCostPerSession = 0.003m;
            options.OnBudgetExceeded = "fallback";
        });
        host.Server.Ollama.Enqueue(Reply.Text("from Ollama"));

        var response = await host.AskAsync(options: new ChatOptions { MaxOutputTokens = 1_000 });

        Assert.Equal("from Ollama", response.Text);
        Assert.Empty(host.Server.OpenAI.Requests);
        Assert.Equal(0, host.Chat.Session.Spent);
        Assert.Equal(1, host.Chat.Session.FreeRequests);
    }

    [Fact]
    public async Task A_session_of_its_own_has_its_own_limit_and_ends_with_its_client()
    {
        await using var host = await ChatHost.StartAsync();
        var chat = host.Chat.BeginSession(0.02m, "mine");
        host.Server.OpenAI.Enqueue(Reply.Text("Hi").WithUsage(prompt: 1_000, completion: 500, cached: 400));

        await chat.GetResponseAsync("Hi");
        Assert.Equal(0.007m, chat.Session.Spent);
        Assert.Equal(0.013m, chat.Session.Remaining);
        Assert.Equal(0, host.Chat.Session.Spent);

        chat.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => chat.GetResponseAsync("Hi"));
        host.Chat.Dispose();
        await host.AskAsync();
    }

    [Fact]
    public async Task A_session_in_the_options_is_charged_and_never_sent()
    {
        await using var host = await ChatHost.StartAsync();
        using var session = new GoshiSession("tenant", 1m);
        host.Server.OpenAI.Enqueue(Reply.Text("Hi").WithUsage(prompt: 1_000, completion: 500, cached: 400));

        await host.AskAsync(options: new ChatOptions().WithSession(session));

        Assert.Equal(0.007m, session.Spent);
        Assert.Equal(0, host.Chat.Session.Spent);
        Assert.DoesNotContain("goshi", host.Server.OpenAI.Requests[0].BodyText, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Many_calls_at_once_never_overspend()
    {
        await using var host = await ChatHost.StartAsync(static options => (options.MaxCostPerSession, options.MaxRetries) = (0.1m, 0));
        host.Server.OpenAI.Always(Reply.Text("Hi").WithUsage(prompt: 13, completion: 256));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            try
            {
                await host.AskAsync(options: new ChatOptions { MaxOutputTokens = 256 });
                return true;
            }
            catch (BudgetExceededException)
            {
                return false;
            }
        }));

        Assert.InRange(host.Chat.Session.Spent, 0.05m, 0.1m);
        Assert.Equal(outcomes.Count(static ok => ok) * 0.0025925m, host.Chat.Session.Spent);
        Assert.Equal(0, host.Chat.Session.Reserved);
        Assert.Contains(false, outcomes);
    }

    [Fact]
    public async Task An_unpriced_model_is_counted_without_a_limit_and_refused_under_one()
    {
        await using var host = await ChatHost.StartAsync(static options => options.Model = "gpt-unheard-of");
        host.Server.OpenAI.HasOnly("gpt-unheard-of");
        await host.AskAsync();
        Assert.Equal(1, host.Chat.Session.UnpricedRequests);
        Assert.Equal(0, host.Chat.Session.Spent);

        await using var limited = await ChatHost.StartAsync(static options =>
            (options.Model, options.MaxCostPerSession, options.UnpricedModel) = ("gpt-unheard-of", 1m, "deny"));
        limited.Server.OpenAI.HasOnly("gpt-unheard-of");
        await Assert.ThrowsAnyAsync<Exception>(() => limited.AskAsync());
        Assert.Empty(limited.Server.Requests);
    }

    [Fact]
    public async Task An_estimate_gives_the_range_before_anything_is_sent()
    {
        await using var host = await ChatHost.StartAsync();

        var estimate = host.Chat.Estimate([new ChatMessage(ChatRole.User, "Say hello")], new ChatOptions { MaxOutputTokens = 100 });

        Assert.True(estimate.IsPriced);
        Assert.True(estimate.LowUsd > 0);
        Assert.Equal(0.0010325m, estimate.HighUsd);
        Assert.Empty(host.Server.Requests);
    }
}
