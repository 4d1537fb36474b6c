using System.Net.Sockets;
using System.Security.Authentication;

namespace Goshi.Resilience;

/// <summary>Turns what the HTTP stack throws into an error that says which server, what happened and what to try.</summary>
internal static class ConnectionErrors
{
    /// <summary>The typed form of a connection error.</summary>
    /// <param name="exception">What the HTTP stack threw.</param>
    /// <param name="provider">The provider's name, as in goshi.yaml.</param>
    /// <param name="baseUrl">The provider's address; only scheme, host and port are shown, the rest may hold secrets.</param>
    /// <param name="model">The model asked for; null when the request named none.</param>
    public static ProviderException From(Exception exception, string provider, Uri? baseUrl, string? model = null)
    {
        var (what, advice) = Explain(exception, IsOllama(provider, baseUrl));
        var server = baseUrl is null ? provider : $"{provider} at {Address(baseUrl)}";
        return new ProviderException($"{server} could not be used: {what}. {advice}", provider, exception)
        {
            Model = model,
            IsConnectionError = true,
        }.AsAttempt(provider, model);
    }

    /// <summary>Scheme, host and port: user names, paths and queries may hold secrets.</summary>
    public static string Address(Uri url) => $"{url.Scheme}://{url.Authority}";

    /// <summary>The first exception of a type in the chain of causes: generated clients wrap what the HTTP stack throws.</summary>
    public static T? Find<T>(Exception? exception) where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
            {
                return found;
            }
        }

        return null;
    }

    private static (string What, string Advice) Explain(Exception exception, bool isOllama)
    {
        var socket = Find<SocketException>(exception)?.SocketErrorCode;
        var http = Find<HttpRequestException>(exception)?.HttpRequestError ?? Find<HttpIOException>(exception)?.HttpRequestError;
        return (http, socket) switch
        {
            (HttpRequestError.NameResolutionError, _) or (_, SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData) =>
                ("its host name could not be resolved", "Check base_url in goshi.yaml and the machine's DNS."),
            (_, SocketError.ConnectionRefused) when isOllama =>
                ("nothing listens there", "Start Ollama with `ollama serve`, or set ollama.base_url in goshi.yaml."),
            (_, SocketError.ConnectionRefused) =>
                ("the connection was refused", "Check that the server runs, and base_url in goshi.yaml."),
            (HttpRequestError.SecureConnectionError, _) =>
                ("the TLS handshake failed", "Check its certificate, the machine's clock, and any proxy between."),
            (HttpRequestError.ProxyTunnelError, _) =>
                ("the proxy refused the tunnel", "Check HTTPS_PROXY, or the handler given to ConfigureHandler."),
            (HttpRequestError.ResponseEnded, _) =>
                ("the connection ended before the response did", "The server or a proxy closed it; the call can be made again."),
            (_, SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown) =>
                ("the connection was reset", "The server or a proxy closed it; the call can be made again."),
            (_, SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown) =>
                ("the network cannot reach it", "Check the machine's network and base_url in goshi.yaml."),
            _ when Find<AuthenticationException>(exception) is not null =>
                ("the TLS handshake failed", "Check its certificate, the machine's clock, and any proxy between."),
            (HttpRequestError.ConnectionError, _) =>
                ("no connection could be made", "Check that the server runs, base_url in goshi.yaml, and the machine's network."),
            _ when Find<OperationCanceledException>(exception) is not null =>
                ("the request was cancelled, though not by its caller nor by a deadline", "Look at the handler given to ConfigureHandler; the inner exception has the details."),
            _ => ("the connection failed", "Check base_url in goshi.yaml and the network; the inner exception has the details."),
        };
    }

    private static bool IsOllama(string provider, Uri? baseUrl) => provider is "ollama" || baseUrl is { Port: 11434, IsLoopback: true };
}
