using Goshi.Configuration;
using Goshi.Loopback;
using Goshi.Resilience;
using Goshi.Runtime.Tests.Chat;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Faults;

/// <summary>
/// A connection that ends at any byte: in the status line, a header, an HTTP chunk's frame, the middle of a character, behind
/// the terminator. One retry; the second attempt is well.
/// </summary>
public sealed class WireProxyTests
{
    private const string Text = "Zwölf 🎉 Boxkämpfer";

    // Coprime to the length of an event, so that each part of one is met.
    private const int Step = 5;

    public static TheoryData<bool, bool> Calls => new() { { true, true }, { true, false }, { false, true }, { false, false } };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_response_closed_at_any_byte_is_asked_for_again_until_content_came_then_interrupted(bool isOpenAI, bool stream)
    {
        await using var run = await Run.StartAsync(isOpenAI, stream);
        var length = await run.MeasureAsync();
        var phase = Outcome.Retried;
        for (var bytes = 0; bytes < length; bytes += Step)
        {
            var (outcome, attempts) = await run.CallAsync(run.Proxy.EndAfter(bytes, WireEnd.Close));

            // Never half an answer: what counts is how far the response came, and it never goes back.
            Assert.True(outcome >= phase, $"byte {bytes} of {length}: {outcome} after {phase}");
            Assert.Equal(outcome is Outcome.Retried ? 2 : 1, attempts);
            Assert.True(stream || outcome is not Outcome.Interrupted, $"byte {bytes}: half an answer");
            phase = outcome;
        }

        // OpenAI's whole answer is complete with its last byte; a stream with its terminator, before the frame's end.
        Assert.Equal(isOpenAI && !stream ? Outcome.Retried : Outcome.Answered, phase);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_response_reset_at_any_byte_ends_in_an_answer_or_a_typed_error(bool isOpenAI, bool stream)
    {
        await using var run = await Run.StartAsync(isOpenAI, stream);
        var length = await run.MeasureAsync();
        for (var bytes = 1; bytes < length; bytes += 2 * Step)
        {
            var (outcome, attempts) = await run.CallAsync(run.Proxy.EndAfter(bytes, WireEnd.Reset));

            Assert.Equal(outcome is Outcome.Retried ? 2 : 1, attempts);
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_request_cut_at_any_byte_is_sent_again(bool isOpenAI, bool stream)
    {
        await using var run = await Run.StartAsync(isOpenAI, stream);
        for (var bytes = 1; bytes < 200; bytes += 4 * Step)
        {
            var (outcome, attempts) = await run.CallAsync(run.Proxy.EndAfter(bytes, bytes % 2 == 0 ? WireEnd.Close : WireEnd.Reset, ofRequest: true));

            Assert.Equal((Outcome.Retried, 2), (outcome, attempts));
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_response_that_stops_at_any_byte_is_not_waited_for_longer_than_its_deadline(bool isOpenAI, bool stream)
    {
        var clock = new FaultClock();
        await using var run = await Run.StartAsync(isOpenAI, stream, clock);
        var length = await run.MeasureAsync();
        Task<FaultClock.FaultTimer>? timer = null;
        for (var bytes = 0; bytes < length; bytes += 4 * Step)
        {
            var stopped = run.Proxy.EndAfter(bytes, WireEnd.Silence);
            var call = run.CallAsync(stopped);
            await stopped;
            while (!call.IsCompleted)
            {
                timer ??= clock.TakeAsync(static state => state is Deadlines or CancellationTokenSource, TimeSpan.MaxValue);
                if (await Task.WhenAny(call, timer) == timer)
                {
                    (await timer).Fire();
                    timer = null; // else it waits for one of the next call's
                }
            }

            await call;
            Assert.Equal(0, clock.Deadlines);
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_response_that_comes_byte_by_byte_is_the_same_answer(bool isOpenAI, bool stream)
    {
        await using var run = await Run.StartAsync(isOpenAI, stream);
        run.Proxy.Trickles = true;

        Assert.Equal((Outcome.Answered, 1), await run.CallAsync(Task.CompletedTask));
    }

    /// <summary>In the order in which they come as more of a response arrives.</summary>
    private enum Outcome
    {
        Retried,
        Interrupted,
        Answered,
    }

    /// <summary>A client, the proxy of its one provider, and that provider.</summary>
    private sealed class Run : IAsyncDisposable
    {
        private readonly ChatHost _host;
        private readonly string _provider;
        private readonly bool _stream;

        private Run(ChatHost host, WireProxy proxy, bool isOpenAI, bool stream)
        {
            _host = host;
            Proxy = proxy;
            _stream = stream;
            _provider = isOpenAI ? "openai" : "ollama";
            ((ProviderScript)(isOpenAI ? host.Server.OpenAI : host.Server.Ollama)).Always(Reply.Text("Zwölf ", "🎉 Box", "kämpfer"));
        }

        public WireProxy Proxy { get; }

        private long Sent => _host.Chat.Providers.Single(provider => provider.Name == _provider).RequestsSent;

        public static async Task<Run> StartAsync(bool isOpenAI, bool stream, TimeProvider? time = null)
        {
            WireProxy? proxy = null;
            var host = await ChatHost.StartAsync(
                options =>
                {
                    var provider = isOpenAI ? (ProviderOptions)options.OpenAI : options.Ollama;
                    proxy = new WireProxy(provider.BaseUrl);
                    provider.BaseUrl = proxy.Address;
                    (options.Provider, options.Model) = (provider.Name, isOpenAI ? "gpt-4o" : "llama3.1:8b");
                    options.Fallback = [];
                    options.MaxRetries = 1;
                    options.CircuitBreakerThreshold = 100_000;
                    options.MaxCostPerSession = 1_000;
                },
                time);
            _ = host.Chat; // the options are read with the first client
            return new Run(host, proxy!, isOpenAI, stream);
        }

        /// <summary>The length of a response, up to the end of its frame.</summary>
        public async Task<int> MeasureAsync()
        {
            Assert.Equal((Outcome.Answered, 1), await CallAsync(Task.CompletedTask));
            return (int)Proxy.Passed;
        }

        /// <summary>Makes one call and looks at what became of it: its outcome, its attempts, the money.</summary>
        public async Task<(Outcome Outcome, int Attempts)> CallAsync(Task fault)
        {
            var before = Sent;
            var received = "";
            var outcome = Outcome.Answered;
            try
            {
                if (_stream)
                {
                    await foreach (var update in _host.Chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Hi")]))
                    {
                        received += update.Text;
                    }
                }
                else
                {
                    received = (await _host.AskAsync()).Text;
                }

                Assert.Equal(Text, received);
            }
            catch (StreamInterruptedException error)
            {
                Assert.NotEmpty(error.PartialText);
                Assert.Equal(received, error.PartialText);
                Assert.StartsWith(received, Text, StringComparison.Ordinal);
                Assert.NotEmpty(error.Attempts);
                outcome = Outcome.Interrupted;
            }
            catch (DeadlineException error)
            {
                Assert.Empty(received);
                Assert.NotEmpty(error.Attempts);
                outcome = Outcome.Retried;
            }

            await fault;
            Assert.Equal(0, _host.Chat.Session.Reserved);
            var attempts = (int)(Sent - before);
            return (outcome is Outcome.Answered && attempts == 2 ? Outcome.Retried : outcome, attempts);
        }

        public async ValueTask DisposeAsync()
        {
            await _host.DisposeAsync();
            await Proxy.DisposeAsync();
            Assert.Equal(0, Proxy.Open);
        }
    }
}
