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
