using System.Net;
using System.Net.Sockets;
using System.Text;
using Goshi.Hosting;
using Goshi.Http;
using Goshi.Runtime.Tests.Http;
using Goshi.Runtime.Tests.Providers;
using Goshi.Runtime.Tests.Wire;
using Goshi.Wire;

namespace Goshi.Runtime.Tests.Hosting;

public sealed class ProviderConnectionTests
{
    [Fact]
    public async Task Reads_the_typed_answers_of_openai()
    {
        using var connection = Answering("/v1", path => path switch
        {
            "/v1/chat/completions" => """{"id":"c1","choices":[{"message":{"content":"Hello"}}]}""",
            "/v1/embeddings" => """{"object":"list","model":"e","data":[{"object":"embedding","index":0,"embedding":[0.5,-1]}],"usage":{"prompt_tokens":2,"total_tokens":2}}""",
            _ => """{"object":"list","data":[{"id":"gpt-4.1","object":"model","created":1,"owned_by":"openai"}]}""",
        });

        Assert.Equal("Hello", (await connection.CreateChatCompletionAsync(new OpenAIChatRequest { Model = "m", Stream = true })).Choices[0].Message.Content);
        var embeddings = await connection.CreateEmbeddingsAsync(new OpenAIEmbeddingRequest { Model = "e", Input = ["a"] });
        Assert.Equal([0.5f, -1f], embeddings.Data[0].Vector.ToArray());
        Assert.Equal(2, embeddings.Usage!.PromptTokens);
        Assert.Equal(("gpt-4.1", "openai"), ((await connection.GetModelsAsync()).Data[0].Id, (await connection.GetModelsAsync()).Data[0].OwnedBy));
    }

    [Fact]
    public async Task Reads_the_typed_answers_of_ollama()
    {
        using var connection = Answering("", path => path switch
        {
            "/api/chat" => """{"model":"m","message":{"role":"assistant","content":"Hello"},"done":true,"eval_count":1}""",
            "/api/embed" => """{"model":"m","embeddings":[[0.5,-1],[2,3]],"prompt_eval_count":4}""",
            _ => """{"models":[{"name":"llama3.1:8b","size":5,"modified_at":"2026-11-01T10:00:00.123456789+01:00","details":{}}]}""",
        });

        Assert.Equal("Hello", (await connection.CreateChatAsync(new OllamaChatRequest { Model = "m" })).Content);
        var embeddings = await connection.CreateEmbeddingsAsync(new OllamaEmbedRequest { Model = "m", Input = ["a", "b"] });
        Assert.Equal([2f, 3f], embeddings.Embeddings[1].ToArray());
        Assert.Equal("llama3.1:8b", (await connection.GetTagsAsync()).Models[0].Name);
    }

    [Fact]
    public async Task Writes_embedding_requests()
    {
        var server = new RecordingHandler(_ => Replies.Of("{}"));
        using var connection = new ProviderConnection("openai", new Uri("http://localhost/v1/"), server);
        await connection.SendEmbeddingsAsync(new OpenAIEmbeddingRequest { Model = "e", Input = ["a"], Dimensions = 3 });
        await connection.SendEmbeddingsAsync(new OllamaEmbedRequest { Model = "e", Input = ["a"], KeepAlive = "5m" });
        await connection.SendEmbeddingsAsync(new OllamaEmbedRequest { Model = "e", Input = ["a"], KeepAlive = "-1" });
        Json.AssertEqual("""{"model":"e","input":["a"],"dimensions":3}""", Encoding.UTF8.GetBytes(server.Bodies[0]));
        Json.AssertEqual("""{"model":"e","input":["a"],"keep_alive":"5m"}""", Encoding.UTF8.GetBytes(server.Bodies[1]));
        Json.AssertEqual("""{"model":"e","input":["a"],"keep_alive":-1}""", Encoding.UTF8.GetBytes(server.Bodies[2]));
        Assert.Equal("http://localhost/v1/embeddings", server.Requests[0].RequestUri!.ToString());
    }

    [Fact]
    public async Task A_stream_is_lazy_and_sends_again_each_time_it_is_enumerated()
    {
        var server = new RecordingHandler(_ => Replies.Of("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: [DONE]\n\n"));
        using var connection = new ProviderConnection("openai", new Uri("http://localhost/v1"), server);
        var request = new OpenAIChatRequest { Model = "m" };
        var stream = OpenAIStreams.Read(request, connection.SendChatCompletionAsync, "openai");
        Assert.Empty(server.Requests);
        for (var i = 0; i < 2; i++)
        {
            await foreach (var chunk in stream)
            {
                Assert.Equal("a", chunk.Choice!.Value.Content);
            }
        }

        Assert.Equal(2, server.Requests.Count);
        Assert.Contains("\"stream\":true", server.Bodies[1]);
        Assert.Null(request.Stream);
    }

