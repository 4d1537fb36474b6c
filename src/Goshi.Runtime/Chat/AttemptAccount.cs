using System.Net.Http;
using System.Net.Sockets;
using Goshi.Cost;
using Goshi.Providers;
using Goshi.Resilience;
using Goshi.Telemetry;
using Microsoft.Extensions.AI;

namespace Goshi.Chat;

/// <summary>What one attempt costs: it is settled or released once, by whichever end comes first, and reported.</summary>
internal readonly struct AttemptAccount(TargetCall call, BudgetReservation reservation)
{
    private ChatTarget Target => call.Target;

    private ProviderRuntime Provider => call.Target.Provider;

    /// <summary>The answer came to its proper end.</summary>
    public void Answered(StreamMeter meter)
    {
        Settle(AttemptEnd.Completed, meter, TimeSpan.Zero);
        call.Call.Telemetry.Answered(Target, meter.ResponseId, meter.ResponseModel, meter.FinishReason?.Value);
        if (call.IsTokenLimitAdded && meter.FinishReason == ChatFinishReason.Length && call.TokenLimit is { } cap)
        {
            Log.CutByCap(Provider.Logger, Target.Name, cap);
        }
    }

    /// <summary>The server answered with an error status, which costs nothing.</summary>
    public void NotBilled() => reservation.Release();

    /// <summary>The attempt failed; what it cost depends on how far it came.</summary>
    /// <returns>The tokens that it was settled with; null: it cost nothing.</returns>
    public SettledUsage? Broke(Exception failure, StreamMeter meter, TimeSpan waited)
    {
        var end = meter.HeadersReceived ? AttemptEnd.Interrupted
            : WasSent(failure) ? AttemptEnd.NoHeaders
            : AttemptEnd.NotSent;
        if (end is AttemptEnd.Interrupted && meter.ContentReceived && failure is not OperationCanceledException)
        {
            Log.StreamBroken(Provider.Logger, Target.Name, meter.ContentBytes, failure.Message.ReplaceLineEndings(" "));
        }

        return Settle(end, meter, waited);
    }

    /// <summary>The reader stopped before the end.</summary>
    public void Abandoned(StreamMeter meter) => Settle(AttemptEnd.Interrupted, meter, TimeSpan.Zero);

    private SettledUsage? Settle(AttemptEnd end, StreamMeter meter, TimeSpan waited)
    {
        var raw = Target.RawOf(call.Call);
        var facts = new AttemptFacts
        {
            End = end,
            Reported = meter.Usage,
            PromptExpectation = end is AttemptEnd.NotSent || meter.Usage is not null ? 0 : PromptExpectation(in raw),
            IsReportedFinal = meter.IsUsageFinal,
            ContentBytes = meter.ContentBytes,
            TokenLimit = call.TokenLimit,
            Waited = waited,
        };
        if (SettlementRules.Usage(in facts) is not { } usage)
        {
            reservation.Release();
            return null;
        }

        if (usage.WasInconsistent)
        {
            Log.InconsistentUsage(Provider.Logger, Target.Name);
        }

        var (info, _) = PriceLookup.Resolve(Provider.Models, Provider.Prices, Target.Settings.Info, meter.ResponseModel);
        var price = Provider.PriceOf(info, meter.Tier ?? Target.TierOf(call.Call, in raw), call.Call.Today);
        var settlement = SettlementRules.Price(Provider.Name, info?.Id ?? Target.Settings.Model, in usage, Provider.IsFree, price);
        Report(in settlement, reservation.Settle(in settlement));
        return usage;
    }

    // An estimator of the application that fails must not keep what the attempt holds, nor hide the error that ended it.
    private long PromptExpectation(in RawRequest raw)
    {
        try
        {
            return call.Call.PromptExpectation(Target.Settings, in raw);
        }
        catch (Exception exception)
        {
            Log.EstimatorFailed(Provider.Logger, Target.Name, exception.GetType().Name);
            return call.Call.PromptExpectation(TokenEstimator.Default, Target.Settings, in raw);
        }
    }

    private void Report(in Settlement settlement, in SettlementOutcome outcome)
    {
        if (!outcome.IsFirst)
        {
            return;
        }

        var usage = settlement.Usage;
        decimal? usd = settlement.Billing is Billing.Unpriced ? null : outcome.ChargedUsd;
        call.Call.Telemetry.Settled(Target, in usage, usd, settlement.Estimated);
        SettlementReport.Write(Provider, Target.Name, call.Call.Session, in settlement, in outcome);
    }

    /// <summary>Without headers the server may have worked on the request all the same, unless it never got there.</summary>
    public static bool WasSent(Exception failure) => failure switch
    {
        DeadlineException deadline => deadline.Deadline is not DeadlineKind.Connection,
        OperationCanceledException => true,
        ProviderException { IsConnectionError: true } => !FailedToConnect(failure),
        _ => false,
    };

    private static bool FailedToConnect(Exception failure) =>
        ConnectionErrors.Find<HttpRequestException>(failure)?.HttpRequestError
            is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
        || ConnectionErrors.Find<SocketException>(failure)?.SocketErrorCode is SocketError.ConnectionRefused;
}
