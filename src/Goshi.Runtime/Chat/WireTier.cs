namespace Goshi.Chat;

/// <summary>The wire's words for service tiers.</summary>
internal static class WireTier
{
    /// <summary>The tier that a response's or a setting's <c>service_tier</c> names; null: none, or one without a price.</summary>
    public static ServiceTier? Parse(string? tier) => tier switch
    {
        "default" or "standard" => ServiceTier.Standard,
        "flex" => ServiceTier.Flex,
        "priority" or "fast" => ServiceTier.Priority,
        "batch" => ServiceTier.Batch,
        _ => null,
    };
}
