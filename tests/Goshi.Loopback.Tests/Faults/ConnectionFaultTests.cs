using System.Net;
using System.Net.Sockets;

namespace Goshi.Loopback.Tests;

public sealed class ConnectionFaultTests
{
    [Fact]
    public async Task Resets_before_the_headers()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.Text("never").BeforeHeaders.Reset());

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => server.OpenAI.ChatAsync());

        Assert.Equal(SocketError.ConnectionReset, Socket(failure).SocketErrorCode);
        Assert.False(server.Requests[0].ClientAborted);
        Assert.Null(server.Requests[0].StatusCode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Resets_after_a_number_of_chunks_that_all_arrive(int chunks)
    {
        await using var server = await LoopbackProvider.StartAsync();

        // Many times: that the chunks are not overtaken by the reset must not be luck.
        for (var i = 0; i < 50; i++)
        {
            server.OpenAI.Enqueue(Reply.Text("one", "two", "three").After(chunks).Reset());

            using var response = await server.OpenAI.ChatAsync();
            var (text, failure) = await response.ReadToEndAsync();

            Assert.Equal(SocketError.ConnectionReset, Socket(failure).SocketErrorCode);
            Assert.Equal(1 + chunks, text.Split("data: ").Length - 1);
            Assert.EndsWith("\n\n", text);
        }
    }

    [Fact]
    public async Task Resets_after_the_headers_and_in_the_middle_of_a_chunk()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.Ollama.Enqueue(Reply.Text("one").AfterHeaders.Reset(), Reply.Text("one", "two").Inside(2).Reset());

        using var first = await server.Ollama.ChatAsync();
        using var second = await server.Ollama.ChatAsync();
        var (none, firstFailure) = await first.ReadToEndAsync();
        var (half, secondFailure) = await second.ReadToEndAsync();

        Assert.Equal(SocketError.ConnectionReset, Socket(firstFailure).SocketErrorCode);
        Assert.Equal(SocketError.ConnectionReset, Socket(secondFailure).SocketErrorCode);
        Assert.Empty(none);
        Assert.Matches("^{.*}\n{[^\n]*[^}\n]$", half);
    }

    [Fact]
    public async Task Cuts_the_body_before_its_announced_end()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.Stream("a", "b").ThenCut(), Reply.Text("whole").ThenCut(), Reply.Text("none").BeforeHeaders.Cut());

        using var streamed = await server.OpenAI.ChatAsync();
        var (text, streamFailure) = await streamed.ReadToEndAsync();
        using var whole = await server.OpenAI.ChatAsync(Wire.OpenAIChat);
        var (half, bodyFailure) = await whole.ReadToEndAsync();
        var headerFailure = await Assert.ThrowsAsync<HttpRequestException>(() => server.OpenAI.ChatAsync());

        Assert.Contains("\"content\":\"b\"", text);
        Assert.Equal(HttpRequestError.ResponseEnded, Assert.IsType<HttpIOException>(streamFailure).HttpRequestError);
        Assert.StartsWith("{", half);
        Assert.Equal(HttpRequestError.ResponseEnded, Assert.IsType<HttpIOException>(bodyFailure).HttpRequestError);
        Assert.Equal(HttpRequestError.ResponseEnded, headerFailure.HttpRequestError);
    }

    [Fact]
    public async Task Truncates_a_stream_by_the_rules_of_HTTP_and_keeps_the_connection()
    {
        await using var server = await LoopbackProvider.StartAsync();
        using var client = new HttpClient();
        server.OpenAI.Enqueue(Reply.Stream("a", "b").ThenTruncate(), Reply.Stream("a", "b").After(1).Truncate());

        using var first = await server.OpenAI.ChatAsync(client: client);
        var (afterContent, firstFailure) = await first.ReadToEndAsync();
        using var second = await server.OpenAI.ChatAsync(client: client);
        var (afterOne, secondFailure) = await second.ReadToEndAsync();

        Assert.Null(firstFailure ?? secondFailure);
        Assert.EndsWith("""
            "delta":{"content":"b"},"logprobs":null,"finish_reason":null}]}
            """ + "\n\n", afterContent);
        Assert.DoesNotContain("\"b\"", afterOne);
        Assert.Equal(1, server.ConnectionsOpened);
    }

    [Fact]
    public async Task Truncates_between_the_finish_event_and_the_usage()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.Stream("a").AfterFinish.Truncate(), Reply.Stream("a").BeforeDone.Truncate());
        const string request =
            """{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}""";

        var afterFinish = await server.OpenAI.ChatAsync(request).TextAsync();
        var beforeDone = await server.OpenAI.ChatAsync(request).TextAsync();

        Assert.Contains("\"finish_reason\":\"stop\"", afterFinish);
        Assert.DoesNotContain("\"choices\":[],", afterFinish);
        Assert.Contains("\"choices\":[],", beforeDone);
        Assert.DoesNotContain("[DONE]", beforeDone);
    }

    [Fact]
    public async Task Truncates_a_body_in_its_middle()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.Text("whole").ThenTruncate());

        using var response = await server.OpenAI.ChatAsync(Wire.OpenAIChat);
        var (text, failure) = await response.ReadToEndAsync();

        Assert.Null(failure);
        Assert.StartsWith("{", text);
        Assert.DoesNotContain("fingerprint", text);
    }

    [Fact]
    public async Task An_unreachable_address_refuses_connections()
    {
        using var unreachable = LoopbackProvider.Unreachable();

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => Wire.GetAsync(unreachable.OpenAIBaseUrl, "/models"));

        Assert.Equal(SocketError.ConnectionRefused, Socket(failure).SocketErrorCode);
        Assert.Equal($"http://127.0.0.1:{unreachable.Address.Port}/v1", unreachable.OpenAIBaseUrl.ToString());
    }

    [Fact]
    public async Task Going_down_breaks_open_streams_and_is_not_the_clients_doing()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.Stream("a").ThenStall());
        using var response = await server.OpenAI.ChatAsync();
        await server.Requests[0].WaitForChunksAsync(1);

        await server.StopListeningAsync();
        var (text, failure) = await response.ReadToEndAsync();

        Assert.Contains("\"a\"", text);
        Assert.NotNull(failure);
        await server.Requests[0].Completion;
        Assert.False(server.Requests[0].ClientAborted);
        Assert.Equal(0, server.OpenConnections);
        await server.StartListeningAsync();
        using var again = await server.OpenAI.ChatAsync();
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    private static SocketException Socket(Exception? failure)
    {
        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
            {
                return socket;
            }
        }

        throw new InvalidOperationException("No socket failed.", failure);
    }
}
