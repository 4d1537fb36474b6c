using Microsoft.Extensions.AI;

namespace Goshi;

/// <summary>Lets one embedding generator serve many sessions.</summary>
public static class EmbeddingOptionsSessionExtensions
{
    /// <summary>Charges the call to a session, in the place of the generator's own.</summary>
    /// <param name="options">The options of the call; changed and returned.</param>
    /// <param name="session">The session to charge.</param>
    /// <remarks>The session travels in <see cref="EmbeddingGenerationOptions.AdditionalProperties"/>; it is never sent.</remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static EmbeddingGenerationOptions WithSession(this EmbeddingGenerationOptions options, GoshiSession session)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(session);
        (options.AdditionalProperties ??= [])[ChatOptionsSessionExtensions.SessionKey] = session;
        return options;
    }

    internal static GoshiSession? Session(this EmbeddingGenerationOptions? options) =>
        options?.AdditionalProperties is { } properties
        && properties.TryGetValue(ChatOptionsSessionExtensions.SessionKey, out GoshiSession? session)
            ? session
            : null;
}
