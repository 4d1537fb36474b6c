using System.Collections.Concurrent;
using System.Globalization;
using Goshi.Loopback;
using Goshi.Runtime.Tests.Chat;
using Microsoft.Extensions.AI;
using Xunit.Abstractions;

namespace Goshi.Runtime.Tests.Faults;

/// <summary>
/// Many streams at once with random faults. GOSHI_SOAK=60 runs 1,000 of them for 60 seconds and watches a timer;
/// otherwise it is a short run, in which nothing is timed.
/// </summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private static readonly double? Seconds =
        double.TryParse(Environment.GetEnvironmentVariable("GOSHI_SOAK"), CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private readonly ConcurrentDictionary<string, int> _outcomes = new();
    private readonly ConcurrentQueue<Exception> _unobserved = new();
    private readonly List<(string Name, WeakReference Thing)> _things = [];

    [Fact]
    public async Task Streams_with_random_faults_leave_nothing_behind()
    {
        void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs e) => _unobserved.Enqueue(e.Exception);
        await RunAsync(streams: 20, seconds: null);
        _outcomes.Clear();
        var (memory, timers) = (Settled(), Timer.ActiveCount);

        TaskScheduler.UnobservedTaskException += OnUnobserved;
        try
        {
            await RunAsync(Seconds is null ? 40 : 1_000, Seconds);

            // On a stack of its own: this one still has the run's frames, which keep everything of it alive.
            await Task.Yield();
            var after = Settled();
            output.WriteLine($"{string.Join(", ", _outcomes.OrderBy(static pair => pair.Key).Select(static pair => $"{pair.Key} {pair.Value}"))}");
            output.WriteLine($"memory {memory / 1024 / 1024.0:0.0} MiB before, {after / 1024 / 1024.0:0.0} MiB after; timers {timers} before, {Timer.ActiveCount} after");
            if (Seconds is not null)
            {
                Assert.DoesNotContain(_things, static thing => thing.Thing.IsAlive);

                // Alone in its process: other tests would be measured too.
                Assert.DoesNotContain(_unobserved, static exception => !exception.ToString().Contains("Goshi.Loopback", StringComparison.Ordinal));
                Assert.InRange(after - memory, long.MinValue, 16 * 1024 * 1024);
                Assert.InRange(Timer.ActiveCount, 0, timers + 5);
            }
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= OnUnobserved;
        }

        Assert.DoesNotContain(_outcomes.Keys, static outcome => outcome.StartsWith("wrong", StringComparison.Ordinal));
    }

    private async Task RunAsync(int streams, double? seconds)
    {
        await using var host = await ChatHost.StartAsync(static options =>
        {
            options.MaxCostPerSession = 1_000;
            options.CircuitBreakerThreshold = 50;
            options.CircuitBreakerCooldown = TimeSpan.FromSeconds(1);
            options.OpenAI.MaxConnections = options.Ollama.MaxConnections = 2_000;
            options.OpenAI.StreamIdleTimeout = options.Ollama.StreamIdleTimeout = TimeSpan.FromSeconds(2);
        });
        var stalls = seconds is not null;
        host.Server.OpenAI.Always(request => Answer(new Random(request.Number), stalls));
        host.Server.Ollama.Always(request => Answer(new Random(-request.Number), stalls));
        host.Log.IsSilent = true;
        _things.Add(("engine", new WeakReference(host.Engine)));
        _things.Add(("session", new WeakReference(host.Chat.Session)));
        _things.Add(("server", new WeakReference(host.Server)));

        var end = TimeProvider.System.GetTimestamp() + (long)((seconds ?? 0) * TimeProvider.System.TimestampFrequency);
        using var watch = seconds is null ? null : new TickWatch();
        await Task.WhenAll(Enumerable.Range(0, streams).Select(async seed =>
        {
            var random = new Random(seed);
            for (var round = 0; seconds is null ? round < 5 : TimeProvider.System.GetTimestamp() < end; round++)
            {
                var outcome = await OneAsync(host.Chat, random);
                _outcomes.AddOrUpdate(outcome, 1, static (_, count) => count + 1);
            }
        }));

        if (watch is not null)
        {
            output.WriteLine($"{host.Server.Requests.Count} requests over {host.Server.ConnectionsOpened} connections; {watch}");
            Assert.True(watch.IsSteady, watch.ToString());
        }

        Assert.Equal(0, host.Chat.Session.Reserved);
        await ((IAsyncDisposable)host.Services).DisposeAsync();
        await host.Server.WaitForOpenConnectionsAsync(0);
    }

    private static async Task<string> OneAsync(ITestChat chat, Random random)
    {
        using var cancellation = new CancellationTokenSource();
        var (leaveAt, cancelAt) = (random.Next(40), random.Next(40));
        var text = "";
        try
        {
            var chunks = 0;
            await foreach (var update in chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Hi")], null, cancellation.Token))
            {
                text += update.Text;
                chunks++;
                if (chunks == leaveAt)
                {
                    return "left";
                }

                if (chunks == cancelAt)
                {
                    await cancellation.CancelAsync();
                }
            }

            return text == "one two three four five " ? "answered" : $"wrong: '{text}'";
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return "cancelled";
        }
        catch (StreamInterruptedException exception)
        {
            return exception.PartialText == text ? "interrupted" : "wrong: partial text";
        }
        catch (GoshiException exception)
        {
            return exception.GetType().Name;
        }
    }

    private static Reply Answer(Random random, bool stalls)
    {
        var reply = Reply.Text("one ", "two ", "three ", "four ", "five ");
        return random.Next(40) switch
        {
            0 => Reply.Status(503),
            1 => Reply.Status(500).BeforeHeaders.Cut(),
            2 => Reply.Status(429).WithHeader("retry-after-ms", "1"),
            3 => Reply.Status(401),
            4 => reply.BeforeHeaders.Reset(),
            5 => reply.After(0).Reset(),
            6 => reply.After(2).Reset(),
            7 => reply.After(3).Cut(),
            8 => reply.After(3).Truncate(),
            9 => reply.After(2).Error(),
            10 => reply.After(2).SendMalformedJson(),
            11 => reply.ByteByByte(),
            12 => reply.Gzipped(),
            13 or 14 when stalls => reply.After(2).Stall(),
            < 30 when stalls => reply.BetweenChunks.Delay(TimeSpan.FromMilliseconds(random.Next(20, 200))),
            _ => reply,
        };
    }

    private static long Settled()
    {
        for (var i = 0; i < 4; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
