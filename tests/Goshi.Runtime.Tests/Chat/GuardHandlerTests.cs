using System.Net;
using Goshi.Chat;
using Goshi.Hosting;
using Goshi.Http;
using Goshi.Loopback;
using Goshi.Resilience;
using Goshi.Runtime.Tests.Http;
using Goshi.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Runtime.Tests.Chat;

public sealed class GuardHandlerTests
{
    private static readonly OpenAIChatRequest Request = new()
    {
        Model = "gpt-4o",
        Messages = [new OpenAIMessage { Role = "user", Content = "Hi" }],
    };

    [Fact]
    public async Task A_typed_interface_retries_with_the_same_body()
    {
        await using var host = await ChatHost.StartAsync();
        host.Server.OpenAI.Enqueue(Reply.Status(503), Reply.Text("Hi"));

        var completion = await Api(host).Connection.CreateChatCompletionAsync(Request);

        Assert.Equal("Hi", completion.Choices[0].Message.Content);
        Assert.Equal(2, host.Server.OpenAI.Requests.Count);
        Assert.Single(host.Server.OpenAI.Requests.Select(static request => request.BodyText).Distinct());
        Assert.All(host.Server.OpenAI.Requests, static request => Assert.Equal($"Bearer {ChatHost.Key}", request.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_retry_on_azure_goes_to_the_same_address()
    {
        var url = new Uri("https://x.openai.azure.com/openai");
        var server = new RecordingHandler(static _ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        var azure = new AzureAddressHandler(new ConnectionSettings { Provider = "openai", BaseUrl = url, AzureApiVersion = "1" }) { InnerHandler = server };
        var breaker = new CircuitBreaker("openai", threshold: 5, TimeSpan.FromSeconds(30), TimeProvider.System);
        var pipeline = new TargetPipeline(new RetrySettings(MaxRetries: 1, TimeSpan.Zero, TimeSpan.Zero), breaker, TimeProvider.System);
        using var connection = new ProviderConnection("openai", url, azure);
        using var guarded = connection.Guard(inner => new GuardHandler(new TestOptions().OpenAI, url, pipeline, TimeProvider.System) { InnerHandler = inner });

        using var response = await guarded.SendChatCompletionAsync(Request);

        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, static request => Assert.Equal("/openai/deployments/gpt-4o/chat/completions", request.RequestUri!.AbsolutePath));
    }

    [Fact]
    public async Task Send_returns_the_last_response_whatever_its_status()
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxRetries = 1);
        host.Server.OpenAI.Always(Reply.Status(503));

        using var response = await Api(host).Connection.SendChatCompletionAsync(Request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.DoesNotContain(ChatHost.Key, response.RequestMessage!.ToString(), StringComparison.Ordinal);
        Assert.Contains("error", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(2, host.Server.OpenAI.Requests.Count);
    }

    public static TheoryData<string, int> Failures => new()
    {
        { nameof(Reply.Status), 2 },
        { nameof(Reply.Raw), 1 },
        { nameof(ReplyPoint.Reset), 2 },
        { nameof(ReplyPoint.Error), 1 },
        { nameof(ReplyPoint.Truncate), 1 },
        { nameof(ReplyPoint.SendMalformedJson), 1 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Each_error_of_a_typed_stream_lists_its_attempts(string failure, int attempts)
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxRetries = 1);
        var reply = Reply.Text("Hi");
        host.Server.OpenAI.Always(failure switch
        {
            nameof(Reply.Status) => Reply.Status(503),
            nameof(Reply.Raw) => Reply.Raw(400, "no"),
            nameof(ReplyPoint.Reset) => reply.BeforeHeaders.Reset(),
            nameof(ReplyPoint.Error) => reply.After(1).Error(),
            nameof(ReplyPoint.Truncate) => reply.After(1).Truncate(),
            _ => reply.After(1).SendMalformedJson(),
        });

        var error = await Assert.ThrowsAnyAsync<GoshiException>(async () =>
        {
            await foreach (var _ in OpenAIStreams.Read(Request, Api(host).Connection.SendChatCompletionAsync, "openai"))
            {
            }
        });

        Assert.Equal(attempts, error.Attempts.Count);
        Assert.All(error.Attempts, static attempt => Assert.Equal("openai", attempt.Provider));
        Assert.Equal(attempts, host.Server.OpenAI.Requests.Count);
    }

    [Theory]
    [InlineData(503, 2)]
    [InlineData(200, 1)]
    public async Task Each_error_of_a_typed_answer_lists_its_attempts(int status, int attempts)
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxRetries = 1);
        host.Server.OpenAI.Always(Reply.Raw(status, "<html>", "text/html"));

        var error = await Assert.ThrowsAsync<ProviderException>(() => Api(host).Connection.CreateChatCompletionAsync(Request));

        Assert.Equal(attempts, error.Attempts.Count);
        Assert.All(error.Attempts, attempt => Assert.Equal(status, attempt.StatusCode));
    }

    [Fact]
    public async Task The_typed_interface_and_the_chat_client_share_one_circuit()
    {
        await using var host = await ChatHost.StartAsync(static options => (options.MaxRetries, options.CircuitBreakerThreshold) = (0, 1));
        host.Server.OpenAI.Enqueue(Reply.Status(503));
        using (await Api(host).Connection.SendChatCompletionAsync(Request))
        {
        }

        await Assert.ThrowsAsync<CircuitOpenException>(() => Api(host).Connection.SendChatCompletionAsync(Request));

        host.Server.Ollama.Enqueue(Reply.Text("from Ollama"));
        Assert.Equal("from Ollama", (await host.AskAsync()).Text);
        Assert.Single(host.Server.OpenAI.Requests);
    }

    [Fact]
    public async Task A_refusal_that_another_failure_follows_does_not_keep_its_connection()
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxRetries = 1);
        host.Server.OpenAI.Enqueue(Reply.Status(503).AfterHeaders.Stall(), Reply.Text("Hi").BeforeHeaders.Reset());

        await Assert.ThrowsAsync<ProviderException>(() => Api(host).Connection.SendChatCompletionAsync(Request));

        await host.Server.OpenAI.Requests[0].WaitForAbortAsync();
    }

    [Fact]
    public async Task A_refusal_that_is_to_be_retried_does_not_keep_its_connection_through_the_wait()
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxRetries = 1, new ManualTimeProvider());
        host.Server.OpenAI.Enqueue(Reply.Status(503).AfterHeaders.Stall());
        using var cancellation = new CancellationTokenSource();

        var call = Api(host).Connection.SendChatCompletionAsync(Request, cancellation.Token);
        await host.Server.WaitForRequestsAsync(1);
        await host.Server.OpenAI.Requests[0].WaitForAbortAsync();

        // The clock stands still, so this is the wait.
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(host.Server.Requests);
    }

    [Fact]
    public async Task A_typed_request_has_a_deadline_for_its_headers()
    {
        var time = new ManualTimeProvider();
        await using var host = await ChatHost.StartAsync(static options => options.MaxRetries = 0, time);
        host.Server.OpenAI.Enqueue(Reply.Text("Hi").BeforeHeaders.Stall());

        var call = Api(host).Connection.SendChatCompletionAsync(Request);
        await host.Server.WaitForRequestsAsync(1);
        time.Advance(TimeSpan.FromSeconds(61));
        var error = await Assert.ThrowsAsync<DeadlineException>(() => call);

        Assert.Equal(DeadlineKind.Request, error.Deadline);
        Assert.Equal("llm.openai.request_timeout", error.Key);
    }

    private static TestOpenAIApi Api(ChatHost host) => host.Services.GetRequiredService<TestOpenAIApi>();
}
