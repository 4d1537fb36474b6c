using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Goshi.Benchmarks.Contestants;
using Goshi.Chat;
using Goshi.Cost;
using Goshi.Hosting;
using Goshi.Telemetry;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Goshi.Benchmarks.Parts;

/// <summary>
/// What tracking adds to a call: reserve, price and settle the attempt, log its cost, count it in the metrics. The log is on
/// and the meters are heard; what a logger or an exporter does with it is not measured.
/// </summary>
[MemoryDiagnoser]
public class TrackingBenchmarks : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly MeterListener _meters;
    private readonly GoshiSession _session = new("benchmark", 1_000_000_000m);
    private readonly CallTelemetry _telemetry = new(TimeProvider.System, stream: false);
    private readonly ChatTarget _target;
    private readonly AdmissionRequest _request;
    private readonly AttemptFacts _facts = new() { End = AttemptEnd.Completed, Reported = new TokenUsage { InputTokens = 23, OutputTokens = 61 } };
    private readonly DateOnly _today = new(2026, 11, 22);

    public TrackingBenchmarks()
    {
        _services = GoshiServices.Create(new Uri("http://127.0.0.1:1/v1"), services: static services => services.AddSingleton<ILoggerFactory, OpenLog>());
        var engine = _services.GetRequiredService<ChatEngineHolder<IGoshiChat>>().Engine;
        _target = engine.Root.First;
        _request = _target.AdmissionRequest(engine.NewCall(
            engine.Root, _session, [new ChatMessage(ChatRole.User, "Why is the sky blue?")], options: null, stream: false,
            _services.GetRequiredService<IGoshiChat>()));
        _meters = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Goshi")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _meters.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        _meters.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        _meters.Start();
    }

    [Benchmark]
    public decimal Track()
    {
        _session.TryAdmit(in _request, out var admission);
        var used = SettlementRules.Usage(in _facts)!.Value;
        var provider = _target.Provider;
        var (info, _) = PriceLookup.Resolve(provider.Models, provider.Prices, _target.Settings.Info, "gpt-5.4-mini");
        var settlement = SettlementRules.Price(
            provider.Name, info!.Id, in used, provider.IsFree, provider.PriceOf(info, ServiceTier.Standard, _today));
        var outcome = admission.Reservation!.Settle(in settlement);
        var tokens = used.Usage;
        _telemetry.Settled(_target, in tokens, outcome.ChargedUsd, settlement.Estimated);
        SettlementReport.Write(provider, _target.Name, _session, in settlement, in outcome);
        return outcome.ChargedUsd;
    }

    public void Dispose()
    {
        _meters.Dispose();
        _services.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A log that is on and writes nothing.</summary>
    private sealed class OpenLog : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }

        public void Dispose()
        {
        }
    }
}
