using System.Net.Sockets;
using System.Security.Authentication;

namespace Goshi.Resilience;

public class ConnectionErrorsTests
{
    private static readonly Uri OpenAI = new("https://user:secret@api.example.com/v1/secret-path?key=secret");
    private static readonly Uri Ollama = new("http://localhost:11434");

    [Fact]
    public void A_refused_connection_to_Ollama_says_how_to_start_it()
    {
        var cause = new HttpRequestException(HttpRequestError.ConnectionError, "refused", new SocketException((int)SocketError.ConnectionRefused));

        var error = ConnectionErrors.From(cause, "ollama", Ollama, "llama3.1:8b");

        Assert.Equal(
            "ollama at http://localhost:11434 could not be used: nothing listens there. Start Ollama with `ollama serve`, or set ollama.base_url in goshi.yaml.",
            error.Message);
        Assert.True(error.IsConnectionError);
        Assert.Equal("llama3.1:8b", error.Model);
        Assert.Same(cause, error.InnerException);
    }

    public static TheoryData<Exception, string> Causes => new()
    {
        { new HttpRequestException(HttpRequestError.NameResolutionError), "host name could not be resolved" },
        { new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused)), "connection was refused" },
        { new HttpRequestException(HttpRequestError.SecureConnectionError), "TLS handshake" },
        { new HttpRequestException("x", new AuthenticationException()), "TLS handshake" },
        { new HttpIOException(HttpRequestError.ResponseEnded), "ended before the response did" },
        { new IOException("x", new SocketException((int)SocketError.ConnectionReset)), "was reset" },
        { new SocketException((int)SocketError.NetworkUnreachable), "network cannot reach it" },
        { new HttpRequestException(HttpRequestError.ProxyTunnelError), "proxy refused" },
        { new IOException("x"), "the connection failed" },
    };

    public static TheoryData<Exception, string> Advice => new()
    {
        { Socket(SocketError.HostNotFound), "its host name could not be resolved. Check base_url in goshi.yaml and the machine's DNS." },
        { Socket(SocketError.TryAgain), "its host name could not be resolved. Check base_url in goshi.yaml and the machine's DNS." },
        { Socket(SocketError.ConnectionRefused), "the connection was refused. Check that the server runs, and base_url in goshi.yaml." },
        { new HttpRequestException(HttpRequestError.SecureConnectionError), "the TLS handshake failed. Check its certificate, the machine's clock, and any proxy between." },
        { new AuthenticationException(), "the TLS handshake failed. Check its certificate, the machine's clock, and any proxy between." },
        { new HttpRequestException(HttpRequestError.ProxyTunnelError), "the proxy refused the tunnel. Check HTTPS_PROXY, or the handler given to ConfigureHandler." },
        { new HttpIOException(HttpRequestError.ResponseEnded), "the connection ended before the response did. The server or a proxy closed it; the call can be made again." },
        { Socket(SocketError.ConnectionAborted), "the connection was reset. The server or a proxy closed it; the call can be made again." },
        { Socket(SocketError.HostUnreachable), "the network cannot reach it. Check the machine's network and base_url in goshi.yaml." },
        { new HttpRequestException(HttpRequestError.ConnectionError), "no connection could be made. Check that the server runs, base_url in goshi.yaml, and the machine's network." },
        { new IOException("x"), "the connection failed. Check base_url in goshi.yaml and the network; the inner exception has the details." },
    };

    [Theory]
    [MemberData(nameof(Advice), DisableDiscoveryEnumeration = true)]
    public void Each_cause_comes_with_what_to_try(Exception cause, string expected) =>
        Assert.Equal($"openai could not be used: {expected}", ConnectionErrors.From(cause, "openai", baseUrl: null).Message);

    [Theory]
    [InlineData("local", "http://localhost:11434", true)]
    [InlineData("ollama", "http://gpu-box:8080", true)]
    [InlineData("local", "http://gpu-box:11434", false)]
    [InlineData("local", "http://localhost:8080", false)]
    public void What_looks_like_Ollama_gets_the_advice_for_it(string provider, string url, bool isOllama) =>
        Assert.Equal(
            isOllama,
            ConnectionErrors.From(Socket(SocketError.ConnectionRefused), provider, new Uri(url)).Message.Contains("ollama serve", StringComparison.Ordinal));

    private static SocketException Socket(SocketError error) => new((int)error);

    [Theory]
    [MemberData(nameof(Causes), DisableDiscoveryEnumeration = true)]
    public void The_cause_is_named_and_nothing_secret_is(Exception cause, string expected)
    {
        var error = ConnectionErrors.From(cause, "openai", OpenAI);

        Assert.Contains(expected, error.Message);
        Assert.StartsWith("openai at https://api.example.com could not be used: ", error.Message);
        Assert.DoesNotContain("secret", error.Message);
    }
}
