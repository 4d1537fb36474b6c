namespace Goshi;

/// <summary>One try at one target and how it ended.</summary>
/// <param name="Provider">The provider's name, as in goshi.yaml.</param>
/// <param name="Model">The model asked for; null when the failure came before a model was chosen.</param>
/// <param name="Outcome">What came back, as a sentence; never a key and never prompt text.</param>
/// <param name="Duration">How long the try took.</param>
public sealed record Attempt(string Provider, string? Model, string Outcome, TimeSpan Duration)
{
    /// <summary>The HTTP status that came back; null when there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The target, the duration and the outcome in one line.</summary>
    public override string ToString()
    {
        var target = Model is null ? Provider : $"{Provider}/{Model}";
        return Duration > TimeSpan.Zero ? $"{target} after {Durations.Format(Duration)}: {Outcome}" : $"{target}: {Outcome}";
    }
}
