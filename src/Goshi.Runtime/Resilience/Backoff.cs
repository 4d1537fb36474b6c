namespace Goshi.Resilience;

/// <summary>The wait before a retry.</summary>
internal static class Backoff
{
    /// <summary>
    /// A uniformly random wait from <paramref name="min"/> to min(<paramref name="max"/>, min x 2^retry): the span widens
    /// with each retry, so that clients which failed together do not come back together, and none comes back at once.
    /// </summary>
    /// <param name="retry">The number of the retry, from 1.</param>
    /// <param name="min">The shortest wait; above zero.</param>
    /// <param name="max">The longest wait; not below <paramref name="min"/>.</param>
    /// <param name="random">A uniformly random number from 0 to 1.</param>
    public static TimeSpan Delay(int retry, TimeSpan min, TimeSpan max, double random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retry, 1);
        var upper = Math.Max(min.Ticks, Math.Min(max.Ticks, min.Ticks * Math.Pow(2, retry)));
        return TimeSpan.FromTicks(min.Ticks + (long)((upper - min.Ticks) * Math.Clamp(random, 0, 1)));
    }
}
