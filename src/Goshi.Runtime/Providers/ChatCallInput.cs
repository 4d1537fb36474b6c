using Goshi.Chat;
using Microsoft.Extensions.AI;

namespace Goshi.Providers;

/// <summary>One call for one target. Neither messages nor options are ever changed: they are the caller's.</summary>
/// <param name="Messages">The conversation, enumerated once already.</param>
/// <param name="Options">The caller's options; null: none.</param>
/// <param name="Target">The target's settings.</param>
/// <param name="Stream">Whether the caller reads a stream.</param>
/// <param name="TokenLimit">The most tokens of the answer, as admission decided; null: none is sent.</param>
internal sealed record ChatCallInput(
    IReadOnlyList<ChatMessage> Messages, ChatOptions? Options, TargetSettings Target, bool Stream, int? TokenLimit)
{
    /// <summary>What the caller's <see cref="ChatOptions.RawRepresentationFactory"/> gave; null: nothing.</summary>
    public object? Raw { get; init; }
}
