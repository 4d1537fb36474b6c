using System.Diagnostics;
using System.Net;
using Goshi.Benchmarks.Contestants;
using Goshi.Benchmarks.Server;
using Goshi.Benchmarks.Whole;

namespace Goshi.Benchmarks.Figures;

/// <summary>What it costs to be answered by the second target.</summary>
internal static class MovingOn
{
    private const int Calls = 5_000;

    /// <summary>After a 503 over loopback, against the time that the same client takes when the first target answers.</summary>
    public static async Task<Figure[]> MeasureOverLoopbackAsync(ServerProcess server)
    {
        using var plain = new GoshiChatContestant(server.BaseUrl);
        using var failing = new GoshiChatContestant(server.BaseUrl, static options =>
        {
            options.OpenAI.BaseUrl = options.OpenAI.BaseUrl.Replace("/v1", AnswerServer.Busy, StringComparison.Ordinal);
            options.OpenAI.MaxRetries = 0;
            options.OpenAI.CircuitBreakerThreshold = int.MaxValue;
        });
        using var floor = new FloorContestant(server.BaseUrl);
        var whole = await FigureRun.MillisecondsAsync(Work.Small(300), floor, plain, failing);
        return
        [
            new("added latency of a small chat, over loopback", whole[1] - whole[0], 5, "ms"),
            new("a 503, then success on the second target: added", whole[2] - whole[1], 0.2, "ms"),
        ];
    }

    /// <summary>Past an open circuit. In memory: over a network it is lost in the noise.</summary>
    public static async Task<Figure[]> MeasureInMemoryAsync()
    {
        using var plain = InMemory();
        using var open = InMemory();
        open.Isolate("openai");
        var (first, second) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < 12; round++)
        {
            first = Math.Min(first, await NanosecondsAsync(plain));
            second = Math.Min(second, await NanosecondsAsync(open));
        }

        return
        [
            new("a small chat without a network", first / 1000, null, "us"),
            new("an open circuit, moved to the second target: added", (second - first) / 1000, 1, "us"),
        ];
    }

    private static GoshiChatContestant InMemory() => new(new Uri("http://127.0.0.1:1/v1"), static options =>
    {
        options.ConfigureHandler("openai", static inner => new Canned(inner));
        options.ConfigureHandler("second", static inner => new Canned(inner));
    });

    private static async Task<double> NanosecondsAsync(GoshiChatContestant client)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++)
        {
            await client.AskAsync("Why is the sky blue?");
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls;
    }

    private sealed class Canned(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly byte[] _body = Answers.Small[(Answers.Small.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new ByteArrayContent(_body) });
    }
}
