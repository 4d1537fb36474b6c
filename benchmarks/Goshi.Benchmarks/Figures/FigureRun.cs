using System.Diagnostics;
using Goshi.Benchmarks.Compiler;
using Goshi.Benchmarks.Contestants;
using Goshi.Benchmarks.Parts;
using Goshi.Benchmarks.Server;
using Goshi.Benchmarks.Whole;

namespace Goshi.Benchmarks.Figures;

/// <summary>What is a number by itself, and no ratio in a table of works. Each is the best of a few rounds.</summary>
internal static class FigureRun
{
    private const int Rounds = 7;

    /// <summary>Prints the figures: all, or those of one group: parts, circuit, failover, connections, heard, live, start, compiler, build.</summary>
    public static async Task<int> RunAsync(string? only)
    {
        using var server = ServerProcess.Start();
        (string Name, Func<Task<Figure[]>> Measure)[] all =
        [
            ("parts", () => Task.FromResult(Parts())),
            ("circuit", MovingOn.MeasureInMemoryAsync),
            ("failover", () => MovingOn.MeasureOverLoopbackAsync(server)),
            ("connections", () => ConnectionsAsync(server)),
            ("heard", () => Heard.MeasureAsync(server)),
            ("live", () => LiveStreams.MeasureAsync(server)),
            ("start", () => Startup.MeasureAsync(server)),
            ("compiler", () => Task.FromResult(FreshCompiler.Measure())),
            ("build", () => Task.FromResult(EmptyBuild.Measure())),
        ];
        foreach (var (_, measure) in all.Where(one => only is null || one.Name == only))
        {
            foreach (var figure in await measure())
            {
                Console.WriteLine(figure);
            }
        }

        return 0;
    }

    private static Figure[] Parts()
    {
        var cost = new CostBenchmarks();
        var duties = new DutiesBenchmarks();
        using var tracking = new TrackingBenchmarks();
        var decode = new DecodeBenchmarks();
        var megabytes = decode.StreamLength / 1e6;
        return
        [
            new("cost by model", Nanoseconds(() => cost.ByModel()), 5, "ns"),
            new("cost by id", Nanoseconds(() => cost.ById()), 15, "ns"),
            new("duties together, unheard", Nanoseconds(() => duties.Together().GetAwaiter().GetResult()), 700, "ns"),
            new("tracking: reserve, settle, log, count", Nanoseconds(() => tracking.Track()), 2_000, "ns"),
            new("events decoded from memory", megabytes / (Nanoseconds(() => decode.StreamFromMemory().GetAwaiter().GetResult(), 200) / 1e9), 600, "MB/s") { MoreIsBetter = true },
        ];
    }

    private static async Task<Figure[]> ConnectionsAsync(ServerProcess server)
    {
        using var client = new GoshiChatContestant(server.BaseUrl);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            for (var i = 0; i < 125; i++)
            {
                await client.AskAsync("Why is the sky blue?");
            }
        }));
        return [new("connections for 2,000 requests, 16 at once", client.ConnectionsOpened, 16, "")];
    }

    /// <summary>The least time of a run, over a few rounds.</summary>
    public static double Nanoseconds<T>(Func<T> run, int runs = 20_000)
    {
        var least = double.MaxValue;
        for (var round = 0; round < Rounds + 3; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < runs; i++)
            {
                run();
            }

            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds / runs);
            Thread.Sleep(50); // for the runtime, to optimise what is hot
        }

        return least;
    }

    /// <summary>The least median time of a request, milliseconds, of contestants that take turns.</summary>
    public static async Task<double[]> MillisecondsAsync(Work work, params IContestant[] contestants)
    {
        var least = Enumerable.Repeat(double.MaxValue, contestants.Length).ToArray();
        await Harness.WarmUpAsync(work, contestants);
        for (var round = 0; round < Rounds + 3; round++)
        {
            for (var i = 0; i < contestants.Length; i++)
            {
                var measured = await work.RunAsync(contestants[i]);
                least[i] = Math.Min(least[i], measured.MedianTicks / (Stopwatch.Frequency / 1000.0));
            }
        }

        return least;
    }
}
