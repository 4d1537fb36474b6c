using System.Text;

namespace Goshi.Loopback.Tests;

public sealed class LoopbackProviderTests
{
    [Fact]
    public async Task Answers_chat_requests_of_both_providers_on_one_port()
    {
        await using var server = await LoopbackProvider.StartAsync();
        using var client = new HttpClient();

        var openai = await client.PostAsync(
            server.OpenAI.BaseUrl + "/chat/completions", Body("""{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}"""));
        var ollama = await client.PostAsync(
            new Uri(server.Ollama.BaseUrl, "api/chat"), Body("""{"model":"llama3.1:8b","messages":[{"role":"user","content":"Hi"}]}"""));

        Assert.Contains("Hello from the loopback provider.", await openai.Content.ReadAsStringAsync());
        Assert.Contains("\"done\":true", await ollama.Content.ReadAsStringAsync());
        Assert.Equal([LoopbackApi.OpenAI, LoopbackApi.Ollama], server.Requests.Select(static request => request.Api));
        Assert.Equal(1, server.ConnectionsOpened);
    }

    [Fact]
    public async Task Refuses_connections_while_it_does_not_listen_and_answers_at_the_same_address_afterwards()
    {
        await using var server = await LoopbackProvider.StartAsync();
        using var client = new HttpClient();
        var tags = new Uri(server.Ollama.BaseUrl, "api/tags");
        (await client.GetAsync(tags)).EnsureSuccessStatusCode();

        await server.StopListeningAsync();
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(tags));
        await server.StartListeningAsync();

        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
        (await client.GetAsync(tags)).EnsureSuccessStatusCode();
    }

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");
}
