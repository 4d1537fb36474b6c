namespace Goshi;

/// <summary>The base of every error that Goshi reports, except cancellation by the caller and misuse of the API.</summary>
public class GoshiException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What was attempted, what came back, what to do next.</param>
    /// <param name="innerException">The cause; null when there is none.</param>
    public GoshiException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    /// <summary>Every try of the call up to this error, in order.</summary>
    /// <value>Empty for an error that came before the first try.</value>
    public IReadOnlyList<Attempt> Attempts { get; internal set; } = [];
}
