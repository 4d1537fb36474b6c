using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;
using Goshi.Benchmarks.Contestants;
using Goshi.Benchmarks.Server;

namespace Goshi.Benchmarks.Whole;

/// <summary>What a request through each of our clients allocates, by type: the runtime's own sampling, about one in 100 KB.</summary>
internal static class AllocationProfile
{
    private const int Requests = 20_000;
    private const int Shown = 80;

    public static async Task<int> RunAsync()
    {
        using var server = ServerProcess.Start();
        foreach (var contestant in new IContestant[] { new GoshiChatContestant(server.BaseUrl), new GoshiTypedContestant(server.BaseUrl) })
        {
            foreach (var work in new[] { Work.Small(Requests), Work.Stream(200, Requests / 20) })
            {
                await work.RunAsync(contestant);
                await ProfileAsync(work, contestant);
            }

            contestant.Dispose();
        }

        return 0;
    }

    private static async Task ProfileAsync(Work work, IContestant contestant)
    {
        using var samples = new Samples();
        var measured = await work.RunAsync(contestant);
        var sum = samples.Types.Values.Sum();
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{contestant.Name}, {work.Name}: {measured.BytesPerRequest:N0} bytes"));
        foreach (var (type, count) in samples.Types.OrderByDescending(static type => type.Value).Take(Shown))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{measured.BytesPerRequest * count / sum,9:N0}  {(type.Length > 110 ? type[..110] + "..." : type)}"));
        }
    }

    private sealed class Samples : EventListener
    {
        private const EventKeywords AllocationSampling = (EventKeywords)0x80000000000;

        public ConcurrentDictionary<string, int> Types { get; } = new();

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            {
                EnableEvents(eventSource, EventLevel.Informational, AllocationSampling);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.PayloadNames?.IndexOf("TypeName") is { } index and >= 0 && eventData.Payload?[index] is string type)
            {
                Types?.AddOrUpdate(type, 1, static (_, count) => count + 1);
            }
        }
    }
}
