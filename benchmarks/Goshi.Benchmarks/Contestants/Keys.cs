namespace Goshi.Benchmarks.Contestants;

/// <summary>The key that every contestant sends; the server takes any.</summary>
internal static class Keys
{
    public const string Variable = "GOSHI_BENCHMARK_KEY";

    public const string Value = "not-a-real-key";
}
