namespace Goshi;

/// <summary>One record of the price table.</summary>
public sealed class ModelInfo
{
    /// <summary>The model's id.</summary>
    public required string Id { get; init; }
}
