using Goshi.Loopback;

namespace Goshi.Runtime.Tests.Chat;

public sealed class ProviderCircuitTests
{
    [Fact]
    public async Task Isolated_by_hand_a_provider_gets_no_call_until_it_is_reset_by_hand()
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.Ollama.Always(Reply.Text("from Ollama"));
        var circuit = host.Chat.Providers[0].Breaker;
        Assert.Equal(("openai", CircuitState.Closed, TimeSpan.Zero), (circuit.Provider, circuit.State, circuit.RetryAfter));

        circuit.Isolate();
        Assert.Equal("from Ollama", (await host.AskAsync()).Text);
        Assert.Equal((CircuitState.Isolated, Timeout.InfiniteTimeSpan), (host.Chat.Providers[0].Circuit, circuit.RetryAfter));
        Assert.Empty(host.Server.OpenAI.Requests);

        circuit.Reset();
        Assert.StartsWith("Hello", (await host.AskAsync()).Text, StringComparison.Ordinal);
        Assert.Equal("openai: Closed", circuit.ToString());
    }

    [Fact]
    public async Task Changes_are_told_and_a_handler_that_throws_harms_nobody()
    {
        await using var host = await ChatHost.StartAsync(static options => (options.MaxRetries, options.CircuitBreakerThreshold) = (0, 2));
        var changes = new List<CircuitChange>();
        var circuit = host.Chat.Providers[0].Breaker;
        circuit.Changed += static _ => throw new InvalidOperationException("secret");
        circuit.Changed += changes.Add;
        host.Server.OpenAI.Enqueue(Reply.Status(503), Reply.Status(503));
        host.Server.Ollama.Always(Reply.Text("from Ollama"));

        await host.AskAsync();
        Assert.Equal(1, circuit.ConsecutiveFailures);
        Assert.Equal("from Ollama", (await host.AskAsync()).Text);

        Assert.Equal([new CircuitChange("openai", CircuitState.Closed, CircuitState.Open, 2)], changes);
        Assert.InRange(circuit.RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Assert.DoesNotContain("secret", Assert.Single(host.Log.Of("CircuitHandlerFailed")), StringComparison.Ordinal);
    }
}
