using Goshi.Hosting;
using Goshi.Http;

namespace Goshi.Chat;

/// <summary>One provider's connection pool, seen two ways.</summary>
/// <remarks>Both share the pool; disposing this object closes it.</remarks>
internal sealed class ProviderNetwork(ProviderConnection bare, ProviderConnection guarded, ConnectionStatistics statistics) : IDisposable
{
    /// <summary>Neither retries nor waits: for the chat chain, which does both itself.</summary>
    public ProviderConnection Bare => bare;

    /// <summary>With retry, breaker and deadlines: for the typed interface.</summary>
    public ProviderConnection Guarded => guarded;

    public Uri BaseUrl => bare.BaseUrl;

    public long ConnectionsOpened => statistics.Opened;

    public long RequestsSent => statistics.Requests;

    public void Dispose()
    {
        guarded.Dispose();
        bare.Dispose();
    }
}
