namespace Goshi;

/// <summary>Whether a model accepts a sampling temperature.</summary>
public enum TemperatureSupport
{
    /// <summary>The price table does not say.</summary>
    Unknown,

    /// <summary>The model accepts it.</summary>
    Accepted,

    /// <summary>The model answers a request that carries it with an error.</summary>
    Rejected,

    /// <summary>The model accepts it only at reasoning effort <c>none</c>.</summary>
    OnlyWithoutReasoning,
}
