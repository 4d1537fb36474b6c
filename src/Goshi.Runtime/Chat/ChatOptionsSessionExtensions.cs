using Microsoft.Extensions.AI;

namespace Goshi;

/// <summary>Lets one pipeline of chat clients serve many sessions.</summary>
public static class ChatOptionsSessionExtensions
{
    internal const string SessionKey = "goshi.session";

    /// <summary>Charges the call to a session, in the place of the client's own.</summary>
    /// <param name="options">The options of the call; changed and returned.</param>
    /// <param name="session">The session to charge.</param>
    /// <remarks>The session travels in <see cref="ChatOptions.AdditionalProperties"/>, so it passes through every client between; it is never sent.</remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ChatOptions WithSession(this ChatOptions options, GoshiSession session)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(session);
        (options.AdditionalProperties ??= [])[SessionKey] = session;
        return options;
    }

    internal static GoshiSession? Session(this ChatOptions? options) =>
        options?.AdditionalProperties is { } properties && properties.TryGetValue(SessionKey, out GoshiSession? session)
            ? session
            : null;
}
