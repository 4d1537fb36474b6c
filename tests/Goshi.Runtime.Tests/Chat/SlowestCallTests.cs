using System.Globalization;
using System.Net;
using System.Text;
using Goshi.Configuration;
using Goshi.Resilience;
using Goshi.Runtime.Tests.Faults;

namespace Goshi.Runtime.Tests.Chat;

/// <summary>
/// LongestTimeToFirstContent against the engine: servers that fail as slowly as they may, so that the last target's last
/// deadline passes as late as it can. Each seed is a configuration.
/// </summary>
public sealed class SlowestCallTests
{
    private const int Seeds = 48;

    // A timer counts whole milliseconds and is rounded up: each attempt and each wait may be that much longer.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    public static TheoryData<int> Configurations => new(Enumerable.Range(1, Seeds));

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task No_call_takes_longer_than_the_longest_time(int seed)
    {
        var run = await RunAsync(seed, static (options, random) =>
        {
            foreach (var provider in new ProviderOptions[] { options.OpenAI, options.Ollama })
            {
                provider.RetryBackoffMin = Seconds(random, 0.01, 4);
                provider.RetryBackoffMax = provider.RetryBackoffMin * (1 + (random.NextDouble() * 5));
            }
        });

        Assert.InRange(run.Took, TimeSpan.Zero, run.Longest + (run.Attempts * 2 * Tick));
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task Where_waits_are_short_and_certain_the_longest_time_is_reached(int seed)
    {
        var run = await RunAsync(seed, static (options, _) => options.RetryBackoffMin = options.RetryBackoffMax = Tick);

        Assert.InRange(run.Took, run.Longest - (run.Attempts * 4 * Tick), run.Longest + (run.Attempts * 2 * Tick));
    }

    private static async Task<(TimeSpan Took, TimeSpan Longest, int Attempts)> RunAsync(int seed, Action<TestOptions, Random> configure)
    {
        var clock = new FaultClock();
        var longest = TimeSpan.Zero;
        var servers = new SlowServers(clock);
        var stream = false;
        await using var host = await ChatHost.StartAsync(
            options =>
            {
                var random = new Random(seed);
                Configure(options, random);
                configure(options, random);
                options.ConfigureHandler("openai", _ => new SlowHandler(servers));
                options.ConfigureHandler("ollama", _ => new SlowHandler(servers));
                servers.Options = options;
                longest = options.LongestTimeToFirstContent;
                stream = options.OpenAI.FirstTokenTimeout > options.OpenAI.RequestTimeout;
            },
            clock);

        // The options are read when the engine is made.
        _ = host.Engine;
        await Assert.ThrowsAnyAsync<GoshiException>(() => stream ? host.StreamAsync() : host.AskAsync());

        return (TimeSpan.FromTicks(clock.GetTimestamp()), longest, servers.Attempts);
    }

    private static void Configure(TestOptions options, Random random)
    {
        string[] others = ["ollama", "openai/gpt-4o-mini", "ollama/phi4", "openai/gpt-5.4"];
        options.Provider = random.Next(2) == 0 ? "openai" : "ollama";
        (options.OpenAI.Model, options.Ollama.Model) = ("gpt-4o", "llama3.1:8b");
        options.Fallback = [.. others.Where(other => other != options.Provider && random.Next(2) == 0)];
        options.FailoverAfter = Seconds(random, 1, 60);
        options.CircuitBreakerThreshold = 1000;
        options.OpenAI.RequestTimeout = Seconds(random, 2, 40);
        options.OpenAI.StreamingTimeout = options.OpenAI.RequestTimeout * (1 + (random.NextDouble() * random.Next(8)));
        options.OpenAI.FirstTokenTimeout = options.OpenAI.StreamingTimeout * (0.3 + (random.NextDouble() * 0.9));
        options.Ollama.StreamingTimeout = TimeSpan.FromHours(1);
        options.Ollama.FirstTokenTimeout = Seconds(random, 1, 50);
        options.OpenAI.MaxRetries = random.Next(5);
        options.Ollama.MaxRetries = random.Next(5);
    }

    private static TimeSpan Seconds(Random random, double from, double to) =>
        TimeSpan.FromMilliseconds(Math.Round(1000 * (from + (random.NextDouble() * (to - from)))));

    /// <summary>Where a deadline is retried, and may be, it passes: that makes the next longer. Else the error comes just before.</summary>
    private sealed class SlowServers(FaultClock clock)
    {
        private string? _target;
        private long _begun;
        private int _atTarget;

        public TestOptions Options { get; set; } = null!;

        public int Attempts { get; private set; }

        public async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Arrive(await request.Content!.ReadAsStringAsync(cancellationToken));
            var deadline = await clock.PeekAsync(static state => state is Alarm);
            var isOllama = request.RequestUri!.AbsolutePath == "/api/chat";
            var provider = isOllama ? (ProviderOptions)Options.Ollama : Options.OpenAI;
            var isLastAttempt = _atTarget > provider.MaxRetries;

            // What is left before the last moment at which another attempt is begun.
            var left = IsLastTarget() ? TimeSpan.MaxValue : Options.FailoverAfter - clock.GetElapsedTime(_begun) - provider.RetryBackoffMax - (2 * Tick);
            if (isLastAttempt || left <= TimeSpan.Zero || (!isOllama && deadline < left))
            {
                (await clock.TakeAsync(static state => state is Alarm, TimeSpan.MaxValue)).Fire();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            clock.Pass((deadline - Tick) < left ? deadline - Tick : left);
            var wait = provider.RetryBackoffMax.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
            {
                Headers = { { "retry-after-ms", wait } },
                Content = new StringContent("{\"error\":{\"message\":\"busy\"}}", Encoding.UTF8, "application/json"),
            };
        }

        private void Arrive(string body)
        {
            var target = body[..body.IndexOf(',', StringComparison.Ordinal)];
            (_target, _begun, _atTarget) = target == _target ? (_target, _begun, _atTarget + 1) : (target, clock.GetTimestamp(), 1);
            Attempts++;
        }

        private bool IsLastTarget()
        {
            var last = Options.Fallback.Count > 0 ? Options.Fallback[^1] : Options.Provider;
            var model = last.Contains('/', StringComparison.Ordinal) ? last[(last.IndexOf('/', StringComparison.Ordinal) + 1)..]
                : last == "openai" ? "gpt-4o" : "llama3.1:8b";
            return _target!.Contains($"\"{model}\"", StringComparison.Ordinal);
        }
    }

    private sealed class SlowHandler(SlowServers servers) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            servers.AnswerAsync(request, cancellationToken);
    }
}
