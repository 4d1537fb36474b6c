using System.Text;

namespace Goshi.Loopback.Tests;

public sealed class RecordedRequestTests
{
    [Fact]
    public async Task Holds_the_request_as_it_was_sent()
    {
        var clock = new ManualClock();
        await using var server = await LoopbackProvider.StartAsync(new LoopbackOptions { TimeProvider = clock });
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", "sk-secret") } };

        using var response = await Wire.PostAsync(server.OpenAI.BaseUrl + "/chat/completions?a=b%20c", Wire.OpenAIStream, client: client);

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/v1/chat/completions", "b c"), (request.Method, request.Path, request.Query["a"]));
        Assert.Equal("Bearer sk-secret", request.Headers["authorization"]);
        Assert.Equal(Encoding.UTF8.GetBytes(Wire.OpenAIStream), request.Body.ToArray());
        Assert.Equal("Hi", request.Json.GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.Equal(("gpt-4o-mini", true, LoopbackApi.OpenAI), (request.Model, request.IsStreamed, request.Api));
        Assert.Equal(clock.GetUtcNow(), request.ReceivedAt);
        Assert.Equal("#1 POST /v1/chat/completions gpt-4o-mini", request.ToString());
    }

    [Fact]
    public async Task Counts_requests_connections_and_chunks()
    {
        await using var server = await LoopbackProvider.StartAsync();
        using (var client = new HttpClient())
        {
            await server.OpenAI.ChatAsync(client: client).TextAsync();
            await server.OpenAI.ChatAsync(client: client).TextAsync();
            Assert.Equal((1, 1), (server.ConnectionsOpened, server.OpenConnections));
        }

        await server.WaitForOpenConnectionsAsync(atMost: 0);
        Assert.Equal(2, server.OpenAI.Requests.Count);
        Assert.Equal(server.Requests[0].ConnectionId, server.Requests[1].ConnectionId);
        Assert.Equal(6, server.Requests[0].ChunksSent);
    }

    [Fact]
    public async Task A_complete_answer_is_not_aborted_by_a_client_that_closes_at_DONE()
    {
        await using var server = await LoopbackProvider.StartAsync();
        for (var i = 0; i < 50; i++)
        {
            using var client = new HttpClient();
            using var response = await server.OpenAI.ChatAsync(client: client);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            while (await reader.ReadLineAsync() != "data: [DONE]")
            {
            }
        }

        await Task.WhenAll(server.Requests.Select(static request => request.Completion));
        Assert.DoesNotContain(server.Requests, static request => request.ClientAborted);
    }

    [Fact]
    public async Task Two_servers_keep_their_own_records()
    {
        await using var one = await LoopbackProvider.StartAsync();
        await using var other = await LoopbackProvider.StartAsync();

        using var response = await one.Ollama.ChatAsync();

        Assert.NotEqual(one.Address, other.Address);
        Assert.Single(one.Requests);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Waits_for_requests_that_are_still_to_come()
    {
        await using var server = await LoopbackProvider.StartAsync();

        var waiting = server.WaitForRequestsAsync(2);
        using var first = await server.Ollama.ChatAsync();
        Assert.False(waiting.IsCompleted);
        using var second = await server.OpenAI.ChatAsync();

        Assert.Equal(2, (await waiting).Count);
    }
}
