using Goshi.Loopback;
using Goshi.Runtime.Tests.Faults;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Chat;

public sealed class FallbackTests
{
    [Fact]
    public async Task After_failover_after_the_call_moves_on()
    {
        var clock = new FaultClock();
        await using var host = await ChatHost.StartAsync(TenSecondRetries, clock);
        host.Server.OpenAI.Always(Reply.Status(503));
        host.Server.Ollama.Always(Reply.Text("from Ollama"));

        Assert.Equal("from Ollama", (await host.AskAsync()).Text);

        // At 0, 10 and 20 s; a fourth attempt would begin after the 25 s of failover_after.
        Assert.Equal(3, host.Server.OpenAI.Requests.Count);
        Assert.Equal(TimeSpan.FromSeconds(20), TimeSpan.FromTicks(clock.GetTimestamp()));
    }

    [Fact]
    public async Task Without_another_target_that_can_answer_every_retry_is_made()
    {
        await using var host = await ChatHost.StartAsync(TenSecondRetries, new FaultClock());
        host.Server.OpenAI.Always(Reply.Status(503));
        host.Chat.Providers[1].Breaker.Isolate();

        await Assert.ThrowsAsync<AllTargetsFailedException>(() => host.AskAsync());

        Assert.Equal(6, host.Server.OpenAI.Requests.Count);
    }

    [Fact]
    public async Task The_primary_is_asked_again_as_soon_as_its_circuit_lets_a_probe_through()
    {
        var time = new ManualTimeProvider();
        await using var host = await ChatHost.StartAsync(static options => (options.MaxRetries, options.CircuitBreakerThreshold) = (0, 1), time);
        host.Server.Ollama.Always(Reply.Text("from Ollama"));
        await host.Server.StopListeningAsync();
        await host.Server.StartListeningAsync();
        host.Server.OpenAI.Enqueue(Reply.Status(503));
        Assert.Equal("from Ollama", (await host.AskAsync()).Text);

        time.Advance(TimeSpan.FromSeconds(29.999));
        Assert.Equal("from Ollama", (await host.AskAsync()).Text);
        time.Advance(TimeSpan.FromSeconds(0.001));

        Assert.StartsWith("Hello", (await host.AskAsync()).Text, StringComparison.Ordinal);
        Assert.Equal(2, host.Server.OpenAI.Requests.Count);
    }

    [Fact]
    public async Task What_comes_before_the_first_content_is_held_back()
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxRetries = 0);
        host.Server.OpenAI.Enqueue(Reply.Verbatim(
            """data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":0,"total_tokens":5}}""" + "\n\n",
            """data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop"}]}""" + "\n\n"));
        host.Server.Ollama.Enqueue(Reply.Text("from Ollama"));

        Assert.Equal("from Ollama", (await host.StreamAsync()).ToChatResponse().Text);
    }

    [Fact]
    public async Task What_was_held_back_is_handed_over_in_its_order()
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.Enqueue(Reply.Verbatim(
            """data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":0,"total_tokens":5}}""" + "\n\n",
            """data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}""" + "\n\n",
            "data: [DONE]\n\n"));

        var updates = await host.StreamAsync();

        Assert.IsType<UsageContent>(Assert.Single(updates[0].Contents));
        Assert.Equal("Hi", updates[1].Text);
        Assert.Equal(2, updates.Count);
    }

    [Fact]
    public async Task An_answer_says_which_target_gave_it()
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxRetries = 0);
        host.Server.OpenAI.Enqueue(Reply.Status(503));

        Assert.Equal("ollama/llama3.1:8b", (await host.AskAsync()).AdditionalProperties!["goshi.target"]);
        Assert.Equal("openai/gpt-4o", (await host.StreamAsync())[0].AdditionalProperties!["goshi.target"]);
    }

    [Fact]
    public async Task A_model_that_loads_for_minutes_is_not_a_deadline()
    {
        var time = new ManualTimeProvider();
        var loading = new Gate();
        await using var host = await ChatHost.StartAsync(static options => (options.Provider, options.Model) = ("ollama", "llama3.1:8b"), time);
        host.Server.Ollama.Enqueue(Reply.Text("loaded").BeforeHeaders.Hold(loading));

        var call = host.AskAsync();
        await loading.ReachedAsync();
        time.Advance(TimeSpan.FromSeconds(599));
        loading.Open();

        Assert.Equal("loaded", (await call).Text);
    }

    private static void TenSecondRetries(TestOptions options)
    {
        options.MaxRetries = 5;
        options.RetryBackoffMin = options.RetryBackoffMax = TimeSpan.FromSeconds(10);
        options.FailoverAfter = TimeSpan.FromSeconds(25);
        options.CircuitBreakerThreshold = 100;
    }
}
