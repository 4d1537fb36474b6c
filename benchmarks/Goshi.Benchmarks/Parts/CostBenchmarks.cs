using BenchmarkDotNet.Attributes;

namespace Goshi.Benchmarks.Parts;

/// <summary>Exact cost, on the calculators that the generator emits from the packaged price table.</summary>
[MemoryDiagnoser]
public class CostBenchmarks
{
    private readonly TokenUsage _usage = new() { InputTokens = 1_200, CachedInputTokens = 1_024, OutputTokens = 180 };
    private readonly DateOnly _today = new(2026, 11, 22);
    private readonly string _id = "gpt-5.4-mini";

    [Benchmark]
    public decimal ByModel() => GoshiCosts.Gpt5_4Mini.Calculate(in _usage);

    [Benchmark]
    public decimal ById() => GoshiCosts.TryCalculate(_id, in _usage, ServiceTier.Standard, _today, out var usd) ? usd : -1;
}
