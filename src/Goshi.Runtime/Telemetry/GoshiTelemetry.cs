using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Goshi.Telemetry;

/// <summary>
/// The activity source and the meter, both named <c>Goshi</c>. Names follow OpenTelemetry's GenAI conventions 1.41;
/// what they do not have yet is under <c>goshi.</c>.
/// </summary>
internal static class GoshiTelemetry
{
    public const string Name = "Goshi";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Histogram<long> Tokens = Meter.CreateHistogram(
        "gen_ai.client.token.usage", "{token}", "Tokens used, by gen_ai.token.type",
        advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864] });

    public static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "gen_ai.client.operation.duration", "s", "Duration of calls", advice: Seconds());

    public static readonly Histogram<double> TimeToFirstChunk = Meter.CreateHistogram(
        "gen_ai.client.operation.time_to_first_chunk", "s", "Time to the first content of streamed calls", advice: Seconds());

    public static readonly Counter<double> Cost = Meter.CreateCounter<double>(
        "goshi.cost.usd", "USD", "Cost of settled attempts");

    public static readonly Counter<long> BudgetRefusals = Meter.CreateCounter<long>(
        "goshi.budget.refusals", "{call}", "Calls refused by a budget");

    public static readonly Counter<long> BudgetWarnings = Meter.CreateCounter<long>(
        "goshi.budget.warnings", "{warning}", "Sessions that neared or reached their limit");

    public static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "goshi.retry.count", "{retry}", "Retries, by gen_ai.provider.name");

    public static readonly Counter<long> Fallbacks = Meter.CreateCounter<long>(
        "goshi.fallback.count", "{fallback}", "Calls moved on to another target");

    public static readonly Gauge<int> Circuit = Meter.CreateGauge<int>(
        "goshi.circuit.state", "{state}", "State of a provider's circuit: 0 closed, 1 open, 2 half-open, 3 isolated");

    public static KeyValuePair<string, object?> Provider(string provider) => new("gen_ai.provider.name", provider);

    public static KeyValuePair<string, object?> Model(string? model) => new("gen_ai.request.model", model);

    private static InstrumentAdvice<double> Seconds() => new()
    {
        HistogramBucketBoundaries = [.01, .02, .04, .08, .16, .32, .64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
    };
}
