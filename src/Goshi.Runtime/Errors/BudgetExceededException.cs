namespace Goshi;

/// <summary>A call was refused because its worst case does not fit into what is left of a limit; nothing was sent.</summary>
public sealed class BudgetExceededException : GoshiException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What was attempted, what is left, what to do next.</param>
    /// <param name="provider">The provider's name, as in goshi.yaml.</param>
    /// <param name="innerException">The cause; null when there is none.</param>
    public BudgetExceededException(string message, string provider, Exception? innerException = null)
        : base(message, innerException) => Provider = provider;

    /// <summary>The provider's name, as in goshi.yaml.</summary>
    public string Provider { get; }

    /// <summary>The model asked for; null when the request named none.</summary>
    public string? Model { get; init; }

    /// <summary>The name of the session whose limit refused the call; null when it has none.</summary>
    public string? SessionName { get; init; }

    /// <summary>The limit that refused the call, in US dollars; null when the refusal is for a missing price.</summary>
    public decimal? Limit { get; init; }

    /// <summary>What has been spent against the limit, in US dollars.</summary>
    public decimal? Spent { get; init; }

    /// <summary>What calls in flight hold of the limit, in US dollars.</summary>
    public decimal? Reserved { get; init; }

    /// <summary>The worst case of the refused call, in US dollars; null when it is unknown.</summary>
    public decimal? Required { get; init; }
}
