using Goshi.Chat;
using Goshi.Configuration;
using Goshi.Cost;
using Goshi.Telemetry;
using Microsoft.Extensions.Logging;

namespace Goshi.Hosting;

/// <summary>What the log says when the first client is made: where calls go, what they may cost, how old the prices are.</summary>
internal static class EngineReport
{
    private const int DaysAhead = 90;

    public static void Started(ILogger logger, ChatEngine engine, LlmOptions options, ModelTable models, TimeProvider time)
    {
        var root = engine.Root;
        var limit = engine.DefaultSession.Limit is { } usd ? $"{Money.Format(usd)} USD" : "none";
        var fallback = root.Targets.Count > 1 ? string.Join(", ", root.Targets.Skip(1).Select(static target => target.Name)) : "none";
        Log.Ready(logger, root.First.Name, fallback, limit, models.AsOf);

        foreach (var warning in OptionsValidator.Examine(options, models).Warnings)
        {
            Log.OptionsWarning(logger, warning);
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var reachable = engine.Profiles.Prepend(root)
            .SelectMany(static route => route.Targets.Concat(route.WithoutLocal ?? []))
            .DistinctBy(static target => target.Name)
            .ToArray();
        foreach (var provider in reachable.Select(static target => target.Provider).Where(static provider => !provider.IsFree).Distinct())
        {
            if (!provider.Options.TrackUsage)
            {
                Log.UsageIsEstimated(logger, provider.Name);
            }
        }

        foreach (var target in reachable)
        {
            if (target.Settings.Info?.RetirementDate is { } retirement && retirement <= today.AddDays(DaysAhead))
            {
                Log.Retiring(logger, target.Name, retirement);
            }

            if (!target.Provider.IsFree && target.Provider.PriceOf(target.Settings.Info, target.Tier, today) is { IsUnconfirmed: true })
            {
                Log.PriceUnconfirmed(logger, target.Name, models.AsOf);
            }
        }
    }
}
