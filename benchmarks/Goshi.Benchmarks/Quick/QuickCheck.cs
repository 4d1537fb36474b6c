using System.Globalization;
using Goshi.Benchmarks.Contestants;
using Goshi.Benchmarks.Parts;
using Goshi.Benchmarks.Server;
using Goshi.Benchmarks.Whole;

namespace Goshi.Benchmarks.Quick;

/// <summary>
/// Runs each kind of benchmark briefly, and compares what it allocates with its limit. Allocations are the same on every
/// machine; times are not, so they are left to the harness.
/// </summary>
internal static class QuickCheck
{
    private const int Warmup = 2_000;
    private const int Runs = 2_000;

    /// <summary>Prints the table; 1 when a limit is broken.</summary>
    public static async Task<int> RunAsync()
    {
        Console.WriteLine($"{"bytes allocated",-48} {"measured",10} {"limit",10}");
        var withinLimits = CheckParts();
        using var server = ServerProcess.Start();
        foreach (var limits in Limits.Clients)
        {
            withinLimits &= await CheckClientAsync(server, limits);
        }

        RunGenerator();
        Console.WriteLine(withinLimits ? "Every limit is kept." : "A limit is broken: find what allocates, or say in docs/performance.md why it must.");
        return withinLimits ? 0 : 1;
    }

    private static bool CheckParts()
    {
        var decode = new DecodeBenchmarks();
        var encode = new EncodeBenchmarks();
        var cost = new CostBenchmarks();
        var tuned = new CostBenchmarks { Id = "ft:gpt-4.1-nano-2025-04-14:acme::abc123" };
        var breaker = new BreakerBenchmarks();
        var budget = new BudgetBenchmarks();
        using var tracking = new TrackingBenchmarks();
        var pipeline = new PipelineBenchmarks();
        return Check("decode a chunk: its text", Limits.ChunkDecode, () => decode.Chunk())
            & Check("decode a chunk as UTF-8", 0, () => decode.Utf8Chunk())
            & Check("decode a completion", Limits.CompletionDecode, () => Require(decode.Completion() == 1))
            & Check("encode a small request", Limits.RequestEncode, () => Require(encode.Small() > 100))
            & Check("cost by model", 0, () => Require(cost.ByModel() == 0.0010188m))
            & Check("cost by id", 0, () => Require(cost.ById() == 0.0010188m))
            & Check("cost of a fine-tuned model", 0, () => Require(tuned.ById() > 0))
            & Check("breaker", Limits.Breaker, () => breaker.EnterAndSucceed())
            & Check("breaker, open", 0, () => !breaker.Reject())
            & Check("breaker, open: the rejection", Limits.Rejection, () => Require(breaker.RejectAsOutcome()))
            & Check("budget: reserve and settle", Limits.Budget, () => Require(budget.ReserveAndSettle() == 1_000))
            & Check("tracking: reserve, settle, log, count", Limits.Tracking, () => Require(tracking.Track() > 0))
            & Check("pipeline around nothing", Limits.Pipeline, () => Require(pipeline.RetryAndBreaker().GetAwaiter().GetResult() == 1))
            & Check("deadlines", Limits.Deadlines, () => pipeline.Deadlines());
    }

    private static async Task<bool> CheckClientAsync(ServerProcess server, ClientLimits limits)
    {
        using var client = limits.Create(server.BaseUrl);
        var ask = Work.Small(500);
        var few = Work.Stream(50, 100);
        var many = Work.Stream(250, 100);
        foreach (var work in new[] { ask, few, many, ask, few, many })
        {
            await work.RunAsync(client); // the second time in code that the first made hot
        }

        var request = (await BestAsync(client, ask)).BytesPerRequest;
        var perChunk = ((await BestAsync(client, many)).BytesPerRequest - (await BestAsync(client, few)).BytesPerRequest) / 200;
        return Report($"{client.Name}: a request", request, limits.Request) & Report($"{client.Name}: a further chunk", perChunk, limits.Chunk);
    }

    // The least of a few: now and then the runtime's own background work allocates too.
    private static async Task<Measured> BestAsync(IContestant client, Work work)
    {
        var best = await work.RunAsync(client);
        for (var i = 0; i < 3; i++)
        {
            var next = await work.RunAsync(client);
            best = next.BytesPerRequest < best.BytesPerRequest ? next : best;
        }

        return best;
    }

    private static void RunGenerator()
    {
        var generator = new GeneratorBenchmarks();
        Require(generator.Cold() > 0 && generator.CSharpEdit() > 0 && generator.CommentEdit() > 0 && generator.ValueEdit() > 0);
        Console.WriteLine("The generator ran cold, after a C# edit, a comment and a value in goshi.yaml.");
    }

    private static bool Check(string name, double limit, Func<bool> run)
    {
        for (var i = 0; i < Warmup; i++)
        {
            Require(run());
        }

        Thread.Sleep(150); // the runtime optimises what was hot in the background
        var least = double.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Runs; i++)
            {
                run();
            }

            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Runs);
        }

        return Report(name, least, limit);
    }

    private static bool Report(string name, double measured, double limit)
    {
        var kept = measured < limit + 0.5;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-48} {measured,10:N1} {limit,10:N0}{(kept ? "" : "  BROKEN")}"));
        return kept;
    }

    private static bool Require(bool condition) => condition ? true : throw new InvalidOperationException("A benchmark gave a wrong answer.");
}
