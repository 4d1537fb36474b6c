using Goshi.Loopback;
using Goshi.Runtime.Tests.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Runtime.Tests.Hosting;

/// <summary>
/// An application that adds something to all its HTTP clients, as the service defaults of Aspire do: it must not wrap a
/// provider's connection, or three attempts become twelve. With the MSBuild property WithHttpResilience=true it is the
/// standard resilience handler, else a handler that sends each request four times.
/// </summary>
public sealed class HttpClientDefaultsTests
{
    private const int AttemptsOfTheDefaults = 4;

    [Fact]
    public async Task What_is_added_to_all_http_clients_does_not_multiply_the_attempts()
    {
        await using var host = await StartAsync();

        await Assert.ThrowsAsync<ProviderException>(() => host.AskAsync());

        Assert.Equal(3, host.Server.OpenAI.Requests.Count);
    }

    [Fact]
    public async Task A_client_of_the_factory_has_them()
    {
        await using var host = await StartAsync();
        using var client = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("another");

        using var response = await client.GetAsync(new Uri($"{host.Server.OpenAI.BaseUrl}/models"));

        Assert.Equal(503, (int)response.StatusCode);
        Assert.Equal(AttemptsOfTheDefaults, host.Server.OpenAI.Requests.Count);
    }

    private static async Task<ChatHost> StartAsync()
    {
        var host = await ChatHost.StartAsync(
            static options =>
            {
                (options.MaxRetries, options.CircuitBreakerThreshold) = (2, 100);
                options.RetryBackoffMin = TimeSpan.FromMilliseconds(1);
                options.RetryBackoffMax = TimeSpan.FromMilliseconds(1);
                options.Fallback = [];
            },
            services: static services => services.ConfigureHttpClientDefaults(AddDefaults));
        host.Server.OpenAI.Always(Reply.Status(503));
        host.Server.OpenAI.Probes.Always(Reply.Status(503));
        return host;
    }

#if WITH_HTTP_RESILIENCE
    private static void AddDefaults(IHttpClientBuilder builder) => builder.AddStandardResilienceHandler(static options =>
    {
        options.Retry.MaxRetryAttempts = AttemptsOfTheDefaults - 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
    });
#else
    private static void AddDefaults(IHttpClientBuilder builder) => builder.AddHttpMessageHandler(static () => new Repeating());

    private sealed class Repeating : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (var attempt = 1; attempt < AttemptsOfTheDefaults; attempt++)
            {
                (await base.SendAsync(request, cancellationToken)).Dispose();
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
#endif
}
