using System.ComponentModel;
using Goshi.Providers;
using Goshi.Providers.OpenAI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Goshi.Hosting;

/// <summary>A provider that speaks OpenAI's protocol. Used by generated code only.</summary>
/// <typeparam name="TApi">The generated interface.</typeparam>
/// <param name="name">The provider's name, as in goshi.yaml.</param>
/// <param name="create">Makes the generated client over a connection.</param>
/// <param name="transport">Names the client's operations that the chat client needs.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OpenAIModule<TApi>(
    string name,
    Func<IServiceProvider, ProviderConnection, TApi> create,
    Func<TApi, OpenAITransport> transport) : ProviderModule(name)
    where TApi : class
{
    internal override ChatProtocol CreateProtocol(IServiceProvider services, ProviderConnection bare, TimeProvider time) =>
        new OpenAIChatProtocol(transport(create(services, bare)), time);

    internal override void AddApi(IServiceCollection services, Func<IServiceProvider, ProviderConnection> guarded) =>
        services.TryAddSingleton(provider => create(provider, guarded(provider)));
}
