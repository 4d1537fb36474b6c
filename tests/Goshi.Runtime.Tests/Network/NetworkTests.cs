using System.Diagnostics;
using System.Net;
using Goshi.Loopback;
using Goshi.Runtime.Tests.Chat;
using Goshi.Runtime.Tests.Faults;
using Microsoft.Extensions.AI;
using Xunit.Abstractions;

namespace Goshi.Runtime.Tests.Network;

/// <summary>A provider on the far side of a bad line: whole and right answers or typed errors, none of them late.</summary>
public sealed class NetworkTests(ITestOutputHelper output)
{
    private const int Port = 8091;

    private static readonly string[] Words = [.. Enumerable.Range(0, 200).Select(static n => $"word {n}, ")];

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    [NetworkFact]
    public async Task Lost_packets_make_calls_slow_and_never_wrong_or_late()
    {
        foreach (var loss in (double[])[0.05, 0.1, 0.2])
        {
            using var link = new Link { Loss = loss, Delay = TimeSpan.FromMilliseconds(10) };
            await using var far = await FarHost.StartAsync(link);
            far.Host.Server.OpenAI.Always(Reply.Text(Words));

            var calls = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => far.CallAsync(stream: n % 2 == 0)));

            Report($"{loss:p0} of the packets lost", link, calls);
            Assert.True(link.Lost > 0);
            Assert.Contains(calls, static call => call.IsAnswer);
        }
    }

    [NetworkFact]
    public async Task A_line_with_200_ms_each_way_needs_no_retry()
    {
        using var link = new Link { Delay = TimeSpan.FromMilliseconds(200) };
        await using var far = await FarHost.StartAsync(link);
        far.Host.Server.OpenAI.Always(Reply.Text(Words));

        var calls = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => far.CallAsync(stream: n % 2 == 0)));

        Report("200 ms each way", link, calls);
        Assert.All(calls, static call => Assert.True(call.IsAnswer));
        Assert.Equal(40, far.Host.Server.Requests.Count);
    }

    [NetworkFact]
    public async Task A_line_that_is_down_for_a_moment_inside_a_stream_is_not_noticed()
    {
        using var link = new Link();
        await using var far = await FarHost.StartAsync(link);
        var gate = new Gate();
        far.Host.Server.OpenAI.Enqueue(Reply.Text(Words).After(100).Hold(gate));

        var begun = new TaskCompletionSource();
        var call = far.CallAsync(stream: true, begun);
        await Task.WhenAll(begun.Task, gate.ReachedAsync());
        link.IsDown = true;
        gate.Open();
        await Task.Delay(TimeSpan.FromSeconds(2));
        link.IsDown = false;

        Report("down for 2 s inside a stream", link, await call);
        Assert.True((await call).IsAnswer);
        Assert.Single(far.Host.Server.Requests);
    }

    [NetworkFact]
    public async Task A_line_that_stays_down_inside_a_stream_interrupts_it_and_the_next_call_is_answered_when_it_is_up()
    {
        using var link = new Link();
        await using var far = await FarHost.StartAsync(link);
        var gate = new Gate();
        far.Host.Server.OpenAI.Enqueue(Reply.Text(Words).After(100).Hold(gate), Reply.Text(Words));

        var begun = new TaskCompletionSource();
        var call = far.CallAsync(stream: true, begun);
        await Task.WhenAll(begun.Task, gate.ReachedAsync());
        link.IsDown = true;
        gate.Open();
        var interrupted = await call;
        Report("down inside a stream", link, interrupted);
        var error = Assert.IsType<StreamInterruptedException>(interrupted.Error);
        Assert.Equal(DeadlineKind.StreamIdle, Assert.IsType<DeadlineException>(error.InnerException).Deadline);

        var next = far.CallAsync(stream: false);
        await Task.Delay(TimeSpan.FromSeconds(1));
        link.IsDown = false;

        Report("up again during the next call", link, await next);
        Assert.True((await next).IsAnswer);
    }

    [NetworkFact]
    public async Task A_line_that_is_down_fails_over()
    {
        using var link = new Link { IsDown = true };
        await using var far = await FarHost.StartAsync(link, fallsBack: true);
        far.Host.Server.Ollama.Always(Reply.Text(Words));

        var calls = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => far.CallAsync(stream: n % 2 == 0)));

        Report("down, with a fallback", link, calls);
        Assert.All(calls, static call => Assert.True(call.IsAnswer));
        Assert.Empty(far.Host.Server.OpenAI.Requests);
    }

    [NetworkFact]
    public async Task A_name_that_moves_to_another_address_is_followed_when_the_connections_have_had_their_time()
    {
        using var link = new Link();
        await using var other = await LoopbackProvider.StartAsync();
        await using var there = link.Run(() => new WireProxy(other.Address.ToString(), Link.Second, Port));
        SetAddress(Link.First);
        await using var far = await FarHost.StartAsync(link, host: "provider.test", lifetime: TimeSpan.FromSeconds(3));
        far.Host.Server.OpenAI.Always(Reply.Text(Words));
        other.OpenAI.Always(Reply.Text(Words));
        await far.CallAsync(stream: false);

        SetAddress(Link.Second);
        await far.CallAsync(stream: true);
        Assert.Equal((2, 0), (far.Host.Server.Requests.Count, other.Requests.Count));

        var watch = Stopwatch.StartNew();
        while (other.Requests.Count == 0)
        {
            Assert.True((await far.CallAsync(stream: false)).IsAnswer);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "the new address was never asked");
            await Task.Delay(100); // a connection's lifetime goes by the real clock
        }

        output.WriteLine($"A name that moves: the new address was asked {watch.Elapsed.TotalSeconds:0.0} s after the change, with a lifetime of 3 s.");
    }

    private static void SetAddress(IPAddress address) =>
        File.WriteAllText(NetworkFactAttribute.HostsFile!, $"127.0.0.1 localhost\n{address} provider.test\n");

    private void Report(string what, Link link, params Call[] calls)
    {
        output.WriteLine(
            $"{what}: {calls.Count(static call => call.IsAnswer)} of {calls.Length} answered, "
            + $"{string.Join(", ", calls.Where(static call => call.Error is not null).GroupBy(static call => call.Error!.GetType().Name).Select(static group => $"{group.Count()} {group.Key}, "))}"
            + $"{calls.Min(static call => call.Elapsed.TotalSeconds):0.0} to {calls.Max(static call => call.Elapsed.TotalSeconds):0.0} s; {link.Lost} of {link.Lost + link.Passed} packets lost");
        Assert.All(calls, static call => Assert.True(call.Elapsed < Longest, $"a call took {call.Elapsed}"));
    }

    private sealed record Call(TimeSpan Elapsed, GoshiException? Error)
    {
        public bool IsAnswer => Error is null;
    }

    /// <summary>A chat client here, its OpenAI over there, its Ollama here.</summary>
    private sealed class FarHost(ChatHost host, WireProxy proxy) : IAsyncDisposable
    {
        public ChatHost Host => host;

        public static async Task<FarHost> StartAsync(Link link, bool fallsBack = false, string? host = null, TimeSpan? lifetime = null)
        {
            var chat = await ChatHost.StartAsync(options =>
            {
                options.OpenAI.BaseUrl = $"http://{host ?? Link.First.ToString()}:{Port}/v1";
                options.MaxCostPerSession = 100;
                options.MaxRetries = 2;
                (options.RetryBackoffMin, options.RetryBackoffMax) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500));
                options.CircuitBreakerThreshold = 1_000;
                options.OpenAI.ConnectionTimeout = TimeSpan.FromSeconds(2);
                options.OpenAI.RequestTimeout = options.OpenAI.FirstTokenTimeout = options.OpenAI.StreamIdleTimeout = TimeSpan.FromSeconds(4);
                options.OpenAI.StreamingTimeout = TimeSpan.FromSeconds(4.5);
                options.OpenAI.ConnectionLifetime = lifetime ?? options.OpenAI.ConnectionLifetime;
                if (!fallsBack)
                {
                    options.Fallback = [];
                }
            });
            return new FarHost(chat, link.Run(() => new WireProxy(chat.Server.Address.ToString(), Link.First, Port)));
        }

        public async Task<Call> CallAsync(bool stream, TaskCompletionSource? begun = null)
        {
            var watch = Stopwatch.StartNew();
            var text = "";
            try
            {
                if (stream)
                {
                    await foreach (var update in host.Chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Hi")]))
                    {
                        text += update.Text;
                        begun?.TrySetResult();
                    }
                }
                else
                {
                    text = (await host.AskAsync()).Text;
                }

                Assert.Equal(string.Concat(Words), text);
                return new Call(watch.Elapsed, null);
            }
            catch (GoshiException error)
            {
                Assert.NotEmpty(error.Attempts);
                Assert.Equal(text, (error as StreamInterruptedException)?.PartialText ?? "");
                return new Call(watch.Elapsed, error);
            }
        }

        public async ValueTask DisposeAsync()
        {
            Assert.Equal(0, host.Chat.Session.Reserved);
            await proxy.DisposeAsync();
            await host.DisposeAsync();
        }
    }
}
