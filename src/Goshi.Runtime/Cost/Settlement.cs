namespace Goshi.Cost;

/// <summary>What one attempt came to.</summary>
/// <param name="Provider">The provider, as in goshi.yaml.</param>
/// <param name="Model">The model that the attempt is listed under.</param>
/// <param name="Usage">The tokens, reported or estimated.</param>
/// <param name="Pico">The cost in integers of 1e-12 USD; 0 unless priced.</param>
/// <param name="Estimated">Whether the tokens, and with them the cost, are an estimate.</param>
/// <param name="Unconfirmed">Whether nobody knows that the provider processed the request: it was sent, nothing came back.</param>
/// <param name="Billing">Whether there is a price.</param>
internal readonly record struct Settlement(
    string Provider,
    string Model,
    TokenUsage Usage,
    long Pico,
    bool Estimated = false,
    bool Unconfirmed = false,
    Billing Billing = Billing.Priced);
