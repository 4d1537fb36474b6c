namespace Goshi;

/// <summary>A call was rejected without being sent, because its provider failed too often just now.</summary>
public sealed class CircuitOpenException : GoshiException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What was attempted, why it was rejected, what to do next.</param>
    /// <param name="provider">The provider's name, as in goshi.yaml.</param>
    /// <param name="retryAfter">The time until the circuit lets a probe through.</param>
    /// <param name="innerException">The cause; null when there is none.</param>
    public CircuitOpenException(string message, string provider, TimeSpan retryAfter, Exception? innerException = null)
        : base(message, innerException)
    {
        Provider = provider;
        RetryAfter = retryAfter;
    }

    /// <summary>The provider's name, as in goshi.yaml.</summary>
    public string Provider { get; }

    /// <summary>
    /// The time until the circuit lets a probe through; zero while a probe is under way;
    /// <see cref="Timeout.InfiniteTimeSpan"/> when the circuit was opened by hand.
    /// </summary>
    public TimeSpan RetryAfter { get; }
}
