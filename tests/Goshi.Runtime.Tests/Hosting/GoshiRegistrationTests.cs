using Goshi.Hosting;
using Goshi.Loopback;
using Goshi.Runtime.Tests.Chat;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Goshi.Runtime.Tests.Hosting;

public sealed class GoshiRegistrationTests
{
    [Fact]
    public async Task The_chat_client_is_injectable_as_itself_as_IChatClient_and_by_profile()
    {
        await using var host = await ChatHost.StartAsync();

        Assert.Same(host.Chat, host.Services.GetRequiredService<IChatClient>());
        Assert.NotNull(host.Services.GetRequiredKeyedService<IChatClient>("fast"));
        Assert.NotNull(host.Services.GetRequiredService<TestOpenAIApi>());
        Assert.NotNull(host.Services.GetRequiredService<TestOllamaApi>());
    }

    [Fact]
    public async Task Each_provider_has_a_handler_with_its_retry_for_clients_that_others_make()
    {
        await using var host = await ChatHost.StartAsync(static options =>
        {
            options.RetryBackoffMin = TimeSpan.FromMilliseconds(1);
            options.RetryBackoffMax = TimeSpan.FromMilliseconds(1);
        });
        host.Server.OpenAI.Enqueue(Reply.Status(503), Reply.Text("Hi"));
        var handler = host.Services.GetRequiredKeyedService<DelegatingHandler>("openai");
        handler.InnerHandler = new HttpClientHandler();
        using var client = new HttpClient(handler);

        using var response = await client.PostAsync(
            $"{host.Server.OpenAI.BaseUrl}/chat/completions",
            new StringContent("""{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}""", null, "application/json"));

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(2, host.Server.OpenAI.Requests.Count);
        Assert.NotSame(handler, host.Services.GetRequiredKeyedService<DelegatingHandler>("openai"));
        Assert.NotNull(host.Services.GetRequiredKeyedService<DelegatingHandler>("ollama"));
    }

    [Fact]
    public async Task The_users_own_pipeline_stays()
    {
        var own = new TestPipeline();
        await using var host = await ChatHost.StartAsync(services: services => services.AddSingleton<IChatClient>(own));

        Assert.Same(own, host.Services.GetRequiredService<IChatClient>());
    }

    [Fact]
    public void Adding_twice_adds_only_the_configuration()
    {
        var services = new ServiceCollection();
        var definition = ChatHost.Definition();
        GoshiRegistration.Add(services, static (TestOptions options) => options.MaxRetries = 1, ServiceLifetime.Singleton, definition);
        var before = services.Count;
        GoshiRegistration.Add(services, static (TestOptions options) => options.MaxRetries = 2, ServiceLifetime.Singleton, definition);

        Assert.Equal(before + 1, services.Count);
        using var provider = services.BuildServiceProvider();
        Assert.Equal(2, provider.GetRequiredService<IOptions<TestOptions>>().Value.MaxRetries);
    }

    [Fact]
    public void A_transient_client_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => GoshiRegistration.Add(
            new ServiceCollection(), (Action<TestOptions>?)null, ServiceLifetime.Transient, ChatHost.Definition()));

        Assert.Contains("Scoped", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scoped_means_one_session_per_scope_which_ends_with_it()
    {
        await using var host = await ChatHost.StartAsync(lifetime: ServiceLifetime.Scoped);
        ITestChat first;
        using (var scope = host.Services.CreateScope())
        {
            first = scope.ServiceProvider.GetRequiredService<ITestChat>();
            Assert.Same(first, scope.ServiceProvider.GetRequiredService<ITestChat>());
            await first.GetResponseAsync("Hi");
        }

        using var other = host.Services.CreateScope();
        Assert.NotSame(first.Session, other.ServiceProvider.GetRequiredService<ITestChat>().Session);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => first.GetResponseAsync("Hi"));
    }

    [Fact]
    public async Task Configuration_overrides_the_file_and_the_delegate_overrides_configuration()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Goshi:llm:openai:max_retries"] = "5",
            ["Goshi:llm:openai:warn_at"] = "0.5",
        }).Build();
        await using var host = await ChatHost.StartAsync(
            static options => options.OpenAI.MaxRetries = 6, services: services => services.AddSingleton<IConfiguration>(configuration));

        var options = host.Services.GetRequiredService<IOptions<TestOptions>>().Value;

        Assert.Equal(6, options.OpenAI.MaxRetries);
        Assert.Equal(0.5, options.OpenAI.WarnAt);
    }

    [Fact]
    public async Task An_unknown_override_fails_with_its_full_name()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Goshi:llm:openai:max_retrys"] = "5",
        }).Build();
        await using var host = await ChatHost.StartAsync(services: services => services.AddSingleton<IConfiguration>(configuration));

        var error = Assert.Throws<OptionsValidationException>(() => host.Chat);

        Assert.Contains("Goshi:llm:openai:max_retrys", error.Message, StringComparison.Ordinal);
        Assert.Contains("max_retries", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_are_frozen_once_the_client_exists()
    {
        await using var host = await ChatHost.StartAsync();
        _ = host.Chat;

        Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<IOptions<TestOptions>>().Value.MaxRetries = 1);
    }

    [Fact]
    public async Task GetService_answers_the_client_its_session_and_its_metadata()
    {
        await using var host = await ChatHost.StartAsync();

        Assert.Same(host.Chat, host.Chat.GetService(typeof(ITestChat)));
        Assert.Same(host.Chat, host.Chat.GetService(typeof(IChatClient)));
        Assert.Same(host.Chat.Session, host.Chat.GetService(typeof(GoshiSession)));
        var metadata = Assert.IsType<ChatClientMetadata>(host.Chat.GetService(typeof(ChatClientMetadata)));
        Assert.Equal(("openai", "gpt-4o"), (metadata.ProviderName, metadata.DefaultModelId));
        Assert.Null(host.Chat.GetService(typeof(ITestChat), "key"));
        Assert.Throws<ArgumentNullException>(() => host.Chat.GetService(null!));
    }

    [Fact]
    public async Task The_container_may_dispose_everything_twice()
    {
        await using var host = await ChatHost.StartAsync();
        await host.AskAsync();

        host.Chat.Dispose();
        await ((IAsyncDisposable)host.Services).DisposeAsync();
        await ((IAsyncDisposable)host.Services).DisposeAsync();
        await host.Server.WaitForOpenConnectionsAsync(0);
    }

    [Fact]
    public async Task Requests_share_their_connections()
    {
        await using var host = await ChatHost.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await host.StreamAsync();
        }

        Assert.Equal(1, host.Chat.Providers[0].ConnectionsOpened);
        Assert.Equal(20, host.Chat.Providers[0].RequestsSent);
        Assert.Equal(1, host.Server.ConnectionsOpened);
    }

    private sealed class TestPipeline : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
            Task.FromResult(new ChatResponse());

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public object? GetService(Type serviceType, object? serviceKey) => null;

        public void Dispose()
        {
        }
    }
}
