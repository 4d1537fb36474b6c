using Goshi.Loopback;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Chat.Clients;

/// <summary>
/// What every IChatClient promises, whoever wrote it. A client is tested by deriving: it answers any question with
/// <see cref="Answer"/>, and <see cref="StallAsync"/> makes the next answer wait for ever.
/// </summary>
public abstract class ChatClientContract : IAsyncLifetime
{
    protected const string Answer = "Hello from here.";

    private static readonly ChatMessage[] Question = [new(ChatRole.User, "Say hello")];

    /// <summary>The client under test.</summary>
    protected abstract IChatClient Client { get; }

    /// <summary>The requests that have arrived at its server.</summary>
    protected abstract int Requests { get; }

    /// <summary>Whether disposing the client ends it. A client that a container owns goes on.</summary>
    protected virtual bool EndsWhenDisposed => false;

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    /// <summary>Makes the next answer stall: before its first word, or after it. The result completes when the request has arrived.</summary>
    protected abstract Task StallAsync(bool afterFirstWord);

    [Fact]
    public async Task Answers_and_streams_the_same()
    {
        var whole = await Client.GetResponseAsync(Question);
        var folded = await Client.GetStreamingResponseAsync(Question).ToChatResponseAsync();

        Assert.Equal(Answer, whole.Text);
        Assert.Equal(whole.Text, folded.Text);
        Assert.Equal(
            (whole.ModelId, whole.FinishReason, whole.Messages.Count, whole.Messages[0].Role, whole.Messages[0].Contents.Count),
            (folded.ModelId, folded.FinishReason, folded.Messages.Count, folded.Messages[0].Role, folded.Messages[0].Contents.Count));
        Assert.Equal(
            (whole.Usage!.InputTokenCount, whole.Usage.OutputTokenCount, whole.Usage.TotalTokenCount),
            (folded.Usage!.InputTokenCount, folded.Usage.OutputTokenCount, folded.Usage.TotalTokenCount));
        Assert.All([whole, folded], static response =>
        {
            Assert.NotNull(response.ResponseId);
            Assert.NotNull(response.Messages[0].MessageId);
            Assert.NotNull(response.CreatedAt);
        });
    }

    [Fact]
    public async Task Null_messages_are_an_argument_error()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => Client.GetResponseAsync((IEnumerable<ChatMessage>)null!));

        // At the call or at the first update: decorators written as iterators can only do the latter.
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Client.GetStreamingResponseAsync((IEnumerable<ChatMessage>)null!).ToChatResponseAsync());
    }

    [Fact]
    public void GetService_finds_the_client_and_its_metadata()
    {
        Assert.Throws<ArgumentNullException>(() => Client.GetService(null!));
        Assert.Same(Client, Client.GetService(typeof(IChatClient)));
        Assert.Same(Client, Client.GetService(Client.GetType()));
        Assert.Null(Client.GetService(typeof(IChatClient), "a key"));
        Assert.Null(Client.GetService(typeof(ChatClientMetadata), "a key"));
        Assert.Null(Client.GetService(typeof(string)));
        var metadata = Client.GetService<ChatClientMetadata>();
        Assert.NotNull(metadata!.ProviderName);
        Assert.NotNull(metadata.ProviderUri);
        Assert.NotNull(metadata.DefaultModelId);
        Assert.Same(metadata, Client.GetService<ChatClientMetadata>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Messages_are_enumerated_once(bool stream)
    {
        var enumerations = 0;
        IEnumerable<ChatMessage> Messages()
        {
            enumerations++;
            yield return Question[0];
        }

        Assert.Equal(Answer, await AskAsync(Messages(), null, stream));
        Assert.Equal(1, enumerations);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Neither_options_nor_messages_are_changed(bool stream)
    {
        var tool = AIFunctionFactory.Create(static () => 1, "one");
        var options = new ChatOptions
        {
            Temperature = 0.5f, MaxOutputTokens = 50, StopSequences = ["END"], Tools = [tool], Instructions = "Be brief.",
            AdditionalProperties = new() { ["user"] = "u" }, ResponseFormat = ChatResponseFormat.Text,
        };
        var messages = new List<ChatMessage> { new(ChatRole.System, "Be kind."), Question[0] };
        var texts = messages.Select(static message => message.Text).ToList();

        await AskAsync(messages, options, stream);

        Assert.Equal(texts, messages.Select(static message => message.Text));
        Assert.Equal((0.5f, 50, "Be brief.", null), (options.Temperature, options.MaxOutputTokens, options.Instructions, options.ModelId));
        Assert.Equal(["END"], options.StopSequences);
        Assert.Same(tool, Assert.Single(options.Tools));
        Assert.Equal("u", Assert.Single(options.AdditionalProperties).Value);
    }

    [Fact]
    public async Task Serves_concurrent_calls()
    {
        var options = new ChatOptions { Temperature = 0.1f };
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => AskAsync(Question, options, stream: i % 2 == 0)));
        Assert.All(answers, static answer => Assert.Equal(Answer, answer));
        Assert.Equal(32, Requests);
    }

    [Fact]
    public async Task A_stream_is_lazy_and_each_enumeration_asks_again()
    {
        var stream = Client.GetStreamingResponseAsync(Question);
        Assert.Equal(0, Requests);
        Assert.Equal(Answer, (await stream.ToChatResponseAsync()).Text);
        Assert.Equal(Answer, (await stream.ToChatResponseAsync()).Text);
        Assert.Equal(2, Requests);
    }

    [Fact]
    public async Task A_stream_that_is_left_early_leaves_the_client_usable()
    {
        await foreach (var _ in Client.GetStreamingResponseAsync(Question))
        {
            break;
        }

        Assert.Equal(Answer, await AskAsync(Question, null, stream: false));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_cancelled_before_it_begins_sends_nothing(bool stream)
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync(Question, null, stream, cancelled.Token));
        Assert.Equal(cancelled.Token, failure.CancellationToken);
        Assert.Equal(0, Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_cancelled_while_it_waits_ends_at_once(bool stream)
    {
        using var cancel = new CancellationTokenSource();
        var arrived = StallAsync(afterFirstWord: false);
        var call = AskAsync(Question, null, stream, cancel.Token);
        await arrived;
        await cancel.CancelAsync();
        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancel.Token, failure.CancellationToken);
    }

    [Fact]
    public async Task A_stream_cancelled_in_the_middle_throws_and_never_looks_complete()
    {
        using var cancel = new CancellationTokenSource();
        _ = StallAsync(afterFirstWord: true);
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in Client.GetStreamingResponseAsync(Question).WithCancellation(cancel.Token))
            {
                seen++;
                Assert.Null(update.FinishReason);
                await cancel.CancelAsync();
            }
        });
        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task Cancelling_after_the_answer_changes_nothing()
    {
        using var cancel = new CancellationTokenSource();
        var response = await Client.GetResponseAsync(Question, null, cancel.Token);
        await cancel.CancelAsync();
        Assert.Equal(Answer, response.Text);
    }

    [Fact]
    public async Task Disposing_more_than_once_is_safe()
    {
        Client.Dispose();
        Client.Dispose();
        if (EndsWhenDisposed)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => Client.GetResponseAsync(Question));
        }
        else
        {
            Assert.Equal(Answer, (await Client.GetResponseAsync(Question)).Text);
        }
    }

    private async Task<string> AskAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream, CancellationToken cancellationToken = default) => stream
        ? (await Client.GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken)).Text
        : (await Client.GetResponseAsync(messages, options, cancellationToken)).Text;
}
