using BenchmarkDotNet.Attributes;
using Goshi.Cost;
using Goshi.Resilience;
using Polly;

namespace Goshi.Benchmarks.Parts;

/// <summary>What a call through a typed or a chat interface is guarded by, around an attempt that does nothing.</summary>
[MemoryDiagnoser]
public class DutiesBenchmarks
{
    private readonly BudgetBenchmarks _budget = new();
    private readonly CostBenchmarks _cost = new();
    private readonly PipelineBenchmarks _pipeline = new();

    /// <summary>Retry, breaker, deadlines, reservation, exact cost and settlement.</summary>
    [Benchmark]
    public ValueTask<decimal> Together() => _pipeline.RunAsync(static (attempt, self) => self.Attempt(attempt), this);

    private ValueTask<Outcome<decimal>> Attempt(AttemptContext attempt)
    {
        var deadlines = attempt.NewDeadlines(PipelineBenchmarks.Settings);
        deadlines.StartRequest();
        var usd = _cost.ByModel();
        _budget.ReserveAndSettle();
        attempt.Lease.Success();
        deadlines.Complete();
        return ValueTask.FromResult(Outcome.FromResult(usd));
    }
}
