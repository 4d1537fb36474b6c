using Goshi.Loopback;
using Goshi.Wire;
using Microsoft.Extensions.DependencyInjection;
using Refit;

namespace Goshi.Refit.Tests;

/// <summary>The loopback provider, and the ways in which an application gets the interface from Refit.</summary>
internal sealed class RefitHost : IAsyncDisposable
{
    private const string Key = "not-a-real-key";

    private readonly List<IDisposable> _made = [];

    private RefitHost(LoopbackProvider server) => Server = server;

    /// <summary>By name, because which there are depends on the version.</summary>
    public static TheoryData<string> Ways { get; } =
    [
        "For", "ForGenerated", "ForGeneratedUrl", "AddRefitGeneratedClient",
#if KEYED_GENERATED_CLIENT
        "AddKeyedRefitGeneratedClient",
#endif
#if ADD_REFIT_CLIENT
        "AddRefitClient", "AddKeyedRefitClient",
#endif
    ];

    public LoopbackProvider Server { get; }

    public static async Task<RefitHost> StartAsync()
    {
        Environment.SetEnvironmentVariable("REFIT_TESTS_KEY", Key);
        var server = await LoopbackProvider.StartAsync();
        server.OpenAI.ApiKey = Key;
        return new RefitHost(server);
    }

    /// <summary>Settings with our serializer options, which need no reflection, and a getter for the key.</summary>
    public static RefitSettings Settings() => new(new SystemTextJsonContentSerializer(GoshiJson.Options))
    {
        AuthorizationHeaderValueGetter = async (_, _) => await Task.FromResult(Key),
    };

    public IOpenAIApi Api(string way, RefitSettings? settings = null)
    {
        settings ??= Settings();
        return way switch
        {
            "For" => RestService.For<IOpenAIApi>(Client(), settings),
            "ForGenerated" => RestService.ForGenerated<IOpenAIApi>(Client(), settings),
            "ForGeneratedUrl" => RestService.ForGenerated<IOpenAIApi>(Server.OpenAI.BaseUrl.ToString(), settings),
            "AddRefitGeneratedClient" => Services(services => services.AddRefitGeneratedClient<IOpenAIApi>(settings)).GetRequiredService<IOpenAIApi>(),
#if KEYED_GENERATED_CLIENT
            "AddKeyedRefitGeneratedClient" => Services(services => services.AddKeyedRefitGeneratedClient<IOpenAIApi>("mine", settings)).GetRequiredKeyedService<IOpenAIApi>("mine"),
#endif
#if ADD_REFIT_CLIENT
            "AddRefitClient" => Services(services => services.AddRefitClient<IOpenAIApi>(settings)).GetRequiredService<IOpenAIApi>(),
            "AddKeyedRefitClient" => Services(services => services.AddKeyedRefitClient<IOpenAIApi>("mine", settings)).GetRequiredKeyedService<IOpenAIApi>("mine"),
#endif
            _ => throw new ArgumentOutOfRangeException(nameof(way), way, null),
        };
    }

    /// <summary>A container with AddGoshi, and whatever else the test adds.</summary>
    public ServiceProvider Goshi(Action<IServiceCollection>? add = null)
    {
        var services = new ServiceCollection();
        services.AddGoshi(options =>
        {
            options.OpenAI.BaseUrl = Server.OpenAI.BaseUrl.ToString();
            options.Ollama.BaseUrl = Server.Ollama.BaseUrl.ToString();
        });
        add?.Invoke(services);
        return Keep(services.BuildServiceProvider());
    }

    public async ValueTask DisposeAsync()
    {
        _made.ForEach(static made => made.Dispose());
        await Server.DisposeAsync();
    }

    private ServiceProvider Services(Func<IServiceCollection, IHttpClientBuilder> add)
    {
        var services = new ServiceCollection();
        add(services).ConfigureHttpClient(client => client.BaseAddress = Server.OpenAI.BaseUrl);
        return Keep(services.BuildServiceProvider());
    }

    private HttpClient Client() => Keep(new HttpClient { BaseAddress = Server.OpenAI.BaseUrl });

    private T Keep<T>(T made) where T : IDisposable
    {
        _made.Add(made);
        return made;
    }
}
