using System.Net;

namespace Goshi.Http;

/// <summary>Builds the handlers of one provider.</summary>
internal static class HandlerChain
{
    /// <summary>
    /// From the outside in: the address of Azure deployments, the key, unpacking, the user's own handler, the sockets. The key
    /// is added outside the user's handler, so that a proxy or a recording sees the request as it goes out; unpacking too, so
    /// that it sees the response as it came in.
    /// </summary>
    /// <param name="settings">How the provider is reached.</param>
    /// <param name="wrap">The user's handler around ours; null: none.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="statistics">Counts connections and requests.</param>
    /// <param name="time">Says how old a key is that was read.</param>
    public static HttpMessageHandler Build(
        ConnectionSettings settings,
        Func<HttpMessageHandler, HttpMessageHandler>? wrap,
        Func<string, string?> environment,
        ConnectionStatistics statistics,
        TimeProvider time)
    {
        HttpMessageHandler sockets = CreateSockets(settings, statistics);
        var inner = wrap is null ? sockets : wrap(sockets)
            ?? throw new InvalidOperationException($"ConfigureHandler for {settings.Provider} returned null.");
        return Authorize(settings, inner == sockets ? sockets : new ImpatientHandler(settings.Provider, inner), environment, statistics, time);
    }

    /// <summary>The handlers that every request of the provider needs, around one that sends it.</summary>
    public static HttpMessageHandler Authorize(
        ConnectionSettings settings, HttpMessageHandler inner, Func<string, string?> environment, ConnectionStatistics statistics, TimeProvider time)
    {
        HttpMessageHandler chain = new AuthorizationHandler(settings, environment, statistics, time)
        {
            InnerHandler = inner,
        };
        return settings.IsAzure ? new AzureAddressHandler(settings) { InnerHandler = chain } : chain;
    }

    /// <summary>The connection pool of one provider.</summary>
    public static SocketsHttpHandler CreateSockets(ConnectionSettings settings, ConnectionStatistics statistics) => new()
    {
        ConnectTimeout = settings.ConnectTimeout,
        PooledConnectionIdleTimeout = settings.IdleTimeout,
        PooledConnectionLifetime = settings.Lifetime,
        MaxConnectionsPerServer = settings.MaxConnections,

        // A stream that is given up must not keep its connection busy until the model has finished talking.
        ResponseDrainTimeout = TimeSpan.Zero,

        // A redirect would carry the prompt, and behind a proxy the key, to somebody else.
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        PlaintextStreamFilter = (context, _) =>
        {
            statistics.CountConnection();
            return new ValueTask<Stream>(context.PlaintextStream);
        },
    };
}