    [Fact]
    public async Task A_stream_that_is_answered_with_an_error_raises()
    {
        var server = new RecordingHandler(_ => Replies.Of("""{"error":"no"}""", HttpStatusCode.NotFound));
        using var connection = new ProviderConnection("ollama", new Uri("http://localhost"), server);
        var stream = OllamaStreams.Read(new OllamaChatRequest { Model = "m" }, connection.SendChatAsync, "ollama");
        var exception = await Assert.ThrowsAsync<ProviderException>(async () => await stream.GetAsyncEnumerator().MoveNextAsync());
        Assert.Contains("`ollama pull m`", exception.Message);
    }

    [Fact]
    public async Task Leaves_the_redirects_of_a_server_alone()
    {
        await using var server = new RawServer("HTTP/1.1 302 Found\r\nLocation: http://example.com/\r\nContent-Length: 0\r\n\r\n");
        using var connection = Connect(server, new ConnectionStatistics());
        using var response = await connection.SendGetModelsAsync();
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
    }

    [Fact]
    public async Task A_stream_read_to_its_terminator_leaves_its_connection_for_the_next()
    {
        // The end of the body is sent only when the client asks for what follows the terminator.
        const string Event = "data: [DONE]\n\n";
        await using var server = new RawServer($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n{Event.Length:x}\r\n{Event}\r\n", "0\r\n\r\n");
        var statistics = new ConnectionStatistics();
        using var connection = Connect(server, statistics, inner => new WatchingHandler(() => server.Continue()) { InnerHandler = inner });
        for (var i = 0; i < 20; i++)
        {
            // The clock stands still: a slow machine must not make the reader give the connection up.
            using var response = await connection.SendChatCompletionAsync(new OpenAIChatRequest { Model = "m", Stream = true });
            using var reader = new OpenAIChunkReader(await response.Content.ReadAsStreamAsync(), "openai", new ManualTimeProvider(), keepUtf8: false);
            Assert.False(await reader.ReadAsync());
        }

        Assert.Equal((20, 1), (statistics.Requests, statistics.Opened));
    }

    private static ProviderConnection Answering(string basePath, Func<string, string> answer) => new(
        "p", new Uri("http://localhost" + basePath), new RecordingHandler(request => Replies.Of(answer(request.RequestUri!.AbsolutePath))));

    private static ProviderConnection Connect(
        RawServer server, ConnectionStatistics statistics, Func<HttpMessageHandler, HttpMessageHandler>? wrap = null) => ProviderConnection.Create(
        new ConnectionSettings { Provider = "openai", BaseUrl = server.Url }, wrap, _ => null, statistics, TimeProvider.System);

    /// <summary>Tells when a body is read after its first bytes were.</summary>
    private sealed class WatchingHandler(Action readAgain) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            response.Content = new StreamContent(new WatchedStream(await response.Content.ReadAsStreamAsync(cancellationToken), readAgain));
            return response;
        }
    }

    private sealed class WatchedStream(Stream inner, Action readAgain) : BodyStream
    {
        private bool _read;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_read)
            {
                readAgain();
            }

            var count = await inner.ReadAsync(buffer, cancellationToken);
            _read |= count > 0;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>Answers every request with the same bytes; each piece after the first is sent when it is told to go on.</summary>
    private sealed class RawServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly string[] _pieces;
        private volatile TaskCompletionSource _continue = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public RawServer(params string[] pieces)
        {
            _pieces = pieces;
            _listener.Start();
            _ = AcceptAsync();
        }

        public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

        public void Continue() => _continue.TrySetResult();

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Dispose();
            _stop.Dispose();
        }

        private async Task AcceptAsync()
        {
            while (!_stop.IsCancellationRequested)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }

        private async Task ServeAsync(TcpClient client)
        {
            using (client)
            {
                client.NoDelay = true;
                var stream = client.GetStream();
                var received = new StringBuilder();
                var buffer = new byte[4096];
                while (await stream.ReadAsync(buffer, _stop.Token) is > 0 and var count)
                {
                    received.Append(Encoding.UTF8.GetString(buffer, 0, count));
                    if (!IsWhole(received.ToString()))
                    {
                        continue;
                    }

                    received.Clear();
                    foreach (var (i, piece) in _pieces.Index())
                    {
                        if (i > 0)
                        {
                            await _continue.Task.WaitAsync(_stop.Token);
                            _continue = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                        }

                        await stream.WriteAsync(Encoding.UTF8.GetBytes(piece), _stop.Token);
                    }
                }
            }
        }

        private static bool IsWhole(string request)
        {
            var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var header = request.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
            var length = header < 0 ? 0 : int.Parse(request.AsSpan(header + 16, request.IndexOf('\r', header) - header - 16), System.Globalization.CultureInfo.InvariantCulture);
            return end >= 0 && request.Length >= end + 4 + length;
        }
    }
}
