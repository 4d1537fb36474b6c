using Goshi.Hosting;
using Goshi.Loopback;
using Goshi.Runtime.Tests.Chat;
using Goshi.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Runtime.Tests.Http;

/// <summary>The deadlines of a body that a typed interface reads.</summary>
public sealed class GuardedStreamTests : IAsyncLifetime
{
    private static readonly OpenAIChatRequest Request = new()
    {
        Model = "gpt-4o",
        Messages = [new OpenAIMessage { Role = "user", Content = "Hi" }],
    };

    private readonly ManualTimeProvider _time = new();
    private ChatHost _host = null!;

    public async Task InitializeAsync() => _host = await ChatHost.StartAsync(static options => options.MaxRetries = 0, _time);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_typed_stream_without_content_has_the_first_token_deadline()
    {
        _host.Server.OpenAI.Enqueue(Reply.Text("Hi").After(0).Stall());
        await using var chunks = Stream();
        Assert.True(await chunks.MoveNextAsync());
        Assert.Null(chunks.Current.Choice!.Value.FinishReason);

        var error = await PassAsync(chunks.MoveNextAsync().AsTask(), TimeSpan.FromSeconds(60));

        Assert.Equal(DeadlineKind.FirstToken, error.Deadline);
        Assert.Equal("llm.openai.first_token_timeout", error.Key);
    }

    [Fact]
    public async Task A_typed_stream_that_falls_silent_has_the_idle_deadline()
    {
        _host.Server.OpenAI.Enqueue(Reply.Stream("one ", "two ").After(1).Stall());
        await using var chunks = Stream();
        Assert.True(await chunks.MoveNextAsync());
        Assert.True(await chunks.MoveNextAsync());
        Assert.Equal("one ", chunks.Current.Choice!.Value.Content);

        var error = await PassAsync(chunks.MoveNextAsync().AsTask(), TimeSpan.FromSeconds(30));

        Assert.Equal(DeadlineKind.StreamIdle, error.Deadline);
        Assert.Contains("1 event with content", error.Message, StringComparison.Ordinal);
        Assert.Single(error.Attempts);
        await _host.Server.OpenAI.Requests[0].WaitForAbortAsync();
    }

    [Fact]
    public async Task A_slow_reader_of_a_typed_stream_is_not_the_providers_silence()
    {
        _host.Server.OpenAI.Enqueue(Reply.Stream("one ", "two "));
        await using var chunks = Stream();
        Assert.True(await chunks.MoveNextAsync());
        Assert.True(await chunks.MoveNextAsync());

        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.True(await chunks.MoveNextAsync());
        Assert.Equal("two ", chunks.Current.Choice!.Value.Content);
    }

    [Fact]
    public async Task A_typed_stream_as_a_whole_has_a_deadline()
    {
        _host.Server.OpenAI.Enqueue(Reply.Stream("one ", "two ").After(1).Stall());
        await using var chunks = Stream();
        Assert.True(await chunks.MoveNextAsync());
        Assert.True(await chunks.MoveNextAsync());

        _time.Advance(TimeSpan.FromSeconds(121));
        var error = await Assert.ThrowsAsync<DeadlineException>(() => chunks.MoveNextAsync().AsTask());

        Assert.Equal(DeadlineKind.Stream, error.Deadline);
    }

    [Fact]
    public async Task A_stream_of_ollamas_has_the_same_deadlines()
    {
        _host.Server.Ollama.Enqueue(Reply.Stream("one ", "two ").After(1).Stall());
        var connection = _host.Services.GetRequiredService<TestOllamaApi>().Connection;
        var request = new OllamaChatRequest { Model = "llama3.1:8b", Messages = [new OllamaMessage { Role = "user", Content = "Hi" }] };
        await using var lines = OllamaStreams.Read(request, connection.SendChatAsync, "ollama").GetAsyncEnumerator();
        Assert.True(await lines.MoveNextAsync());

        var error = await PassAsync(lines.MoveNextAsync().AsTask(), TimeSpan.FromSeconds(30));

        Assert.Equal((DeadlineKind.StreamIdle, "ollama"), (error.Deadline, error.Provider));
    }

    [Fact]
    public async Task The_body_of_a_refusal_counts_into_the_request_deadline()
    {
        _host.Server.OpenAI.Enqueue(Reply.Status(400).AfterHeaders.Stall());
        using var response = await Connection.SendChatCompletionAsync(Request);

        var error = await PassAsync(response.Content.ReadAsByteArrayAsync(), TimeSpan.FromSeconds(60));

        Assert.Equal(DeadlineKind.Request, error.Deadline);
    }

