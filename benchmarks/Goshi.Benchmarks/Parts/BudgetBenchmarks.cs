using BenchmarkDotNet.Attributes;
using Goshi.Cost;

namespace Goshi.Benchmarks.Parts;

/// <summary>Admission, reservation and settlement of one call under a limit.</summary>
[MemoryDiagnoser]
public class BudgetBenchmarks
{
    private readonly GoshiSession _session = new("benchmark", 1_000_000_000m);
    private readonly AdmissionRequest _request = CreateRequest();
    private readonly Settlement _settlement = new(
        "openai", "gpt-5.4-mini", new TokenUsage { InputTokens = 23, OutputTokens = 61 }, Pico: 1_000);

    [Benchmark]
    public long ReserveAndSettle() =>
        _session.TryAdmit(in _request, out var admission) ? (long)admission.Reservation!.Settle(in _settlement).ChargedPico : -1;

    private static AdmissionRequest CreateRequest()
    {
        GoshiCosts.TryGetPrice("gpt-5.4-mini", ServiceTier.Standard, new DateOnly(2026, 11, 22), out var price);
        return new AdmissionRequest
        {
            Budget = new ProviderBudget("openai"),
            Model = "gpt-5.4-mini",
            Billing = Billing.Priced,
            Price = price,
            PromptBound = 40,
            ModelTokenLimit = 128_000,
        };
    }
}
