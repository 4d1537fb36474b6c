namespace Goshi.Loopback.Tests;

public sealed class TimingFaultTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Delays_the_headers_by_the_providers_clock()
    {
        await using var server = await StartAsync();
        server.OpenAI.Enqueue(Reply.Text("late").BeforeHeaders.Delay(TimeSpan.FromMinutes(5)));

        var pending = server.OpenAI.ChatAsync();
        await server.WaitForDelaysAsync(1);
        var early = pending.IsCompleted;
        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.False(early);
        Assert.Contains("late", await pending.TextAsync());
    }

    [Fact]
    public async Task Delays_between_chunks_but_not_after_the_last()
    {
        await using var server = await StartAsync();
        server.Ollama.Enqueue(Reply.Stream("a", "b", "c").BetweenChunks.Delay(TimeSpan.FromSeconds(1)));

        using var response = await server.Ollama.ChatAsync();
        await server.WaitForDelaysAsync(1);
        Assert.Equal(1, server.Requests[0].ChunksSent);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await server.WaitForDelaysAsync(2);
        Assert.Equal(2, server.Requests[0].ChunksSent);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("\"done\":true", await response.TextAsync());
        Assert.Equal(2, server.DelaysStarted);
    }

    [Fact]
    public async Task A_gate_holds_the_answer_until_it_is_opened()
    {
        await using var server = await StartAsync();
        var gate = new Gate();
        server.OpenAI.Enqueue(Reply.Stream("a", "b").After(1).Hold(gate));

        using var response = await server.OpenAI.ChatAsync();
        await gate.ReachedAsync();
        Assert.Equal(1, server.Requests[0].ChunksSent);
        Assert.False(gate.IsOpen);
        gate.Open();

        Assert.EndsWith("data: [DONE]\n\n", await response.TextAsync());
        Assert.Equal(2, server.Requests[0].ChunksSent);
    }

    [Fact]
    public async Task Stalls_before_the_headers_until_the_client_goes_away()
    {
        await using var server = await StartAsync();
        server.OpenAI.Enqueue(Reply.Text("never").BeforeHeaders.Stall());
        using var cancellation = new CancellationTokenSource();

        var pending = server.OpenAI.ChatAsync(cancellationToken: cancellation.Token);
        var request = (await server.WaitForRequestsAsync(1))[0];
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await request.WaitForAbortAsync();
        await request.Completion;
        Assert.Null(request.StatusCode);
    }

    [Fact]
    public async Task Stalls_after_the_headers_and_after_chunks_until_the_client_goes_away()
    {
        await using var server = await StartAsync();
        server.Ollama.Enqueue(Reply.Stream("a", "b").AfterHeaders.Stall(), Reply.Stream("a", "b").After(1).Stall());

        var first = await server.Ollama.ChatAsync();
        var second = await server.Ollama.ChatAsync();
        var afterHeaders = server.Requests[0];
        var afterOne = server.Requests[1];
        await afterOne.WaitForChunksAsync(1);
        first.Dispose();
        second.Dispose();

        await afterHeaders.WaitForAbortAsync();
        await afterOne.WaitForAbortAsync();
        await server.WaitForOpenConnectionsAsync(atMost: 0);
        Assert.Equal((200, 0), (afterHeaders.StatusCode, afterHeaders.ChunksSent));
        Assert.Equal((200, 1), (afterOne.StatusCode, afterOne.ChunksSent));
    }

    [Fact]
    public async Task Drips_byte_by_byte()
    {
        await using var server = await StartAsync();
        server.Ollama.Enqueue(Reply.Text("a").ByteByByte(TimeSpan.FromSeconds(1)));

        using var response = await server.Ollama.ChatAsync();
        await using var body = await response.Content.ReadAsStreamAsync();
        var received = "";
        var buffer = new byte[64];
        for (var delays = 1; delays <= 7; delays++)
        {
            await server.WaitForDelaysAsync(delays);
            Assert.Equal(1, await body.ReadAsync(buffer));
            received += (char)buffer[0];
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("""{"model""", received);
    }

    private Task<LoopbackProvider> StartAsync() =>
        LoopbackProvider.StartAsync(new LoopbackOptions { TimeProvider = _clock });
}
