namespace Goshi.Resilience;

/// <summary>A retry that is about to be waited for.</summary>
/// <param name="Provider">The provider's name, as in goshi.yaml.</param>
/// <param name="Model">The model asked for; null when the request names none.</param>
/// <param name="Retry">The number of the retry at this target, from 1.</param>
/// <param name="Delay">The wait before it.</param>
/// <param name="Reason">The failure that it answers.</param>
internal readonly record struct RetryEvent(string Provider, string? Model, int Retry, TimeSpan Delay, Exception Reason);
