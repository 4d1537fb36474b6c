namespace Goshi.Cost;

/// <summary>The tokens that an attempt is settled with.</summary>
/// <param name="Usage">The tokens; consistent.</param>
/// <param name="Estimated">Whether they are an estimate, wholly or in part.</param>
/// <param name="Unconfirmed">Whether nobody knows that the provider processed the request.</param>
/// <param name="WasInconsistent">Whether the server reported counts that cannot be true, which is worth a log line.</param>
internal readonly record struct SettledUsage(
    TokenUsage Usage, bool Estimated = false, bool Unconfirmed = false, bool WasInconsistent = false);
