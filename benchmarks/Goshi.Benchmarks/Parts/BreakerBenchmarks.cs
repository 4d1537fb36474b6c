using BenchmarkDotNet.Attributes;
using Goshi.Resilience;
using Polly;

namespace Goshi.Benchmarks.Parts;

/// <summary>What the circuit breaker adds to each call.</summary>
[MemoryDiagnoser]
public class BreakerBenchmarks
{
    private readonly CircuitBreaker _closed = new("openai", threshold: 5, TimeSpan.FromSeconds(30), TimeProvider.System);
    private readonly CircuitBreaker _open = new("openai", threshold: 5, TimeSpan.FromDays(1), TimeProvider.System);
    private readonly TargetPipeline _pipeline;
    private readonly CallContext _call = new(TimeProvider.System);

    public BreakerBenchmarks()
    {
        for (var i = 0; i < 5 && _open.TryEnter(out var lease, out _); i++)
        {
            lease.Failure();
        }

        _pipeline = new TargetPipeline(new RetrySettings(3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)), _open, TimeProvider.System);
        _call.BeginTarget("openai", "gpt-5.4-mini", isOllama: false, TimeSpan.FromSeconds(30), later: null);
    }

    [Benchmark]
    public bool EnterAndSucceed()
    {
        if (!_closed.TryEnter(out var lease, out _))
        {
            return false;
        }

        lease.Success();
        return true;
    }

    [Benchmark]
    public bool Reject() => _open.TryEnter(out _, out _);

    /// <summary>A rejected call: the error, its line in the list of attempts, and the way through the pipeline.</summary>
    [Benchmark]
    public bool RejectAsOutcome()
    {
        _call.Attempts.Clear();
        var outcome = _pipeline.ExecuteAsync(static (_, _) => ValueTask.FromResult(Outcome.FromResult(1)), _call, 0, CancellationToken.None);
        return outcome.GetAwaiter().GetResult().Exception is CircuitOpenException;
    }
}
