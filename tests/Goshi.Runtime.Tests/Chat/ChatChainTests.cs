using Goshi.Loopback;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Chat;

public sealed class ChatChainTests
{
    [Fact]
    public async Task Answers_and_prices_by_the_reported_usage()
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.Enqueue(Reply.Text("Hi").WithUsage(prompt: 1_000, completion: 500, cached: 400));

        var response = await host.AskAsync();

        Assert.Equal("Hi", response.Text);
        Assert.Equal(0.007m, host.Chat.Session.Spent);
        Assert.Equal(new TokenUsage { InputTokens = 1_000, CachedInputTokens = 400, OutputTokens = 500 }, host.Chat.Session.Usage);
        Assert.Equal(0, host.Chat.Session.Reserved);
    }

    [Fact]
    public async Task Streams_and_prices_by_the_reported_usage()
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.Enqueue(Reply.Text("Hi", " there").WithUsage(prompt: 1_000, completion: 500, cached: 400));

        var updates = await host.StreamAsync();

        Assert.Equal("Hi there", updates.ToChatResponse().Text);
        Assert.Equal(0.007m, host.Chat.Session.Spent);
    }

    [Fact]
    public async Task Retries_with_a_fresh_request_and_the_same_body()
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.Enqueue(Reply.Status(503), Reply.Status(500), Reply.Text("Hi"));

        Assert.Equal("Hi", (await host.AskAsync()).Text);

        var bodies = host.Server.OpenAI.Requests.Select(static request => request.BodyText).ToArray();
        Assert.Equal(3, bodies.Length);
        Assert.Single(bodies.Distinct());
        Assert.Equal(2, host.Log.Of("Retrying").Count);
        Assert.Equal(0, host.Chat.Session.Reserved);
    }

    [Fact]
    public async Task An_outage_of_the_primary_is_answered_by_ollama_without_a_fallback_key()
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxRetries = 1);
        host.Server.OpenAI.Always(Reply.Status(503));
        host.Server.Ollama.Enqueue(Reply.Text("from Ollama"));

        var response = await host.AskAsync();

        Assert.Equal("from Ollama", response.Text);
        Assert.Equal(2, host.Server.OpenAI.Requests.Count);
        Assert.Single(host.Log.Of("FailingOver"));
    }

    [Fact]
    public async Task Without_ollama_the_final_error_names_both_targets()
    {
        using var nobody = LoopbackProvider.Unreachable();
        await using var host = await ChatHost.StartAsync(options =>
        {
            options.MaxRetries = 0;
            options.Ollama.BaseUrl = nobody.Address.ToString();
        });
        host.Server.OpenAI.Always(Reply.Status(503));

        var error = await Assert.ThrowsAsync<AllTargetsFailedException>(() => host.AskAsync());

        Assert.Equal(["openai", "ollama"], error.Attempts.Select(static attempt => attempt.Provider));
        Assert.Contains("openai/gpt-4o", error.Message, StringComparison.Ordinal);
        Assert.Contains("ollama/llama3.1:8b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Falls_back_before_the_first_content_only()
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxRetries = 0);
        host.Server.OpenAI.Enqueue(Reply.Text("one", "two").After(0).Reset());
        host.Server.Ollama.Enqueue(Reply.Text("from Ollama"));
        Assert.Equal("from Ollama", (await host.StreamAsync()).ToChatResponse().Text);

        host.Server.OpenAI.Enqueue(Reply.Text("one", "two").After(1).Reset());
        var error = await Assert.ThrowsAsync<StreamInterruptedException>(() => host.StreamAsync());

        Assert.Equal("one", error.PartialText);
        Assert.True(error.IsCostEstimated);
        Assert.Single(host.Server.Ollama.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_without_its_terminator_throws(bool openAI)
    {
        await using var host = await ChatHost.StartAsync(options => options.Provider = openAI ? "openai" : "ollama");
        var script = openAI ? (ProviderScript)host.Server.OpenAI : host.Server.Ollama;
        if (!openAI)
        {
            script.HasOnly("gpt-4o");
        }

        script.Enqueue(Reply.Text("looks", " complete").BeforeDone.Truncate());

        var error = await Assert.ThrowsAsync<StreamInterruptedException>(() => host.StreamAsync());

        Assert.Equal("looks complete", error.PartialText);
    }

    [Fact]
    public async Task A_request_that_is_wrong_is_not_sent_anywhere_else()
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.Always(Reply.Status(400));

        var error = await Assert.ThrowsAsync<ProviderException>(() => host.AskAsync());

        Assert.Equal(400, (int)error.StatusCode!);
        Assert.Single(host.Server.Requests);
    }

    [Fact]
    public async Task A_refused_key_moves_on_and_is_logged_as_an_error_without_the_key()
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.ApiKey = "another";
        host.Server.Ollama.Enqueue(Reply.Text("from Ollama"));

        Assert.Equal("from Ollama", (await host.AskAsync()).Text);

        var line = Assert.Single(host.Log.Of("TargetMisconfigured"));
        Assert.Contains("OPENAI_API_KEY", line, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Log.Lines, static text => text.Contains(ChatHost.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_open_circuit_is_skipped_without_a_request_and_closes_after_one_probe()
    {
        var time = new ManualTimeProvider();
        await using var host = await ChatHost.StartAsync(
            static options => (options.MaxRetries, options.CircuitBreakerThreshold) = (0, 2), time);
        host.Server.OpenAI.Enqueue(Reply.Status(503), Reply.Status(503));

        await host.AskAsync();
        await host.AskAsync();
        await host.AskAsync();
        Assert.Equal(2, host.Server.OpenAI.Requests.Count);
        Assert.Equal(CircuitState.Open, host.Chat.Providers[0].Circuit);

        time.Advance(TimeSpan.FromSeconds(30));
        Assert.StartsWith("Hello", (await host.AskAsync()).Text, StringComparison.Ordinal);
        Assert.Equal(3, host.Server.OpenAI.Requests.Count);
        Assert.Equal(CircuitState.Closed, host.Chat.Providers[0].Circuit);
        Assert.Single(host.Log.Of("CircuitOpened"));
        Assert.Single(host.Log.Of("CircuitClosed"));
    }

    [Fact]
    public async Task Cancelling_in_mid_stream_throws_for_the_callers_token_and_settles_what_arrived()
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.Enqueue(Reply.Text("one", "two").After(1).Stall());
        using var cancellation = new CancellationTokenSource();
        var seen = new List<string>();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in host.Chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Hi")], null, cancellation.Token))
            {
                seen.Add(update.Text);
                await cancellation.CancelAsync();
            }
        });

        Assert.Equal(cancellation.Token, error.CancellationToken);
        Assert.Equal(["one"], seen);
        Assert.Equal(0, host.Chat.Session.Reserved);
        Assert.True(host.Chat.Session.EstimatedUsd > 0);
        Assert.Equal(1, host.Chat.Session.Requests);
        Assert.Single(host.Log.Of("Cancelled"));
        await host.Server.WaitForOpenConnectionsAsync(0);
    }

    [Fact]
    public async Task Leaving_the_loop_settles_what_arrived_and_frees_the_connection()
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.Enqueue(Reply.Text("one", "two").After(1).Stall());

        await foreach (var update in host.Chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Hi")]))
        {
            break;
        }

        Assert.Equal(0, host.Chat.Session.Reserved);
        Assert.Equal(host.Chat.Session.Spent, host.Chat.Session.EstimatedUsd);
        Assert.True(host.Chat.Session.Spent > 0);
        await host.Server.WaitForOpenConnectionsAsync(0);
    }

    [Fact]
    public async Task A_silence_inside_a_stream_names_its_deadline_and_its_key()
    {
        var time = new ManualTimeProvider();
        await using var host = await ChatHost.StartAsync(time: time);
        host.Server.OpenAI.Enqueue(Reply.Text("one", "two").After(1).Stall());

        await using var updates = host.Chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Hi")]).GetAsyncEnumerator();
        Assert.True(await updates.MoveNextAsync());
        var next = updates.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(31));
        var error = await Assert.ThrowsAsync<StreamInterruptedException>(() => next);

        var deadline = Assert.IsType<DeadlineException>(error.InnerException);
        Assert.Equal(DeadlineKind.StreamIdle, deadline.Deadline);
        Assert.Contains("llm.openai.stream_idle_timeout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_profile_has_its_own_settings_and_the_same_session()
    {
        await using var host = await ChatHost.StartAsync(static options => options.Fast.Model = "gpt-4o-mini");
        host.Server.OpenAI.Enqueue(Reply.Text("Hi").WithUsage(prompt: 1_000_000, completion: 0));

        await host.Chat.Fast.GetResponseAsync("Hi");

        Assert.Equal(0.15m, host.Chat.Session.Spent);
        Assert.Equal("gpt-4o-mini", Assert.Single(host.Chat.Session.Models).Model);
    }

    [Fact]
    public async Task A_model_of_the_call_replaces_the_first_targets_only()
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxRetries = 0);
        host.Server.OpenAI.Enqueue(Reply.Status(503));

        await host.AskAsync(options: new ChatOptions { ModelId = "gpt-4o-mini" });

        Assert.Equal("gpt-4o-mini", host.Server.OpenAI.Requests[0].Json.GetProperty("model").GetString());
        Assert.Equal("llama3.1:8b", host.Server.Ollama.Requests[0].Json.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Auto_asks_ollama_while_it_answers_and_openai_while_it_does_not()
    {
        var time = new ManualTimeProvider();
        await using var host = await ChatHost.StartAsync(static options => options.Provider = "auto", time);
        host.Server.Ollama.Enqueue(Reply.Text("from Ollama"));
        Assert.Equal("from Ollama", (await host.AskAsync()).Text);

        using var nobody = LoopbackProvider.Unreachable();
        await using var without = await ChatHost.StartAsync(options =>
        {
            options.Provider = "auto";
            options.Ollama.BaseUrl = nobody.Address.ToString();
        });
        without.Server.OpenAI.Enqueue(Reply.Text("from OpenAI"));
        Assert.Equal("from OpenAI", (await without.AskAsync()).Text);
    }

    [Fact]
    public async Task A_default_target_that_is_absent_is_asked_once()
    {
        using var nobody = LoopbackProvider.Unreachable();
        await using var host = await ChatHost.StartAsync(options => options.Ollama.BaseUrl = nobody.Address.ToString());
        host.Server.OpenAI.Always(Reply.Status(401));

        var error = await Assert.ThrowsAsync<AllTargetsFailedException>(() => host.AskAsync());

        Assert.Equal(["openai", "ollama"], error.Attempts.Select(static attempt => attempt.Provider));
    }

    [Fact]
    public async Task A_circuit_that_opens_moves_the_call_on_without_waiting()
    {
        var time = new ManualTimeProvider();
        await using var host = await ChatHost.StartAsync(
            static options => (options.MaxRetries, options.CircuitBreakerThreshold, options.RetryBackoffMin, options.RetryBackoffMax)
                = (3, 1, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6)),
            time);
        host.Server.OpenAI.Always(Reply.Status(500));
        host.Server.Ollama.Enqueue(Reply.Text("from Ollama"));

        Assert.Equal("from Ollama", (await host.AskAsync()).Text);
        Assert.Empty(host.Log.Of("Retrying"));
    }

    [Fact]
    public async Task A_key_in_curly_quotes_is_no_key_and_costs_nothing()
    {
        await using var host = await ChatHost.StartAsync(static options => options.GetEnvironmentVariable = static _ => "\u201csk-key\u201d");
        host.Server.Ollama.Enqueue(Reply.Text("from Ollama"));

        Assert.Equal("from Ollama", (await host.AskAsync()).Text);

        Assert.Empty(host.Server.OpenAI.Requests);
        Assert.Equal(0, host.Chat.Session.Spent);
        Assert.Contains("OPENAI_API_KEY", Assert.Single(host.Log.Of("TargetMisconfigured")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_call_that_its_caller_has_left_is_cancelled_whatever_else_refuses_it(bool openCircuits, bool stream)
    {
        await using var host = await ChatHost.StartAsync();
        foreach (var provider in openCircuits ? host.Chat.Providers : [])
        {
            provider.Breaker.Isolate();
        }

        var options = openCircuits ? null : new ChatOptions().WithSession(new GoshiSession("poor", 0.000001m));
        var left = new CancellationToken(canceled: true);

        var error = await Assert.ThrowsAsync<OperationCanceledException>(() =>
            stream ? host.StreamAsync(options: options, cancellationToken: left) : host.AskAsync(options: options, cancellationToken: left));

        Assert.Equal(left, error.CancellationToken);
        Assert.Single(host.Log.Of("Cancelled"));
        Assert.Empty(host.Server.Requests);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_asked_for_again()
    {
        // A proxy that marks the end of a body by closing says nothing when it closes too early.
        await using var host = await ChatHost.StartAsync(static options => options.RetryBackoffMin = TimeSpan.FromTicks(1));
        host.Server.OpenAI.Enqueue(Reply.Raw(200, """{"id":"1","choices":[{"message":{"role":"assistant","content":"Hel"""), Reply.Text("Hello"));

        Assert.Equal("Hello", (await host.AskAsync()).Text);
        Assert.Contains("ended before the response did", Assert.Single(host.Log.Of("Retrying")), StringComparison.Ordinal);
    }
}
