namespace Goshi;

/// <summary>What a provider looks like at this moment.</summary>
/// <param name="Name">The provider's name, as in goshi.yaml.</param>
/// <param name="BaseUrl">The address that is called.</param>
/// <param name="Model">The model used when a call names none; null: the file gives this provider none.</param>
/// <param name="Circuit">The state of its circuit breaker.</param>
/// <param name="RetryAfter">The time until an open circuit lets its probe through; zero when it is not open.</param>
/// <param name="ConnectionsOpened">Connections opened so far.</param>
/// <param name="RequestsSent">Requests sent so far, retries included.</param>
/// <param name="Breaker">The circuit breaker itself: its state from now on, its changes, and control by hand.</param>
public sealed record ProviderStatus(
    string Name,
    Uri BaseUrl,
    string? Model,
    CircuitState Circuit,
    TimeSpan RetryAfter,
    long ConnectionsOpened,
    long RequestsSent,
    ProviderCircuit Breaker);
