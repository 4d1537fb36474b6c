using Goshi.Resilience;
using Goshi.Telemetry;
using Microsoft.Extensions.Logging;

namespace Goshi;

/// <summary>A provider's circuit breaker: to be read, watched, and opened or closed by hand.</summary>
/// <remarks>Thread-safe. One per provider, for as long as the application runs; reached by <see cref="ProviderStatus.Breaker"/>.</remarks>
public sealed class ProviderCircuit
{
    private readonly CircuitBreaker _breaker;
    private readonly ILogger _logger;

    internal ProviderCircuit(CircuitBreaker breaker, ILogger logger)
    {
        _breaker = breaker;
        _logger = logger;
        breaker.Changed += Raise;
    }

    /// <summary>Raised after each change of state, in order, one at a time.</summary>
    /// <remarks>
    /// On the thread of the call that caused the change, which waits: be quick. An exception of a handler is logged, and
    /// reaches neither that call nor the other handlers.
    /// </remarks>
    public event Action<CircuitChange>? Changed;

    /// <summary>The provider's name, as in goshi.yaml.</summary>
    public string Provider => _breaker.Provider;

    /// <summary>The state now; an open circuit whose cooldown has passed is half-open, also before its probe.</summary>
    public CircuitState State => _breaker.State;

    /// <summary>
    /// The time until a probe may pass; zero when the circuit is closed or half-open;
    /// <see cref="Timeout.InfiniteTimeSpan"/> when it was opened by hand.
    /// </summary>
    public TimeSpan RetryAfter => _breaker.RetryAfter;

    /// <summary>The failures in a row since the last success.</summary>
    public int ConsecutiveFailures => _breaker.ConsecutiveFailures;

    /// <summary>Opens the circuit until <see cref="Reset"/>: no call is sent to the provider, those in flight go on.</summary>
    public void Isolate() => _breaker.Isolate();

    /// <summary>Closes the circuit and forgets its failures.</summary>
    public void Reset() => _breaker.Reset();

    /// <summary>The provider and the state, for example <c>openai: Open</c>.</summary>
    public override string ToString() => $"{Provider}: {State}";

    private void Raise(CircuitChange change)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(Changed))
        {
            try
            {
                handler(change);
            }
            catch (Exception exception)
            {
                Log.CircuitHandlerFailed(_logger, change.Provider, exception.GetType().Name);
            }
        }
    }
}
