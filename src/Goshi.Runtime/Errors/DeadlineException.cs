namespace Goshi;

/// <summary>An attempt took longer than one of its deadlines allows. The inner exception is a <see cref="TimeoutException"/>.</summary>
public sealed class DeadlineException : GoshiException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Which deadline passed, what had arrived, which key to change.</param>
    /// <param name="deadline">Which deadline passed.</param>
    /// <param name="provider">The provider's name, as in goshi.yaml.</param>
    /// <param name="innerException">
    /// The cause; one that is not a <see cref="TimeoutException"/>, or null, is put inside of one.
    /// </param>
    public DeadlineException(string message, DeadlineKind deadline, string provider, Exception? innerException = null)
        : base(message, innerException as TimeoutException ?? new TimeoutException(message, innerException))
    {
        Deadline = deadline;
        Provider = provider;
    }

    /// <summary>Which deadline passed.</summary>
    public DeadlineKind Deadline { get; }

    /// <summary>The provider's name, as in goshi.yaml.</summary>
    public string Provider { get; }

    /// <summary>The model asked for; null when the request named none.</summary>
    public string? Model { get; init; }

    /// <summary>How long the deadline allowed.</summary>
    public TimeSpan Limit { get; init; }

    /// <summary>How long the attempt had been running.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The key of goshi.yaml that sets the deadline, for example <c>llm.openai.first_token_timeout</c>.</summary>
    /// <value>Empty when no key does.</value>
    public string Key { get; init; } = "";
}
