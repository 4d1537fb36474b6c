using Goshi.Chat;
using Goshi.Loopback;
using Microsoft.Extensions.Logging.Abstractions;

namespace Goshi.Runtime.Tests.Chat;

public sealed class AutoChoiceTests
{
    private readonly ManualTimeProvider _time = new();
    private int _probes;

    [Fact]
    public async Task The_finding_is_kept_for_a_while_and_then_looked_for_again()
    {
        var answers = true;
        var choice = Create(_ => Task.FromResult(answers));
        Assert.True(await choice.LocalFirstAsync(default));

        answers = false;
        _time.Advance(AutoChoice.ValidFor - TimeSpan.FromTicks(1));
        Assert.True(await choice.LocalFirstAsync(default));
        Assert.Equal(1, _probes);

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.False(await choice.LocalFirstAsync(default));
        Assert.Equal(2, _probes);

        answers = true;
        _time.Advance(AutoChoice.ValidFor);
        Assert.True(await choice.LocalFirstAsync(default));
    }

    [Fact]
    public async Task A_server_that_is_silent_holds_a_call_for_400_ms_even_when_it_cannot_be_cancelled()
    {
        var asked = new TaskCompletionSource();
        await using var host = await ChatHost.StartAsync(
            options =>
            {
                options.Provider = "auto";
                options.ConfigureHandler("ollama", _ => new Deaf(asked));
            },
            _time);
        host.Server.OpenAI.Enqueue(Reply.Text("from OpenAI"));

        var call = host.AskAsync();
        await asked.Task;
        _time.Advance(TimeSpan.FromMilliseconds(399.9));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(0.1));

        Assert.Equal("from OpenAI", (await call).Text);
    }

    [Fact]
    public async Task Calls_share_one_probe_that_none_of_them_can_cancel()
    {
        var probe = new TaskCompletionSource<bool>();
        var choice = Create(_ => probe.Task);
        using var cancellation = new CancellationTokenSource();
        var first = choice.LocalFirstAsync(cancellation.Token).AsTask();
        var second = choice.LocalFirstAsync(default).AsTask();
        await _time.WaitForTimersAsync();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        probe.SetResult(true);

        Assert.True(await second);
        Assert.Equal(1, _probes);
    }

    [Fact]
    public async Task A_probe_that_fails_in_any_way_is_no_answer() =>
        Assert.False(await Create(static _ => throw new InvalidOperationException("a handler's mistake")).LocalFirstAsync(default));

    [Fact]
    public async Task Without_a_cloud_nothing_is_probed()
    {
        var choice = new AutoChoice(Probe(static _ => Task.FromResult(false)), hasCloud: false, _time, NullLogger.Instance);

        Assert.True(await choice.LocalFirstAsync(default));
        Assert.Equal(0, _probes);
    }

    [Fact]
    public async Task A_call_goes_to_the_cloud_while_ollama_is_silent_and_comes_back_when_it_answers()
    {
        await using var host = await ChatHost.StartAsync(static options => options.Provider = "auto", _time);
        host.Server.OpenAI.Always(Reply.Text("from OpenAI"));
        host.Server.Ollama.Always(Reply.Text("from Ollama"));
        host.Server.Ollama.Probes.Enqueue(Reply.Text("").BeforeHeaders.Stall());

        var first = host.AskAsync();
        await host.Server.WaitForRequestsAsync(1);
        _time.Advance(AutoChoice.ProbeLimit);
        Assert.Equal("from OpenAI", (await first).Text);
        Assert.Equal("from OpenAI", (await host.AskAsync()).Text);

        _time.Advance(AutoChoice.ValidFor);
        Assert.Equal("from Ollama", (await host.AskAsync()).Text);
        Assert.Equal(2, host.Server.Ollama.Requests.Count(static request => request.Path == "/api/version"));
        Assert.Equal(2, host.Log.Of("AutoChose").Count);
    }

    private AutoChoice Create(Func<CancellationToken, Task<bool>> probe) => new(Probe(probe), hasCloud: true, _time, NullLogger.Instance);

    private Func<CancellationToken, Task<bool>> Probe(Func<CancellationToken, Task<bool>> probe) => token =>
    {
        Interlocked.Increment(ref _probes);
        return probe(token);
    };

    private sealed class Deaf(TaskCompletionSource asked) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked.TrySetResult();
            return new TaskCompletionSource<HttpResponseMessage>().Task;
        }
    }
}
