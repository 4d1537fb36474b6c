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

    [Fact]
    public async Task A_model_without_a_price_is_refused_by_a_limit_that_only_the_session_has()
    {
        await using var host = await ChatHost.StartAsync(static options => (options.Model, options.Fallback) = ("gpt-unheard-of", []));
        host.Server.OpenAI.HasOnly("gpt-unheard-of");
        using var chat = host.Chat.BeginSession(1m);

        await Assert.ThrowsAsync<BudgetExceededException>(() => chat.GetResponseAsync("Hi"));
        Assert.Empty(host.Server.Requests);

        await using var warned = await ChatHost.StartAsync(static options => (options.Model, options.UnpricedModel) = ("gpt-unheard-of", "warn"));
        warned.Server.OpenAI.HasOnly("gpt-unheard-of");
        using var allowed = warned.Chat.BeginSession(1m);
        await allowed.GetResponseAsync("Hi");
        Assert.Equal(1, allowed.Session.UnpricedRequests);
    }

    [Fact]
    public async Task A_provider_that_bills_more_than_its_own_limit_is_the_one_way_past_a_budget_and_is_reported()
    {
        await using var host = await ChatHost.StartAsync(static options => (options.MaxCostPerSession, options.Fallback) = (0.003m, []));
        host.Server.OpenAI.Enqueue(Reply.Text("Hi").WithUsage(prompt: 13, completion: 400));

        await host.AskAsync(options: new ChatOptions { MaxOutputTokens = 200 });

        // Reserved: 13 prompt tokens and 200 of the answer. Billed: 400.
        var session = host.Chat.Session.Snapshot();
        Assert.Equal(0.0040325m, session.Spent);
        Assert.Equal(0.002m, session.OvershootUsd);
        Assert.Equal((0m, 0m), (session.Reserved, session.Remaining));
        Assert.Contains("0.002 USD more", Assert.Single(host.Log.Of("BilledMoreThanReserved")), StringComparison.Ordinal);
        Assert.Contains("0.002 more than reserved", session.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<BudgetExceededException>(() => host.AskAsync());
        Assert.Single(host.Server.Requests);
    }

    [Fact]
    public async Task Warnings_come_once_each_by_event_log_and_property_until_the_session_is_reset()
    {
        await using var host = await ChatHost.StartAsync(static options => (options.MaxCostPerSession, options.Fallback) = (0.01m, []));
        host.Server.OpenAI.Always(Reply.Text("Hi").WithUsage(prompt: 1_000, completion: 150));
        var raised = new List<BudgetWarning>();
        host.Chat.Session.Warned += (sender, warning) => raised.Add(warning);
        host.Chat.Session.Warned += static (_, _) => throw new InvalidOperationException("A display failed.");

        for (var i = 0; i < 4; i++)
        {
            try
            {
                await host.AskAsync(options: new ChatOptions { MaxOutputTokens = 200 });
            }
            catch (BudgetExceededException)
            {
            }
        }

        Assert.Equal([new BudgetWarning(null, IsAtLimit: false, 0.008m, 0.01m), new BudgetWarning(null, IsAtLimit: true, 0.008m, 0.01m)], raised);
        Assert.Equal(raised, host.Chat.Session.Warnings);
        Assert.Single(host.Log.Of("NearBudget"));
        Assert.Single(host.Log.Of("BudgetReached"));

        host.Chat.Session.Reset();
        Assert.Empty(host.Chat.Session.Warnings);
    }

    [Fact]
    public async Task Without_warn_on_high_cost_nothing_is_logged_also_for_a_session_of_the_applications_own()
    {
        await using var host = await ChatHost.StartAsync(static options =>
            (options.MaxCostPerSession, options.WarnOnHighCost, options.Fallback) = (0.01m, false, []));
        using var own = new GoshiSession("own", 0.01m);
        host.Server.OpenAI.Always(Reply.Text("Hi").WithUsage(prompt: 1_000, completion: 700));

        await host.AskAsync(options: new ChatOptions { MaxOutputTokens = 700 });
        await host.AskAsync(options: new ChatOptions { MaxOutputTokens = 700 }.WithSession(own));

        Assert.Empty(host.Log.Of("NearBudget"));
        Assert.Empty(host.Chat.Session.Warnings);
        Assert.Single(own.Warnings);
    }

    [Theory]
    [InlineData("default", "0.0075")]
    [InlineData("on_demand", "0.0075")]
    [InlineData("auto", "0.0075")]
    [InlineData("scale", null)]
    [InlineData("flex", null)]
    public async Task An_answer_is_priced_at_the_tier_that_it_names_or_not_at_all(string tier, string? usd)
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.Enqueue(Reply.Text("Hi").WithUsage(prompt: 1_000, completion: 500).WithServiceTier(tier));

        await host.AskAsync();

        Assert.Equal(usd is null ? 1 : 0, host.Chat.Session.UnpricedRequests);
        Assert.Equal(usd is null ? 0 : decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture), host.Chat.Session.Spent);
    }

    [Fact]
    public async Task A_tier_asked_for_in_additional_properties_is_not_admitted_at_another_tiers_price()
    {
        await using var host = await ChatHost.StartAsync(static options => (options.MaxCostPerSession, options.Fallback) = (1m, []));

        await Assert.ThrowsAsync<BudgetExceededException>(() => host.AskAsync(
            options: new ChatOptions { AdditionalProperties = new() { ["service_tier"] = "priority" } }));

        Assert.Empty(host.Server.Requests);
    }

    [Theory]
    [InlineData("service_tier", "flex", "0.004019")]
    [InlineData("modalities", "text,audio", "0.080042")]
    [InlineData("user", "somebody", "0.008034")]
    public async Task A_tier_or_speech_that_is_asked_for_is_admitted_at_its_own_price(string name, string value, string usd)
    {
        await using var host = await ChatHost.StartAsync(static options => options.Model = "gpt-audio");

        var estimate = host.Chat.Estimate(
            [new ChatMessage(ChatRole.User, "")], new ChatOptions { MaxOutputTokens = 1000, AdditionalProperties = new() { [name] = value } });

        Assert.Equal(decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture), estimate.HighUsd);
    }

    [Fact]
    public async Task Speech_that_is_heard_is_admitted_at_the_dearer_price()
    {
        await using var host = await ChatHost.StartAsync(static options => options.Model = "gpt-audio");
        var options = new ChatOptions { MaxOutputTokens = 1 };

        var text = host.Chat.Estimate([new ChatMessage(ChatRole.User, "")], options);
        var speech = host.Chat.Estimate([new ChatMessage(ChatRole.User, [new DataContent(new byte[6_400], "audio/wav")])], options);

        // 8 tokens of a message and one of 64 bytes of audio each, all at the price of audio: 108 at 20 USD a million.
        Assert.Equal(0.000016m + 0.000008m, text.HighUsd);
        Assert.Equal(0.00216m + 0.000008m, speech.HighUsd);
    }

    [Fact]
    public async Task A_model_of_an_unknown_provider_is_named_as_such()
    {
        await using var host = await ChatHost.StartAsync(static options => (options.MaxCostPerSession, options.Fallback) = (1m, []));

        var error = await Assert.ThrowsAsync<BudgetExceededException>(() => host.AskAsync(options: new ChatOptions { ModelId = "grok/grok-9" }));

        Assert.Contains("'grok' is none of the providers (openai, ollama), so the whole was taken for a model of openai", error.Message);
        Assert.Empty(host.Server.Requests);
    }

    [Fact]
    public async Task What_the_callers_additional_properties_add_to_the_prompt_is_bounded_too()
    {
        await using var host = await ChatHost.StartAsync();

        var plain = host.Chat.Estimate([new ChatMessage(ChatRole.User, "Hi")]);
        var more = host.Chat.Estimate(
            [new ChatMessage(ChatRole.User, "Hi")], new ChatOptions { AdditionalProperties = new() { ["prediction"] = new string('x', 4_000) } });

        Assert.InRange(more.PromptTokensBound - plain.PromptTokensBound, 2_000, 2_100);
    }

    [Fact]
    public void A_prompt_without_a_long_context_price_is_refused_under_a_limit_and_of_unknown_cost_without_one()
    {
        var model = new ModelInfo
        {
            Id = "gpt-short", Provider = "openai", ChatCompletions = true,
            Prices = [new DatedPrice(null, new ModelPrice(new TokenRates(1_000_000, 1_000_000), longContextThreshold: 100))],
        };
        var request = new Goshi.Cost.AdmissionRequest
        {
            Budget = new("openai"), Model = model.Id, Billing = Goshi.Cost.Billing.Priced, Price = model.Prices[0].Standard, PromptBound = 101,
        };
        using var limited = new GoshiSession(null, 1m);
        using var unlimited = new GoshiSession();

        Assert.False(limited.TryAdmit(in request, out var refused));
        Assert.Equal(Goshi.Cost.AdmissionVerdict.Unpriced, refused.Verdict);
        Assert.True(unlimited.TryAdmit(in request, out var admitted));
        var settlement = Goshi.Cost.SettlementRules.Price("openai", model.Id, new(new() { InputTokens = 101 }), isFree: false, request.Price);
        admitted.Reservation!.Settle(in settlement);

        Assert.Equal((0m, 1), (unlimited.Spent, unlimited.UnpricedRequests));
    }
}
