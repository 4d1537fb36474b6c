using Goshi.Http;
using Goshi.Loopback;
using Goshi.Runtime.Tests.Chat;

namespace Goshi.Runtime.Tests.Http;

/// <summary>The application's own handlers, given to ConfigureHandler.</summary>
public sealed class ImpatientHandlerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_handler_that_ignores_its_token_holds_no_call_past_its_deadline(bool stream)
    {
        var time = new ManualTimeProvider();
        var asked = new TaskCompletionSource();
        await using var host = await StartAsync(_ =>
        {
            asked.TrySetResult();
            return new TaskCompletionSource<HttpResponseMessage>().Task;
        }, time);

        Task call = stream ? host.StreamAsync() : host.AskAsync();
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(60));

        var error = await Assert.ThrowsAsync<DeadlineException>(() => call);
        Assert.Equal(stream ? DeadlineKind.FirstToken : DeadlineKind.Request, error.Deadline);
        Assert.Equal(0, host.Chat.Session.Reserved);
    }

    [Fact]
    public async Task What_such_a_handler_answers_too_late_is_disposed()
    {
        var late = new TaskCompletionSource<HttpResponseMessage>();
        using var cancellation = new CancellationTokenSource();
        using var client = Client(_ => late.Task);
        var call = client.SendAsync(new HttpRequestMessage(), cancellation.Token);

        await cancellation.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var content = new StringContent("late");
        late.SetResult(new HttpResponseMessage { Content = content });

        Assert.Equal(cancellation.Token, error.CancellationToken);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_such_a_handler_throws_too_late_is_no_unobserved_exception()
    {
        var unobserved = new List<Exception>();
        EventHandler<UnobservedTaskExceptionEventArgs> watch = (_, e) =>
        {
            lock (unobserved)
            {
                unobserved.AddRange(e.Exception.InnerExceptions);
            }
        };
        TaskScheduler.UnobservedTaskException += watch;
        await GiveUpAndFailLateAsync();

        GC.Collect();
        GC.WaitForPendingFinalizers();

        TaskScheduler.UnobservedTaskException -= watch;
        Assert.DoesNotContain(unobserved, static exception => exception.Message == "too late");

        static async Task GiveUpAndFailLateAsync()
        {
            var late = new TaskCompletionSource<HttpResponseMessage>();
            using var cancellation = new CancellationTokenSource();
            using var client = Client(_ => late.Task);
            var call = client.SendAsync(new HttpRequestMessage(), cancellation.Token);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            late.SetException(new IOException("too late"));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_handler_that_returns_nothing_is_named(bool task)
    {
        await using var host = await StartAsync(_ => task ? null! : Task.FromResult<HttpResponseMessage>(null!));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => host.AskAsync());

        Assert.Equal("The handler given to ConfigureHandler for openai returned no response.", error.Message);
        Assert.Equal(0, host.Chat.Session.Reserved);
    }

    private static Task<ChatHost> StartAsync(Func<HttpRequestMessage, Task<HttpResponseMessage>> send, TimeProvider? time = null) =>
        ChatHost.StartAsync(
            options =>
            {
                options.Fallback = [];
                options.MaxRetries = 0;
                options.MaxCostPerSession = 10;
                options.ConfigureHandler("openai", _ => new Deaf(send));
            },
            time);

    private static HttpMessageInvoker Client(Func<HttpRequestMessage, Task<HttpResponseMessage>> send) =>
        new(new ImpatientHandler("openai", new Deaf(send)));

    private sealed class Deaf(Func<HttpRequestMessage, Task<HttpResponseMessage>> send) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => send(request);
    }
}
