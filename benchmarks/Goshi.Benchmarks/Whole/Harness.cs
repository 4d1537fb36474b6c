using System.Globalization;
using Goshi.Benchmarks.Contestants;
using Goshi.Benchmarks.Server;

namespace Goshi.Benchmarks.Whole;

/// <summary>
/// Whole requests over loopback HTTP. The contestants take turns within each round, in an order that rotates; each is
/// compared with the floor of the same round, and the table shows the median of those ratios: what disturbs the machine
/// disturbs neighbours alike.
/// </summary>
internal static class Harness
{
    private const int DefaultRounds = 15;

    /// <summary>Prints a table per kind of work. Arguments: the number of rounds; a part of the name of the works to run.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : DefaultRounds;
        using var server = ServerProcess.Start();
        server.Pin();
        IContestant[] contestants =
        [
            new FloorContestant(server.BaseUrl),
            new GoshiChatContestant(server.BaseUrl),
            new GoshiTypedContestant(server.BaseUrl),
            new GoshiUtf8Contestant(server.BaseUrl),
            PollyContestant.Create(server.BaseUrl),
            new OpenAISdkContestant(server.BaseUrl),
        ];
        Work[] works = [Work.Small(300), Work.Concurrent(2_000), Work.Stream(200, 40), Work.Stream(400, 20), Work.ManyStreams(1_000)];
        var few = new double[contestants.Length];
        foreach (var work in works.Where(work => args.Length < 2 || work.Name.Contains(args[1], StringComparison.Ordinal)))
        {
            await WarmUpAsync(work, contestants);
            var results = await MeasureAsync(work, contestants, rounds);
            Print(work, contestants, results);
            if (work.IsStreamed && work.Name.Contains("200", StringComparison.Ordinal))
            {
                few = Bytes(results);
            }
            else if (work.Name.Contains("400", StringComparison.Ordinal))
            {
                PrintMarginal(contestants, few, Bytes(results), chunks: 200);
            }
        }

        foreach (var contestant in contestants)
        {
            contestant.Dispose();
        }

        return 0;
    }

    /// <summary>Until the runtime has optimised what is hot, which it does in the background, one would measure its compiler.</summary>
    public static async Task WarmUpAsync(Work work, IContestant[] contestants)
    {
        for (var round = 0; round < 12; round++)
        {
            foreach (var contestant in contestants)
            {
                await work.RunAsync(contestant);
            }

            await Task.Delay(200);
        }
    }

    private static async Task<Measured[][]> MeasureAsync(Work work, IContestant[] contestants, int rounds)
    {
        var results = contestants.Select(_ => new Measured[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < contestants.Length; turn++)
            {
                var index = (turn + round) % contestants.Length;
                results[index][round] = await work.RunAsync(contestants[index]);
            }
        }

        return results;
    }

    private static void Print(Work work, IContestant[] contestants, Measured[][] results)
    {
        Console.WriteLine();
        Console.WriteLine($"{work.Name,-26} {"p50 us",9} {"p50",6} {"wall",6} {"first",6} {"cpu",6} {"bytes",10} {"bytes",6}");
        for (var i = 0; i < contestants.Length; i++)
        {
            var ours = results[i];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{contestants[i].Name,-26} {Median(ours.Select(static m => m.MedianTicks)) / 1000,9:N1} {Ratio(static m => m.MedianTicks),6:N2} {Ratio(static m => m.WallTicks),6:N2} {(work.IsStreamed ? Ratio(static m => m.FirstContentTicks) : 0),6:N2} {Ratio(static m => m.CpuTicks),6:N2} {Median(ours.Select(static m => m.BytesPerRequest)),10:N0} {Ratio(static m => m.BytesPerRequest),6:N2}"));

            double Ratio(Func<Measured, double> of) => Median(ours.Zip(results[0], (mine, floor) => of(mine) / of(floor)));
        }
    }

    private static void PrintMarginal(IContestant[] contestants, double[] few, double[] many, int chunks)
    {
        Console.WriteLine();
        Console.WriteLine("marginal bytes per chunk");
        for (var i = 0; i < contestants.Length; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{contestants[i].Name,-26} {(many[i] - few[i]) / chunks,9:N1}"));
        }
    }

    private static double[] Bytes(Measured[][] results) => [.. results.Select(static rounds => Median(rounds.Select(static m => m.BytesPerRequest)))];

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
