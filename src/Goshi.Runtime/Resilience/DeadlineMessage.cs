namespace Goshi.Resilience;

/// <summary>The sentence of a deadline's error: which deadline, its value, what had arrived, which key to change.</summary>
internal static class DeadlineMessage
{
    public static string Write(
        DeadlineKind kind, DeadlineSettings configured, TimeSpan limit, string key, TimeSpan elapsed, Arrived arrived)
    {
        var target = configured.Model is null ? configured.Provider : $"{configured.Provider}/{configured.Model}";
        var value = Durations.Format(limit);
        var longer = limit == configured.Limit(kind)
            ? ""
            : $" ({Durations.Format(configured.Limit(kind))} in goshi.yaml, longer after earlier deadlines)";
        var had = kind is DeadlineKind.Connection ? "" : $" After {Durations.Format(elapsed)} there had arrived: {arrived}.";
        return $"{target} {What(kind, configured)} {value}{longer}.{had} {Advice(kind, configured, key)}";
    }

    private static string What(DeadlineKind kind, DeadlineSettings settings) => kind switch
    {
        DeadlineKind.Connection when settings.BaseUrl is { } url => $"could not be connected to at {ConnectionErrors.Address(url)} within",
        DeadlineKind.Connection => "could not be connected to within",
        DeadlineKind.Request => "did not answer within",
        DeadlineKind.FirstToken => "sent no content within",
        DeadlineKind.StreamIdle => "began to answer, then was silent for",
        _ => "did not finish its answer within",
    };

    private static string Advice(DeadlineKind kind, DeadlineSettings settings, string key) => kind switch
    {
        DeadlineKind.Connection => $"Check base_url and the network, or raise {key} in goshi.yaml.",
        DeadlineKind.Request => $"Raise {key} in goshi.yaml, stream the answer, or ask for fewer tokens.",
        DeadlineKind.FirstToken when settings.IsOllama =>
            $"Loading the model counts: raise {key} in goshi.yaml, keep the model loaded with keep_alive, or use a smaller one.",
        DeadlineKind.FirstToken => $"Raise {key} in goshi.yaml (reasoning models think before they answer), or lower reasoning_effort.",
        DeadlineKind.StreamIdle => $"If the model pauses for so long by nature, raise {key} in goshi.yaml.",
        _ => $"Raise {key} in goshi.yaml (`none` turns it off), or ask for fewer tokens.",
    };
}
