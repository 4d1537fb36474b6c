using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace Goshi.Benchmarks.Parts;

/// <summary>Exact cost, on the calculators that the generator emits from the packaged price table.</summary>
[MemoryDiagnoser]
public class CostBenchmarks
{
    private readonly TokenUsage _usage = new() { InputTokens = 1_200, CachedInputTokens = 1_024, OutputTokens = 180 };
    private readonly DateOnly _today = new(2026, 11, 22);

    /// <summary>An id, a dated one, the longest one and one of a fine-tuned model.</summary>
    [Params("gpt-5.4-mini", "gpt-5.4-2026-03-05", "gpt-4o-mini-search-preview-2025-03-11", "meta-llama/llama-4-maverick-17b-128e-instruct", "ft:gpt-4.1-nano-2025-04-14:acme::abc123")]
    public string Id { get; set; } = "gpt-5.4-mini";

    /// <summary>A call that does nothing, to compare with.</summary>
    [Benchmark(Baseline = true)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public decimal Empty() => 0;

    [Benchmark]
    public decimal ByModel() => GoshiCosts.Gpt5_4Mini.Calculate(in _usage);

    [Benchmark]
    public decimal ById() => GoshiCosts.TryCalculate(Id, in _usage, ServiceTier.Standard, _today, out var usd) ? usd : -1;
}
