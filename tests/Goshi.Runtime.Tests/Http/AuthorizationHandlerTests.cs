using Goshi.Hosting;
using Goshi.Http;
using Goshi.Wire;

namespace Goshi.Runtime.Tests.Http;

public sealed class AuthorizationHandlerTests
{
    private static readonly ConnectionSettings OpenAI = new()
    {
        Provider = "openai", BaseUrl = new Uri("https://api.openai.com/v1"), ApiKeyVariable = "KEY", OrganizationVariable = "ORG", ProjectVariable = "PROJECT",
    };

    private readonly RecordingHandler _server = new(_ => new HttpResponseMessage());
    private readonly ManualTimeProvider _time = new();
    private readonly Dictionary<string, string?> _environment = new() { ["KEY"] = "sk-secret", ["ORG"] = "org-1" };

    [Fact]
    public async Task Adds_the_key_the_organization_and_a_user_agent()
    {
        await Send(OpenAI);
        var headers = _server.Requests[0].Headers;
        Assert.Equal("Bearer sk-secret", headers.Authorization!.ToString());
        Assert.Equal(["org-1"], headers.GetValues("OpenAI-Organization"));
        Assert.False(headers.Contains("OpenAI-Project"));
        Assert.StartsWith("Goshi/", headers.UserAgent.ToString());
        Assert.Equal("https://api.openai.com/v1/chat/completions", _server.Requests[0].RequestUri!.ToString());
        Assert.Equal("application/json", _server.Requests[0].Content!.Headers.ContentType!.ToString());
        Assert.Equal("""{"model":"m","messages":[]}""", _server.Bodies[0]);
    }

    [Fact]
    public async Task A_key_that_is_replaced_is_sent_within_a_second()
    {
        using var connection = Connect(OpenAI);
        await connection.SendGetModelsAsync();
        _environment["KEY"] = " sk-new\n";
        _time.Advance(TimeSpan.FromMilliseconds(999));
        await connection.SendGetModelsAsync();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await connection.SendGetModelsAsync();
        Assert.Equal(
            ["Bearer sk-secret", "Bearer sk-secret", "Bearer sk-new"],
            _server.Requests.Select(static request => request.Headers.Authorization!.ToString()));
    }

    [Fact]
    public async Task A_key_that_was_missing_is_sent_at_once()
    {
        using var connection = Connect(OpenAI);
        _environment["KEY"] = null;
        await Assert.ThrowsAsync<ProviderException>(() => connection.SendGetModelsAsync());
        _environment["KEY"] = "sk-secret";
        await connection.SendGetModelsAsync();
        Assert.Equal("Bearer sk-secret", Assert.Single(_server.Requests).Headers.Authorization!.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("sk-\r\nX-Evil: 1")]
    public async Task Sends_nothing_without_a_usable_key(string? value)
    {
        _environment["KEY"] = value;
        var exception = await Assert.ThrowsAsync<ProviderException>(() => Send(OpenAI));
        Assert.True(exception.IsMissingKey);
        Assert.Contains("environment variable KEY", exception.Message);
        Assert.Contains("https://platform.openai.com/api-keys", exception.Message);
        Assert.DoesNotContain("Evil", exception.Message);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Sends_no_key_where_none_is_configured()
    {
        await Send(OpenAI with { ApiKeyVariable = null });
        Assert.Null(_server.Requests[0].Headers.Authorization);
    }

    [Theory]
    [InlineData("https://x.openai.azure.com", "https://x.openai.azure.com/openai/deployments/my%20model/chat/completions?api-version=2024-10-21")]
    [InlineData("https://x.openai.azure.com/", "https://x.openai.azure.com/openai/deployments/my%20model/chat/completions?api-version=2024-10-21")]
    [InlineData("https://x.openai.azure.com/openai", "https://x.openai.azure.com/openai/deployments/my%20model/chat/completions?api-version=2024-10-21")]
    [InlineData("https://x.openai.azure.com/openai/v1", "https://x.openai.azure.com/openai/v1/chat/completions?api-version=2024-10-21")]
    [InlineData("https://x.openai.azure.com/openai/deployments/d1", "https://x.openai.azure.com/openai/deployments/d1/chat/completions?api-version=2024-10-21")]
    public async Task Addresses_azure_by_deployment_and_version(string baseUrl, string expected)
    {
        var settings = OpenAI with { IsAzure = true, AzureApiVersion = "2024-10-21", BaseUrl = new Uri(baseUrl) };
        await Send(settings, "my model");
        Assert.Equal(expected, _server.Requests[0].RequestUri!.AbsoluteUri);
        Assert.Equal(["sk-secret"], _server.Requests[0].Headers.GetValues("api-key"));
        Assert.Null(_server.Requests[0].Headers.Authorization);
    }

    [Fact]
    public async Task Finds_azures_deployment_in_the_body_of_another_client()
    {
        var settings = OpenAI with { IsAzure = true, AzureApiVersion = "1", BaseUrl = new Uri("https://x.openai.azure.com") };
        using var connection = Connect(settings);
        using var client = connection.CreateHttpClient();
        await client.PostAsync("chat/completions", new StringContent("""{"messages":[{"model":"no"}],"model":"d2"}"""));
        await client.GetAsync("models");
        Assert.Equal("/openai/deployments/d2/chat/completions", _server.Requests[0].RequestUri!.AbsolutePath);
        Assert.Equal("""{"messages":[{"model":"no"}],"model":"d2"}""", _server.Bodies[0]);
        Assert.Equal("/openai/models", _server.Requests[1].RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task A_guard_stands_outside_the_key_and_shares_the_pool()
    {
        using var connection = Connect(OpenAI);
        HttpRequestMessage? seen = null;
        using var guarded = connection.Guard(inner => new Spy(request => seen = request) { InnerHandler = inner });
        await guarded.SendGetModelsAsync();
        Assert.Same(seen, Assert.Single(_server.Requests));
    }

    private ProviderConnection Connect(ConnectionSettings settings) => new(
        settings.Provider, settings.BaseUrl,
        HandlerChain.Authorize(settings, _server, name => _environment.GetValueOrDefault(name), new ConnectionStatistics(), _time));

    private async Task Send(ConnectionSettings settings, string model = "m")
    {
        using var connection = Connect(settings);
        using var response = await connection.SendChatCompletionAsync(new OpenAIChatRequest { Model = model });
    }

    private sealed class Spy(Action<HttpRequestMessage> see) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Null(request.Headers.Authorization);
            see(request);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
