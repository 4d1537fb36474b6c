namespace Goshi;

/// <summary>A model's prices from one date on, by service tier.</summary>
/// <param name="from">The first UTC day of these prices; null: since ever.</param>
/// <param name="standard">The price at the standard tier.</param>
/// <param name="batch">The price at the batch tier; null: none is known.</param>
/// <param name="flex">The price at the flex tier; null: none is known.</param>
/// <param name="priority">The price at the priority tier; null: none is known.</param>
public sealed class DatedPrice(
    DateOnly? from, ModelPrice standard, ModelPrice? batch = null, ModelPrice? flex = null, ModelPrice? priority = null)
{
    /// <summary>The first UTC day of these prices; null: since ever.</summary>
    public DateOnly? From { get; } = from;

    /// <summary>The price at the standard tier.</summary>
    public ModelPrice Standard { get; } = standard ?? throw new ArgumentNullException(nameof(standard));

    /// <summary>The price at the batch tier; null: none is known.</summary>
    public ModelPrice? Batch { get; } = batch;

    /// <summary>The price at the flex tier; null: none is known.</summary>
    public ModelPrice? Flex { get; } = flex;

    /// <summary>The price at the priority tier; null: none is known.</summary>
    public ModelPrice? Priority { get; } = priority;

    /// <summary>The price at a tier; never another tier's.</summary>
    /// <param name="tier">The service tier.</param>
    /// <returns>The price; null: none is known.</returns>
    public ModelPrice? ForTier(ServiceTier tier) => tier switch
    {
        ServiceTier.Standard => Standard,
        ServiceTier.Batch => Batch,
        ServiceTier.Flex => Flex,
        ServiceTier.Priority => Priority,
        _ => null,
    };

    internal DatedPrice Scale(decimal multiplier) => new(
        From, Standard.Scale(multiplier), Batch?.Scale(multiplier), Flex?.Scale(multiplier), Priority?.Scale(multiplier));
}
