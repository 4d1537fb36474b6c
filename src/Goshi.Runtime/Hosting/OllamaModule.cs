using System.ComponentModel;
using Goshi.Providers;
using Goshi.Providers.Ollama;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Goshi.Hosting;

/// <summary>A provider that speaks Ollama's protocol. Used by generated code only.</summary>
/// <typeparam name="TApi">The generated interface.</typeparam>
/// <param name="name">The provider's name, as in goshi.yaml.</param>
/// <param name="create">Makes the generated client over a connection.</param>
/// <param name="transport">Names the client's operations that the chat client needs.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OllamaModule<TApi>(
    string name,
    Func<IServiceProvider, ProviderConnection, TApi> create,
    Func<TApi, OllamaTransport> transport) : ProviderModule(name)
    where TApi : class
{
    internal override ChatProtocol CreateProtocol(IServiceProvider services, ProviderConnection bare, TimeProvider time) =>
        new OllamaChatProtocol(transport(create(services, bare)), time);

    internal override void AddApi(IServiceCollection services, Func<IServiceProvider, ProviderConnection> guarded) =>
        services.TryAddSingleton(provider => create(provider, guarded(provider)));
}
