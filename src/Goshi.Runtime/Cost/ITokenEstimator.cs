using Microsoft.Extensions.AI;

namespace Goshi;

/// <summary>Estimates the prompt tokens of a call. Register one to replace the default. Implementations are thread-safe.</summary>
public interface ITokenEstimator
{
    /// <summary>Estimates the most tokens that the prompt can have; budgets reserve with it.</summary>
    /// <param name="messages">The conversation, system prompt included.</param>
    /// <param name="options">The call's options; <see cref="ChatOptions.ModelId"/> names the target's model.</param>
    /// <returns>Tokens, 0 or more.</returns>
    long Bound(IReadOnlyList<ChatMessage> messages, ChatOptions? options);

    /// <summary>Estimates the tokens that the prompt probably has; a call whose usage never arrived is settled with it.</summary>
    /// <param name="messages">The conversation, system prompt included.</param>
    /// <param name="options">The call's options; <see cref="ChatOptions.ModelId"/> names the target's model.</param>
    /// <returns>Tokens, 0 or more.</returns>
    long Expect(IReadOnlyList<ChatMessage> messages, ChatOptions? options);
}
