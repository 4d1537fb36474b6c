namespace Goshi.Resilience;

/// <summary>How a provider's failed attempts are repeated.</summary>
/// <param name="MaxRetries">Retries after the first attempt, 0 to 10.</param>
/// <param name="BackoffMin">The shortest wait before a retry.</param>
/// <param name="BackoffMax">The longest wait before a retry, told by the provider or not.</param>
internal sealed record RetrySettings(int MaxRetries, TimeSpan BackoffMin, TimeSpan BackoffMax);
