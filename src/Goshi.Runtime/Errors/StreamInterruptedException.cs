namespace Goshi;

/// <summary>A stream broke after its first content reached the caller; it is not restarted, since the caller has part of an answer.</summary>
/// <remarks><see cref="PartialText"/> is model output: it is never part of the message.</remarks>
public sealed class StreamInterruptedException : GoshiException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What was attempted, how the stream broke, what to do next.</param>
    /// <param name="provider">The provider's name, as in goshi.yaml.</param>
    /// <param name="innerException">The cause; null when there is none.</param>
    public StreamInterruptedException(string message, string provider, Exception? innerException = null)
        : base(message, innerException) => Provider = provider;

    /// <summary>The provider's name, as in goshi.yaml.</summary>
    public string Provider { get; }

    /// <summary>The model asked for; null when the request named none.</summary>
    public string? Model { get; init; }

    /// <summary>The text that had arrived.</summary>
    /// <value>Empty when only reasoning or tool calls had.</value>
    public string PartialText { get; init; } = "";

    /// <summary>The tokens that the attempt is accounted with; null when they are unknown.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>True: the provider did not report usage, so tokens and cost are estimated from what arrived.</summary>
    public bool IsCostEstimated { get; init; }
}
