using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using Goshi.Resilience;
using Polly;

namespace Goshi.Benchmarks.Parts;

/// <summary>Retry, breaker and deadlines around an attempt that does nothing.</summary>
[MemoryDiagnoser]
public class PipelineBenchmarks
{
    private readonly AlarmPool _alarms = new(TimeProvider.System);
    private readonly TargetPipeline _pipeline;
    internal static DeadlineSettings Settings { get; } = new(
        TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(10))
    {
        Provider = "openai",
        KeyPrefix = "llm.openai",
    };

    public PipelineBenchmarks()
    {
        var breaker = new CircuitBreaker("openai", threshold: 5, TimeSpan.FromSeconds(30), TimeProvider.System);
        _pipeline = new TargetPipeline(new RetrySettings(3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)), breaker, TimeProvider.System);
    }

    [Benchmark]
    public ValueTask<int> RetryAndBreaker() => RunAsync(
        static (attempt, state) =>
        {
            attempt.Lease.Success();
            return ValueTask.FromResult(Outcome.FromResult(state));
        },
        1);

    /// <summary>Runs an attempt as a call does.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<T> RunAsync<T, TState>(Func<AttemptContext, TState, ValueTask<Outcome<T>>> attempt, TState state) =>
        (await _pipeline.ExecuteAsync(attempt, NewCall(), state, CancellationToken.None)).Result!;

    [Benchmark]
    public bool Deadlines()
    {
        var deadlines = new Deadlines(_alarms, CancellationToken.None, Settings);
        deadlines.StartRequest();
        deadlines.Complete();
        return deadlines.Token.CanBeCanceled;
    }

    private static CallContext NewCall()
    {
        var call = new CallContext(TimeProvider.System);
        call.BeginTarget("openai", "gpt-5.4-mini", isOllama: false, TimeSpan.FromSeconds(30), later: null);
        return call;
    }
}
