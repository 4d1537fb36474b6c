using System.Net;

namespace Goshi;

/// <summary>A provider refused a request, answered with an error, or could not be reached.</summary>
public sealed class ProviderException : GoshiException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What was attempted, what came back, what to do next.</param>
    /// <param name="provider">The provider's name, as in goshi.yaml.</param>
    /// <param name="innerException">The cause; null when there is none.</param>
    public ProviderException(string message, string provider, Exception? innerException = null)
        : base(message, innerException) => Provider = provider;

    /// <summary>The provider's name, as in goshi.yaml.</summary>
    public string Provider { get; }

    /// <summary>The model asked for; null when the request named none.</summary>
    public string? Model { get; init; }

    /// <summary>The HTTP status that came back; null when no response did, and for an error inside a stream.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The provider's own error code, for example <c>insufficient_quota</c>; null when it sent none.</summary>
    public string? Code { get; init; }

    /// <summary>The provider's id of the request (<c>x-request-id</c>), to quote to its support; null when it sent none.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long the provider asked to wait before another request; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the provider's <c>x-should-retry</c> header said; null when it sent none.</summary>
    internal bool? ShouldRetry { get; init; }

    /// <summary>True: the connection failed before a whole response arrived.</summary>
    internal bool IsConnectionError { get; init; }

    /// <summary>True: the environment variable that holds the provider's key is not set, and nothing was sent.</summary>
    internal bool IsMissingKey { get; init; }
}
