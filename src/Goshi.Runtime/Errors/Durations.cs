using System.Globalization;

namespace Goshi;

/// <summary>Durations as messages show them: the unit that reads best, in the notation of goshi.yaml.</summary>
internal static class Durations
{
    /// <summary>For example <c>350ms</c>, <c>1.5s</c>, <c>30s</c>, or <c>none</c> for an infinite time.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == Timeout.InfiniteTimeSpan || duration == TimeSpan.MaxValue)
        {
            return "none";
        }

        return Math.Abs(duration.TotalSeconds) < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.#}ms")
            : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.##}s");
    }
}
