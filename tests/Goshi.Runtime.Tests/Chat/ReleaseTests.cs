using Goshi.Loopback;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Runtime.Tests.Chat;

/// <summary>Whoever leaves a call, at whatever point, frees its connection and its money at once.</summary>
public sealed class ReleaseTests
{
    public static TheoryData<string, bool, bool> Points
    {
        get
        {
            var data = new TheoryData<string, bool, bool>();
            foreach (var point in (string[])["before headers", "after headers", "before content", "after content", "before end"])
            {
                data.Add(point, true, true);
                data.Add(point, true, false);
                data.Add(point, false, true);
                data.Add(point, false, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Cancellation_is_prompt_at_every_point(string point, bool openAI, bool stream)
    {
        var gate = new Gate();
        await using var host = await StartAsync(openAI, At(point).Hold(gate));
        using var cancellation = new CancellationTokenSource();

        Task call = stream ? host.StreamAsync(cancellationToken: cancellation.Token) : host.AskAsync(cancellationToken: cancellation.Token);
        await gate.ReachedAsync();
        await cancellation.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal(cancellation.Token, error.CancellationToken);
        Assert.Equal(0, host.Chat.Session.Reserved);
        Assert.Equal(CircuitState.Closed, host.Chat.Providers[0].Circuit);
        await Assert.Single(host.Server.Requests).WaitForAbortAsync();
        await host.Server.WaitForOpenConnectionsAsync(0);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Leaving_or_throwing_inside_the_loop_is_prompt(bool openAI, bool throws)
    {
        await using var host = await StartAsync(openAI, At("after content").Stall());
        try
        {
            await foreach (var update in host.Chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Hi")]))
            {
                if (throws)
                {
                    throw new InvalidOperationException("the caller's");
                }

                break;
            }
        }
        catch (InvalidOperationException error)
        {
            Assert.Equal("the caller's", error.Message);
        }

        Assert.Equal(0, host.Chat.Session.Reserved);
        await Assert.Single(host.Server.Requests).WaitForAbortAsync();
        await host.Server.WaitForOpenConnectionsAsync(0);
    }

    [Fact]
    public async Task A_silence_says_how_much_had_arrived_and_what_is_charged_for_it()
    {
        var time = new ManualTimeProvider();
        await using var host = await ChatHost.StartAsync(time: time);
        host.Server.OpenAI.Enqueue(Reply.Text("twelve bytes", "!").After(1).Stall());

        await using var updates = host.Chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Hi")]).GetAsyncEnumerator();
        Assert.True(await updates.MoveNextAsync());
        var next = updates.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(31));
        var error = await Assert.ThrowsAsync<StreamInterruptedException>(() => next);

        Assert.Contains("1 event with content, about 3 tokens", error.Message, StringComparison.Ordinal);
        Assert.Equal("twelve bytes", error.PartialText);
        Assert.Equal(3, error.Usage!.Value.OutputTokens);
        Assert.True(error.IsCostEstimated);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_estimator_that_fails_leaves_nothing_held(bool stream)
    {
        await using var host = await ChatHost.StartAsync(
            static options => (options.MaxCostPerSession, options.MaxRetries) = (10, 0),
            services: static services => services.AddSingleton<ITokenEstimator, Unreliable>());
        host.Server.OpenAI.Enqueue(stream ? Reply.Text("one", "two").After(1).Truncate() : Reply.Raw(200, "no JSON"));
        host.Server.Ollama.Enqueue(Reply.Text("from Ollama"));

        if (stream)
        {
            await Assert.ThrowsAsync<StreamInterruptedException>(() => host.StreamAsync());
        }
        else
        {
            Assert.Equal("from Ollama", (await host.AskAsync()).Text);
        }

        Assert.Equal(0, host.Chat.Session.Reserved);
        Assert.True(host.Chat.Session.Spent > 0);
        Assert.Contains("NotSupportedException", Assert.Single(host.Log.Of("EstimatorFailed")), StringComparison.Ordinal);
    }

    private sealed class Unreliable : ITokenEstimator
    {
        public long Bound(IReadOnlyList<ChatMessage> messages, ChatOptions? options) => 100;

        public long Expect(IReadOnlyList<ChatMessage> messages, ChatOptions? options) => throw new NotSupportedException();
    }

    private static ReplyPoint At(string point)
    {
        var reply = Reply.Text("one", "two");
        return point switch
        {
            "before headers" => reply.BeforeHeaders,
            "after headers" => reply.AfterHeaders,
            "before content" => reply.After(0),
            "after content" => reply.After(1),
            _ => reply.BeforeDone,
        };
    }

    private static async Task<ChatHost> StartAsync(bool openAI, Reply reply)
    {
        var host = await ChatHost.StartAsync(options =>
        {
            (options.Provider, options.Model) = openAI ? ("openai", "gpt-4o") : ("ollama", "llama3.1:8b");
            options.MaxCostPerSession = 10;
        });
        ProviderScript script = openAI ? host.Server.OpenAI : host.Server.Ollama;
        script.Enqueue(reply);
        return host;
    }
}
