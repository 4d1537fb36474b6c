using Goshi.Loopback;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Refit;

namespace Goshi.Refit.Tests;

/// <summary>Refit and AddGoshi in one application.</summary>
public sealed class BesideGoshiTests : IAsyncLifetime
{
    private RefitHost _host = null!;

    public async Task InitializeAsync() => _host = await RefitHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_chat_client_works_as_without_Refit()
    {
        _host.Server.OpenAI.Enqueue(Reply.Status(503));
        var chat = _host.Goshi().GetRequiredService<IGoshiChat>();

        var answer = await chat.GetResponseAsync("Hi");

        Assert.Equal("Hello from the loopback provider.", answer.Text);
        Assert.Equal(2, _host.Server.OpenAI.Requests.Count);
    }

    [Fact]
    public async Task The_injected_interface_throws_what_it_throws_without_Refit()
    {
        _host.Server.OpenAI.Enqueue(Reply.Status(400));
        var api = _host.Goshi().GetRequiredService<IOpenAIApi>();

        var error = await Assert.ThrowsAsync<ProviderException>(() => api.CreateChatCompletionAsync(Request()));

        Assert.Equal("openai", error.Provider);
    }

    [Fact]
    public async Task The_injected_interface_has_envelopes_with_the_providers_retry_and_key()
    {
        _host.Server.OpenAI.Enqueue(Reply.Status(503));
        var api = _host.Goshi().GetRequiredService<IOpenAIApi>();

        using var response = await api.CreateChatCompletionResponseAsync(Request());

        Assert.Equal("Hello from the loopback provider.", response.Content!.Choices[0].Message.Content);
        Assert.Equal(2, _host.Server.OpenAI.Requests.Count);
    }

    [Fact]
    public async Task A_client_of_Refit_gets_the_providers_retry_by_a_handler()
    {
        _host.Server.OpenAI.Enqueue(Reply.Status(503));
        _host.Server.OpenAI.Enqueue(Reply.Status(503));
        var api = RefitClientWithHandler();

        var answer = await api.CreateChatCompletionAsync(Request());

        Assert.Equal("Hello from the loopback provider.", answer.Choices[0].Message.Content);
        Assert.Equal(3, _host.Server.OpenAI.Requests.Count);
    }

    [Fact]
    public async Task A_client_of_Refit_gets_the_last_refusal_when_retries_are_used_up()
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            _host.Server.OpenAI.Enqueue(Reply.Status(503));
        }

        var error = await Assert.ThrowsAnyAsync<ApiException>(() => RefitClientWithHandler().CreateChatCompletionAsync(Request()));

        Assert.Equal(503, (int)error.StatusCode);
    }

    [Fact]
    public async Task A_client_of_Refit_shares_the_providers_breaker()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            _host.Server.OpenAI.Enqueue(Reply.Status(503));
        }

        var api = RefitClientWithHandler();
        Exception? error = null;
        for (var call = 0; call < 10 && error?.InnerException is not CircuitOpenException; call++)
        {
            error = await Record.ExceptionAsync(() => api.CreateChatCompletionAsync(Request()));
        }

        Assert.IsType<CircuitOpenException>(error!.InnerException);
    }

    [Fact]
    public void The_last_of_two_registrations_of_the_interface_is_the_applications_choice()
    {
        var services = _host.Goshi(services => services.AddRefitGeneratedClient<IOpenAIApi>(RefitHost.Settings())
            .ConfigureHttpClient(client => client.BaseAddress = _host.Server.OpenAI.BaseUrl));

        Assert.Equal("OverRefit", services.GetRequiredService<IOpenAIApi>().GetType().Name);
    }

    [Fact]
    public void A_client_that_was_registered_before_AddGoshi_stays()
    {
        var services = new ServiceCollection();
        services.AddRefitGeneratedClient<IOpenAIApi>(RefitHost.Settings()).ConfigureHttpClient(static client => client.BaseAddress = new Uri("http://localhost/v1"));
        services.AddGoshi();

        using var provider = services.BuildServiceProvider();
        Assert.Equal("OverRefit", provider.GetRequiredService<IOpenAIApi>().GetType().Name);
    }

    private IOpenAIApi RefitClientWithHandler() => _host
        .Goshi(services => services.AddRefitGeneratedClient<IOpenAIApi>(RefitHost.Settings())
            .ConfigureHttpClient(client =>
            {
                client.BaseAddress = _host.Server.OpenAI.BaseUrl;
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .AddHttpMessageHandler(static services => services.GetRequiredKeyedService<DelegatingHandler>("openai")))
        .GetRequiredService<IOpenAIApi>();

    private static Goshi.Wire.OpenAIChatRequest Request() =>
        new() { Model = "gpt-5.4-mini", Messages = { new() { Role = "user", Content = "Hi" } } };
}
