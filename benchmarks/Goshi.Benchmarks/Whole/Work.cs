using System.Diagnostics;
using Goshi.Benchmarks.Contestants;
using Goshi.Benchmarks.Server;

namespace Goshi.Benchmarks.Whole;

/// <summary>One kind of work: so many requests, so many at a time. Every answer is checked.</summary>
internal sealed class Work(string name, int requests, int atOnce, int chunks)
{
    public string Name => name;

    public bool IsStreamed => chunks > 0;

    public static Work Small(int requests) => new("small chat", requests, 1, 0);

    public static Work Concurrent(int requests) => new("64 at once", requests, 64, 0);

    public static Work Stream(int chunks, int requests) => new($"stream of {chunks} chunks", requests, 1, chunks);

    public static Work ManyStreams(int streams) => new($"{streams} streams of 50 at once", streams, streams, 50);

    /// <summary>One turn of a contestant.</summary>
    public async Task<Measured> RunAsync(IContestant contestant)
    {
        var times = new long[requests];
        var firsts = new long[requests];
        var next = -1;
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        if (atOnce == 1)
        {
            await RunLaneAsync();
        }
        else
        {
            await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => RunLaneAsync()));
        }

        var wall = Stopwatch.GetTimestamp() - start;
        var used = Environment.CpuUsage.TotalTime - cpu;
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        return new Measured(Median(times), Median(firsts), allocated / (double)requests, used.Ticks, wall);

        async Task RunLaneAsync()
        {
            int request;
            while ((request = Interlocked.Increment(ref next)) < requests)
            {
                var began = Stopwatch.GetTimestamp();
                var first = await RunOneAsync(contestant);
                times[request] = Stopwatch.GetTimestamp() - began;
                firsts[request] = first == 0 ? 0 : first - began;
            }
        }
    }

    private async Task<long> RunOneAsync(IContestant contestant)
    {
        if (chunks == 0)
        {
            return await contestant.AskAsync("Why is the sky blue?") == Answers.Text ? 0 : throw Wrong(contestant);
        }

        var streamed = await contestant.StreamAsync($"Why is the sky blue? #{chunks}");
        return streamed.Characters == Answers.Characters(chunks) && streamed.CompletionTokens == 61
            ? streamed.FirstContent
            : throw Wrong(contestant);
    }

    private InvalidOperationException Wrong(IContestant contestant) => new($"{contestant.Name} gave a wrong answer at {name}.");

    private static double Median(long[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
