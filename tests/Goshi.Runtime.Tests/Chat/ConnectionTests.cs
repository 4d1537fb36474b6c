using Goshi.Loopback;
using Goshi.Resilience;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Runtime.Tests.Chat;

public sealed class ConnectionTests
{
    [Theory]
    [InlineData("openai")]
    [InlineData("ollama")]
    public async Task Two_thousand_requests_of_16_callers_use_16_connections(string provider)
    {
        // On a clock that stands still, for the end of a body is waited for no longer than half a second.
        await using var host = await ChatHost.StartAsync(
            options => (options.Provider, options.Model) = (provider, "llama3.1:8b"), new ManualTimeProvider());
        host.Server.OpenAI.Validates = false;

        await Task.WhenAll(Enumerable.Range(0, 16).Select(async caller =>
        {
            for (var i = 0; i < 125; i++)
            {
                if ((i + caller) % 2 == 0)
                {
                    await host.AskAsync();
                }
                else
                {
                    await host.StreamAsync();
                }
            }
        }));

        Assert.Equal(2_000, host.Server.Requests.Count);
        Assert.InRange(host.Server.ConnectionsOpened, 1, 16);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 5)]
    public async Task Only_a_handler_of_its_own_keeps_the_timers_of_calls_from_serving_the_next(bool hasOwnHandler, int timers)
    {
        var time = new AlarmCountingTime();
        await using var host = await ChatHost.StartAsync(
            options => options.ConfigureHandler("openai", sockets =>
            {
                ((SocketsHttpHandler)sockets).UseProxy = false;
                return hasOwnHandler ? new OwnHandler { InnerHandler = sockets } : sockets;
            }),
            time);

        for (var i = 0; i < 5; i++)
        {
            await host.AskAsync();
        }

        Assert.Equal(timers, time.Alarms);
    }

    [Fact]
    public async Task Only_a_stream_that_was_given_up_or_reset_costs_a_connection()
    {
        await using var host = await ChatHost.StartAsync(static options => (options.MaxRetries, options.Fallback) = (0, []), new ManualTimeProvider());
        host.Server.OpenAI.Enqueue(
            Reply.Text("a"), Reply.Status(503), Reply.Status(400), Reply.Text("a", "b").After(1).Stall(),
            Reply.Text("a").Gzipped(), Reply.Text("a", "b").After(1).Reset(), Reply.Text("a"));
        for (var i = 0; i < 8; i++)
        {
            try
            {
                await foreach (var update in host.Chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Hi")]))
                {
                    if (i == 3)
                    {
                        break;
                    }
                }
            }
            catch (GoshiException)
            {
            }
        }

        // One, one after the stream that was left, and one after the reset.
        Assert.Equal(8, host.Server.Requests.Count);
        Assert.Equal(3, host.Server.ConnectionsOpened);
    }

    [Fact]
    public async Task A_connection_is_replaced_after_its_lifetime_so_that_names_are_looked_up_again()
    {
        await using var host = await ChatHost.StartAsync(static options => options.OpenAI.ConnectionLifetime = TimeSpan.FromMilliseconds(1));
        for (var i = 0; i < 10_000 && host.Server.ConnectionsOpened < 3; i++)
        {
            await host.AskAsync();
        }

        Assert.Equal(3, host.Server.ConnectionsOpened);
    }

    [Fact]
    public async Task What_an_application_adds_to_all_its_HttpClients_does_not_touch_ours()
    {
        var seen = 0;
        await using var host = await ChatHost.StartAsync(
            static options => (options.MaxRetries, options.Fallback, options.CircuitBreakerThreshold) = (2, [], 100),
            services: services => services.ConfigureHttpClientDefaults(
                builder => builder.AddHttpMessageHandler(() => new RetryingHandler(() => Interlocked.Increment(ref seen)))));
        host.Server.OpenAI.Always(Reply.Status(503));
        using var client = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("any");
        using (await client.GetAsync(new Uri(host.Server.Address, "nothing")))
        {
        }

        await Assert.ThrowsAsync<ProviderException>(() => host.AskAsync());
        await Assert.ThrowsAsync<ProviderException>(() => host.StreamAsync());
        using (await host.Services.GetRequiredService<TestOpenAIApi>().Connection.SendGetModelsAsync())
        {
        }

        // It works for the application's client; of ours each made its own three attempts, and none passed through it.
        Assert.Equal(1, seen);
        Assert.Equal(6, host.Server.OpenAI.Requests.Count(static request => request.Method == "POST"));
    }

    [Fact]
    public async Task Disposing_the_container_closes_every_connection()
    {
        await using var host = await ChatHost.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.AskAsync()));

        await ((IAsyncDisposable)host.Services).DisposeAsync();

        await host.Server.WaitForOpenConnectionsAsync(0);
    }

    /// <summary>In the shape of the standard resilience handler: outermost, it sends the same message up to four times.</summary>
    private sealed class RetryingHandler(Action onSend) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            onSend();
            for (var attempt = 1; ; attempt++)
            {
                var response = await base.SendAsync(request, cancellationToken);
                if ((int)response.StatusCode < 500 || attempt == 4)
                {
                    return response;
                }

                response.Dispose();
            }
        }
    }

    private sealed class OwnHandler : DelegatingHandler;

    private sealed class AlarmCountingTime : TimeProvider
    {
        private int _alarms;

        public int Alarms => Volatile.Read(ref _alarms);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Add(ref _alarms, state is Alarm ? 1 : 0);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
