namespace Goshi.Providers;

/// <summary>The wire's words for service tiers.</summary>
internal static class WireTier
{
    /// <summary>A tier that has no prices, such as <c>scale</c>: what is processed there is unpriced.</summary>
    public const ServiceTier Unlisted = (ServiceTier)(-1);

    /// <summary>The tier that a response's or a setting's <c>service_tier</c> names; null: it names none.</summary>
    public static ServiceTier? Parse(string? tier) => tier switch
    {
        // auto: the server decides, and says so in its response. on_demand: Groq's word for its plain tier.
        null or "" or "auto" => null,
        "default" or "standard" or "on_demand" => ServiceTier.Standard,
        "flex" => ServiceTier.Flex,
        "priority" or "fast" => ServiceTier.Priority,
        "batch" => ServiceTier.Batch,
        _ => Unlisted,
    };
}
