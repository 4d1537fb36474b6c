using Goshi.Configuration.Rules;

namespace Goshi.Runtime.Tests.Configuration.Rules;

public sealed class LocalAddressTests
{
    [Theory]
    [InlineData("http://localhost", "http://localhost:11434")]
    [InlineData("http://localhost/", "http://localhost:11434/")]
    [InlineData("http://host/ollama", "http://host:11434/ollama")]
    [InlineData("http://localhost:80", "http://localhost:80")]
    [InlineData("http://[::1]", "http://[::1]:11434")]
    [InlineData("http://[::1]:99/x", "http://[::1]:99/x")]
    [InlineData("not an address", "not an address")]
    [InlineData("", "")]
    public void Adds_the_port_when_the_url_has_none(string url, string expected) =>
        Assert.Equal(expected, LocalAddress.Compose(url, 11434));

    [Fact]
    public void Sees_a_port_that_is_the_default_of_its_scheme() => Assert.Equal(80, LocalAddress.WrittenPort("http://host:80/"));
}
