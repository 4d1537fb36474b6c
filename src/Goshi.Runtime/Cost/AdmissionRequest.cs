namespace Goshi.Cost;

/// <summary>What has to be known about a call to admit it to one target.</summary>
internal readonly record struct AdmissionRequest
{
    /// <summary>The target's provider and its budget settings.</summary>
    public required ProviderBudget Budget { get; init; }

    /// <summary>The model asked for.</summary>
    public required string Model { get; init; }

    /// <summary>Whether the target has a price.</summary>
    public required Billing Billing { get; init; }

    /// <summary>The price at the tier asked for, regional multiplier included; null unless <see cref="Billing.Priced"/>.</summary>
    public ModelPrice? Price { get; init; }

    /// <summary>The most prompt tokens that admission counts with.</summary>
    public long PromptBound { get; init; }

    /// <summary>The token limit of the call or the file; null: neither gives one.</summary>
    public int? TokenLimit { get; init; }

    /// <summary>The most completion tokens that the model gives; null: unknown.</summary>
    public int? ModelTokenLimit { get; init; }

    /// <summary>Whether the model reasons, so that a small cap would be eaten up before the first word.</summary>
    public bool IsReasoning { get; init; }

    /// <summary>Whether the call had another target before: a session that was ended meanwhile lets it finish.</summary>
    public bool IsInFlight { get; init; }

    /// <summary>Whether the prompt has audio.</summary>
    public bool HasAudioInput { get; init; }

    /// <summary>Whether audio is asked for.</summary>
    public bool HasAudioOutput { get; init; }

    /// <summary>How many answers are asked for (<c>n</c>); each may use the whole token limit. 0 means 1.</summary>
    public int Choices { get; init; }
}