    [Fact]
    public async Task The_body_of_an_answer_in_one_piece_counts_into_the_request_deadline()
    {
        _host.Server.OpenAI.Enqueue(Reply.Text("Hi").AfterHeaders.Stall());
        using var response = await Connection.SendChatCompletionAsync(Request);

        var error = await PassAsync(response.Content.ReadAsByteArrayAsync(), TimeSpan.FromSeconds(60));

        Assert.Equal(DeadlineKind.Request, error.Deadline);
        Assert.Contains("the response headers, nothing more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_whose_body_never_comes_ends_with_the_request_deadline()
    {
        _host.Server.OpenAI.Enqueue(Reply.Text("Hi").AfterHeaders.Stall());

        var call = Connection.CreateChatCompletionAsync(Request);
        await _host.Server.WaitForRequestsAsync(1);

        var error = await PassAsync(call, TimeSpan.FromSeconds(60));

        Assert.Equal("llm.openai.request_timeout", error.Key);
        Assert.Single(error.Attempts);
    }

    [Fact]
    public async Task An_answer_whose_connection_is_lost_in_its_body_is_a_typed_error()
    {
        _host.Server.OpenAI.Enqueue(Reply.Text("Hi").Inside(1).Cut());

        var error = await Assert.ThrowsAsync<ProviderException>(() => Connection.CreateChatCompletionAsync(Request));

        Assert.Contains("ended before the response did", error.Message, StringComparison.Ordinal);
        Assert.Single(error.Attempts);
    }

    [Fact]
    public async Task To_a_reader_that_cannot_tell_content_the_first_bytes_are_content()
    {
        _host.Server.OpenAI.Enqueue(Reply.Text("Hi").After(0).Stall());
        using var response = await Connection.SendChatCompletionAsync(Streamed);
        await using var body = await response.Content.ReadAsStreamAsync();
        Assert.True(await body.ReadAsync(new byte[4096]) > 0);

        var error = await PassAsync(body.ReadAsync(new byte[4096]).AsTask(), TimeSpan.FromSeconds(30));

        Assert.Equal(DeadlineKind.StreamIdle, error.Deadline);
    }

    [Fact]
    public async Task To_read_without_await_has_the_deadlines_too()
    {
        _host.Server.OpenAI.Enqueue(Reply.Text("Hi").After(0).Stall());
        using var response = await Connection.SendChatCompletionAsync(Streamed);
        await using var body = await response.Content.ReadAsStreamAsync();
        Assert.True(body.Read(new byte[4096]) > 0);

        var read = Task.Run(() => body.Read(new byte[4096]));
        await _time.RunAsync(read);

        await Assert.ThrowsAsync<DeadlineException>(() => read);
    }

    [Fact]
    public async Task Whoever_cancels_a_read_gets_the_cancellation_and_no_deadline()
    {
        _host.Server.OpenAI.Enqueue(Reply.Text("Hi").After(0).Stall());
        using var response = await Connection.SendChatCompletionAsync(Streamed);
        await using var body = await response.Content.ReadAsStreamAsync();
        Assert.True(await body.ReadAsync(new byte[4096]) > 0);
        using var cancellation = new CancellationTokenSource();

        var read = body.ReadAsync(new byte[4096], cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(cancellation.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Nothing_keeps_running_when_a_typed_stream_ends_or_is_left()
    {
        var before = _time.ArmedTimers;
        _host.Server.OpenAI.Enqueue(Reply.Stream("one ", "two "), Reply.Stream("one ", "two "));
        await using (var left = Stream())
        {
            Assert.True(await left.MoveNextAsync());
            Assert.True(_time.ArmedTimers > before);
        }

        await foreach (var _ in OpenAIStreams.Read(Request, Connection.SendChatCompletionAsync, "openai"))
        {
        }

        Assert.Equal(before, _time.ArmedTimers);
    }

    private static OpenAIChatRequest Streamed => Request.WithStream(true);

    private ProviderConnection Connection => _host.Services.GetRequiredService<TestOpenAIApi>().Connection;

    private IAsyncEnumerator<OpenAIChatChunk> Stream() =>
        OpenAIStreams.Read(Request, Connection.SendChatCompletionAsync, "openai").GetAsyncEnumerator();

    /// <summary>A call that is waiting ends when, and not before, this much time has gone.</summary>
    private async Task<DeadlineException> PassAsync(Task waiting, TimeSpan limit)
    {
        _time.Advance(limit - TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        return await Assert.ThrowsAsync<DeadlineException>(() => waiting);
    }
}
