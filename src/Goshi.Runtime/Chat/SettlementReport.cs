using Goshi.Cost;
using Goshi.Telemetry;
using Microsoft.Extensions.Logging;

namespace Goshi.Chat;

/// <summary>Says in the log what an attempt came to, and warns where a limit is near.</summary>
internal static class SettlementReport
{
    public static void Write(
        ProviderRuntime provider, string target, GoshiSession session, in Settlement settlement, in SettlementOutcome outcome)
    {
        provider.Warn(session, outcome.SessionWarning);
        provider.Warn(session, outcome.ProviderWarning);
        if (settlement.Billing is Billing.Unpriced)
        {
            Log.Unpriced(provider.Logger, target);
        }

        if (outcome.OvershootPico > 0 && provider.Logger.IsEnabled(LogLevel.Warning))
        {
            Log.BilledMoreThanReserved(provider.Logger, target, Money.Format(outcome.ChargedUsd), Money.Format(outcome.OvershootUsd));
        }

        if (provider.Logger.IsEnabled(LogLevel.Information))
        {
            var cost = settlement.Billing switch
            {
                Billing.Free => "free",
                Billing.Unpriced => "cost unknown",
                _ => $"{Money.Format(outcome.ChargedUsd)} USD{(settlement.Estimated ? " (estimated)" : "")}",
            };
            Log.Cost(
                provider.Logger, target, settlement.Usage.InputTokens, settlement.Usage.OutputTokens, cost,
                session.Name ?? "default", $"{Money.Format(outcome.SessionSpentUsd)} USD");
        }
    }
}
