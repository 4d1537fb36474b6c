using System.ComponentModel;
using Goshi.Providers;
using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Hosting;

/// <summary>Ties a provider of goshi.yaml to its generated interface. Used by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ProviderModule
{
    private protected ProviderModule(string name) => Name = name;

    /// <summary>The provider's name, as in goshi.yaml.</summary>
    public string Name { get; }

    /// <summary>Makes what encodes and decodes chat for this provider, over a connection that neither retries nor waits.</summary>
    internal abstract ChatProtocol CreateProtocol(IServiceProvider services, ProviderConnection bare, TimeProvider time);

    /// <summary>Registers the typed interface, over a connection with retry, breaker and deadlines.</summary>
    internal abstract void AddApi(IServiceCollection services, Func<IServiceProvider, ProviderConnection> guarded);
}
