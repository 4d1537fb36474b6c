using System.Globalization;
using Goshi.Configuration;
using Goshi.Loopback;
using Goshi.Resilience;
using Goshi.Runtime.Tests.Chat;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Faults;

/// <summary>One cell of the matrix: one call whose primary target has the fault, over real sockets.</summary>
/// <remarks>2 retries; the other provider is the fallback and is well. Its deadlines are hours, so that none of them is fired.</remarks>
internal sealed class FaultRun(Fault fault, bool isOpenAI, bool stream)
{
    private static readonly TimeSpan FallbackDeadline = TimeSpan.FromHours(2);

    private readonly FaultClock _clock = new();
    private readonly BodyWatch _bodies = new();
    private int _attempts;

    /// <summary>Makes the call and says what became of it, as in the table.</summary>
    public async Task<string> RunAsync()
    {
        using var nobody = LoopbackProvider.Unreachable();
        await using var host = await ChatHost.StartAsync(options => Configure(options, nobody), _clock);
        var (primary, other) = isOpenAI ? ((ProviderScript)host.Server.OpenAI, (ProviderScript)host.Server.Ollama) : (host.Server.Ollama, host.Server.OpenAI);
        if (fault.Reply is { } reply)
        {
            primary.Always(reply);
        }

        other.Always(Reply.Text("fall", "back"));

        var call = CallAsync(host);
        await EndSilencesAsync(host, call);
        var outcome = await call;

        // Nothing is left behind: no money held, no deadline running, no request that the server still works on.
        Assert.Equal(0, host.Chat.Session.Reserved);
        Assert.Equal(0, _clock.Deadlines);
        await Task.WhenAll(host.Server.Requests.Select(static request => request.Completion)).WaitAsync(TimeSpan.FromSeconds(30));
        var status = host.Chat.Providers.Single(provider => provider.Name == (isOpenAI ? "openai" : "ollama"));
        var cell = $"{outcome}; {_attempts}{Waits()}; {status.Breaker.ConsecutiveFailures}; {Cost(host.Chat.Session)}";
        await ((IAsyncDisposable)host.Services).DisposeAsync();
        await host.Server.WaitForOpenConnectionsAsync(0);
        return cell;
    }

    private void Configure(TestOptions options, UnreachableAddress nobody)
    {
        var (primary, other) = isOpenAI ? ((ProviderOptions)options.OpenAI, (ProviderOptions)options.Ollama) : (options.Ollama, options.OpenAI);
        options.Provider = primary.Name;
        options.Model = isOpenAI ? "gpt-4o" : "llama3.1:8b";
        options.Fallback = [isOpenAI ? "ollama" : "openai/gpt-4o"];
        options.MaxCostPerSession = 10;
        options.MaxRetries = 2;
        options.RetryBackoffMin = TimeSpan.FromSeconds(1);
        options.RetryBackoffMax = TimeSpan.FromSeconds(60);
        other.StreamingTimeout = other.RequestTimeout = other.FirstTokenTimeout = other.StreamIdleTimeout = FallbackDeadline;
        fault.Configure?.Invoke(new FaultSetting(options, primary, nobody));
        options.ConfigureHandler(primary.Name, inner => new WatchingHandler(this) { InnerHandler = inner });
    }

    private async Task<string> CallAsync(ChatHost host)
    {
        try
        {
            var answer = stream ? (await host.StreamAsync()).ToChatResponse() : await host.AskAsync();
            var target = (string?)(answer.AdditionalProperties ?? answer.Messages.LastOrDefault()?.AdditionalProperties)?["goshi.target"];
            Assert.NotNull(target);
            Assert.Equal(target.StartsWith(isOpenAI ? "openai/" : "ollama/", StringComparison.Ordinal) ? "Hello" : "fallback", answer.Text);
            return answer.Text == "Hello" ? "answer" : "fallback";
        }
        catch (GoshiException error)
        {
            Assert.NotEmpty(error.Attempts);
            if (error is StreamInterruptedException interrupted)
            {
                Assert.StartsWith(interrupted.PartialText, "Hello", StringComparison.Ordinal);
                Assert.NotEmpty(interrupted.PartialText);
            }

            return error.GetType().Name.Replace("Exception", "", StringComparison.Ordinal);
        }
    }

    private async Task EndSilencesAsync(ChatHost host, Task call)
    {
        var limit = fault.Silence switch
        {
            // Longer ones are the request's or the first token's, until content has come; the fallback's are longer still.
            Silence.AfterContent when stream || !isOpenAI => TimeSpan.FromSeconds(30),
            Silence.InErrorBody or Silence.AfterEnd => TimeSpan.FromSeconds(2),
            _ => FallbackDeadline - TimeSpan.FromSeconds(1),
        };
        Func<object?, bool> isKind = fault.Silence is Silence.InErrorBody or Silence.AfterEnd
            ? static state => state is CancellationTokenSource and not Alarm
            : static state => state is Alarm;
        var fired = new HashSet<FaultClock.FaultTimer>();
        while (fault.Silence is not Silence.None && !call.IsCompleted)
        {
            var taken = _clock.TakeAsync(isKind, limit);
            if (await Task.WhenAny(call, taken) == call)
            {
                return;
            }

            var timer = await taken;
            if (fired.Add(timer))
            {
                await Task.WhenAny(call, WaitForSilenceAsync(host, fired.Count));
            }

            timer.Fire();
        }
    }

    // All that comes before the silence has been read: a deadline that passed earlier would be another fault.
    private async Task WaitForSilenceAsync(ChatHost host, int attempt)
    {
        var request = (await host.Server.WaitForRequestsAsync(attempt))[attempt - 1];
        await request.WaitForStallAsync();
        await _bodies.WaitAsync(attempt, request.BodyBytesSent);
    }

    // Back-offs are random, within 2 and 4 seconds; only what the provider told is longer.
    private string Waits()
    {
        var told = _clock.Waits.Where(static wait => wait > TimeSpan.FromSeconds(4)).Select(static wait => wait.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)).ToArray();
        Assert.All(_clock.Waits, static wait => Assert.True(wait >= TimeSpan.FromSeconds(1)));
        return told.Length == 0 ? "" : $" ({string.Join(", ", told)} s)";
    }

    private static string Cost(GoshiSession session) =>
        session.EstimatedUsd > 0 ? "estimated" : session.Spent > 0 ? "reported" : "0";

    private sealed class WatchingHandler(FaultRun run) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var attempt = Interlocked.Increment(ref run._attempts);
            var response = await base.SendAsync(request, cancellationToken);
            response.Content = run._bodies.Watch(response.Content, attempt);
            return response;
        }
    }
}
