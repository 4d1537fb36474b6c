using BenchmarkDotNet.Attributes;
using Goshi.Resilience;

namespace Goshi.Benchmarks.Parts;

/// <summary>What the circuit breaker adds to each call.</summary>
[MemoryDiagnoser]
public class BreakerBenchmarks
{
    private readonly CircuitBreaker _closed = new("openai", threshold: 5, TimeSpan.FromSeconds(30), TimeProvider.System);
    private readonly CircuitBreaker _open = new("openai", threshold: 5, TimeSpan.FromSeconds(30), TimeProvider.System);

    public BreakerBenchmarks() => _open.Isolate();

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
}
