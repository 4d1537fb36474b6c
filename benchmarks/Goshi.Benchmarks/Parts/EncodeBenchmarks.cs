using BenchmarkDotNet.Attributes;
using Goshi.Benchmarks.Contestants;

namespace Goshi.Benchmarks.Parts;

/// <summary>A request to the bytes of its body.</summary>
[MemoryDiagnoser]
public class EncodeBenchmarks
{
    private readonly string _long = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog. ", 400));

    [Benchmark]
    public int Small() => GoshiTypedContestant.Request("Why is the sky blue?", stream: true).Encode().Length;

    [Benchmark]
    public int Long() => GoshiTypedContestant.Request(_long, stream: true).Encode().Length;
}
