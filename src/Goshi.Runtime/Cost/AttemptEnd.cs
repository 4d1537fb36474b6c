namespace Goshi.Cost;

/// <summary>How one attempt ended, as far as its cost goes.</summary>
internal enum AttemptEnd
{
    /// <summary>The request did not leave: no connection, no key, a rejected circuit.</summary>
    NotSent,

    /// <summary>The server answered with an error status.</summary>
    ErrorStatus,

    /// <summary>The answer came to its proper end.</summary>
    Completed,

    /// <summary>The headers came, the answer broke off: an error event, a lost connection, a deadline, cancellation.</summary>
    Interrupted,

    /// <summary>The request was sent in full and no headers came: nobody knows whether the server worked on it.</summary>
    NoHeaders,
}
