using Goshi.Hosting;
using Goshi.Loopback;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Goshi.Runtime.Tests.Chat;

/// <summary>A chat client in a container, with OpenAI and Ollama at a loopback provider.</summary>
internal sealed class ChatHost : IAsyncDisposable
{
    public const string Key = "sk-marker-0123456789abcdef";

    private readonly ServiceProvider _services;

    private ChatHost(LoopbackProvider server, ServiceProvider services, TestLog log)
    {
        Server = server;
        _services = services;
        Log = log;
    }

    public LoopbackProvider Server { get; }

    public TestLog Log { get; }

    public IServiceProvider Services => _services;

    public ITestChat Chat => _services.GetRequiredService<ITestChat>();

    public ChatEngine Engine => _services.GetRequiredService<ChatEngineHolder<ITestChat>>().Engine;

    public static async Task<ChatHost> StartAsync(
        Action<TestOptions>? configure = null,
        TimeProvider? time = null,
        ServiceLifetime lifetime = ServiceLifetime.Singleton,
        Action<IServiceCollection>? services = null)
    {
        var server = await LoopbackProvider.StartAsync();
        var log = new TestLog();
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        if (time is not null)
        {
            collection.AddSingleton(time);
        }

        services?.Invoke(collection);
        GoshiRegistration.Add(
            collection,
            (TestOptions options) =>
            {
                options.OpenAI.BaseUrl = server.OpenAI.BaseUrl.ToString();
                options.OpenAI.Free = false;
                options.Ollama.BaseUrl = server.Ollama.BaseUrl.ToString();
                options.GetEnvironmentVariable = static name => name == "OPENAI_API_KEY" ? Key : null;
                configure?.Invoke(options);
            },
            lifetime,
            Definition());
        return new ChatHost(server, collection.BuildServiceProvider(validateScopes: true), log);
    }

    public static GoshiDefinition<TestOptions, ITestChat> Definition() => new()
    {
        CreateChat = static (engine, session) => new TestChat(engine, session),
        Models = TestModels.Table,
        ConfigurationSection = "Goshi",
        Modules =
        [
            new OpenAIModule<TestOpenAIApi>(
                "openai",
                static (_, connection) => new TestOpenAIApi(connection),
                static api => new OpenAITransport(
                    api.Connection.SendChatCompletionAsync, api.Connection.SendEmbeddingsAsync, api.Connection.SendGetModelsAsync)),
            new OllamaModule<TestOllamaApi>(
                "ollama",
                static (_, connection) => new TestOllamaApi(connection),
                static api => new OllamaTransport(
                    api.Connection.SendChatAsync, api.Connection.SendEmbeddingsAsync, api.Connection.SendGetTagsAsync)),
        ],
        Profiles = ["fast"],
    };

    /// <summary>Asks and waits for the whole answer.</summary>
    public Task<ChatResponse> AskAsync(string text = "Say hello", ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Chat.GetResponseAsync([new ChatMessage(ChatRole.User, text)], options, cancellationToken);

    /// <summary>Asks for a stream and collects it.</summary>
    public async Task<List<ChatResponseUpdate>> StreamAsync(
        string text = "Say hello", ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in Chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, text)], options, cancellationToken))
        {
            updates.Add(update);
        }

        return updates;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
