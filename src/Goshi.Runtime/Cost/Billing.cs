namespace Goshi.Cost;

/// <summary>What a target's tokens mean for a budget.</summary>
internal enum Billing
{
    /// <summary>The price is known; limits apply.</summary>
    Priced,

    /// <summary>The target costs nothing and is exempt from limits.</summary>
    Free,

    /// <summary>The price is not known: the request is counted, its cost is not 0 but unknown.</summary>
    Unpriced,
}
