namespace Goshi.Configuration;

/// <summary>
/// How long a caller can wait, at worst, for the first content of the last target: everything before it fails as late as
/// its deadlines allow. An upper bound, for calls whose circuits are closed.
/// </summary>
/// <remarks>
/// A target before the last one takes at most failover_after, just before whose end a last attempt begins, and that
/// attempt. The last one takes all its attempts and waits. An attempt that follows a deadline may be 1.5 times longer than
/// the one before, up to streaming_timeout; Ollama's deadlines are not retried, so its attempts do not grow.
/// </remarks>
internal static class FirstContentTime
{
    private const double LongerAfterDeadline = 1.5;

    // Whether Ollama answers is asked once before the call.
    private static readonly TimeSpan LocalProbe = TimeSpan.FromMilliseconds(400);

    /// <summary>The longest time of a call through llm or a profile; infinite: a deadline on the way is <c>none</c>.</summary>
    public static TimeSpan Of(LlmOptions llm, ProfileOptions? profile)
    {
        var longest = TimeSpan.Zero;
        foreach (var primary in TargetResolution.Primaries(llm, profile))
        {
            var targets = TargetResolution.Resolve(llm, ModelTable.Empty, profile, primary);
            var time = TargetResolution.IsAuto(llm, profile) ? LocalProbe : TimeSpan.Zero;
            for (var i = 0; i < targets.Count; i++)
            {
                var attempts = Attempts(targets[i]);
                if (attempts[^1] == TimeSpan.MaxValue)
                {
                    return Timeout.InfiniteTimeSpan;
                }

                time += i < targets.Count - 1 ? BeforeAnother(targets[i], attempts) : Alone(targets[i], attempts);
            }

            longest = time > longest ? time : longest;
        }

        return longest;
    }

    /// <summary>The longest each attempt can take when all before it ran into their deadlines.</summary>
    private static List<TimeSpan> Attempts(ResolvedTarget target)
    {
        var isOllama = target.Provider.Api == ProviderApi.Ollama;
        var stream = Finite(target.StreamingTimeout);
        var first = Min(Finite(target.FirstTokenTimeout), stream);
        var attempt = isOllama ? first : Max(first, target.RequestTimeout);
        var attempts = new List<TimeSpan>();
        for (var i = 0; i <= target.Provider.MaxRetries; i++)
        {
            attempts.Add(attempt);
            if (!isOllama && attempt < stream)
            {
                attempt = Min(attempt * LongerAfterDeadline, stream);
            }
        }

        return attempts;
    }

    private static TimeSpan Alone(ResolvedTarget target, List<TimeSpan> attempts) =>
        attempts.Aggregate(target.Provider.RetryBackoffMax * target.Provider.MaxRetries, static (sum, attempt) => sum + attempt);

    private static TimeSpan BeforeAnother(ResolvedTarget target, List<TimeSpan> attempts)
    {
        if (attempts.Count == 1 || target.Provider.RetryBackoffMin >= target.FailoverAfter)
        {
            return attempts[0];
        }

        // The last attempt is the longer, the more deadlines have passed before it; as many as fit into failover_after.
        var (passed, last) = (TimeSpan.Zero, 0);
        while (last < attempts.Count - 1 && passed + attempts[last] < target.FailoverAfter)
        {
            passed += attempts[last++];
        }

        return Min(Alone(target, attempts), target.FailoverAfter + attempts[last]);
    }

    private static TimeSpan Finite(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : time;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
