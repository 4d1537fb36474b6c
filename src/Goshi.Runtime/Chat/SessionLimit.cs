using Goshi.Configuration;

namespace Goshi.Chat;

/// <summary>The limit of a session that is given none by the caller.</summary>
internal static class SessionLimit
{
    /// <summary>
    /// llm's limit; else the sum of the providers' when every reachable priced provider has one, for then no session can
    /// cost more; else none. US dollars.
    /// </summary>
    public static decimal? Of(LlmOptions options, Route root, IEnumerable<Route> profiles)
    {
        if (options.MaxCostPerSession is { } whole)
        {
            return whole;
        }

        var limits = profiles.Prepend(root)
            .SelectMany(static route => route.Targets.Concat(route.WithoutLocal ?? []))
            .Select(static target => target.Provider)
            .Where(static provider => !provider.IsFree)
            .Distinct()
            .Select(static provider => provider.Options.MaxCostPerSession)
            .ToArray();
        return limits.Length > 0 && limits.All(static limit => limit is not null) ? limits.Sum() : null;
    }
}
