namespace Goshi.Wire;

/// <summary>How likely one token of the answer was. OpenAI's shape; Ollama's is the same.</summary>
/// <param name="Token">The token's text.</param>
/// <param name="Logprob">The natural logarithm of its probability, 0 or less.</param>
/// <param name="Bytes">The token as UTF-8, where it is a part of a character; null: not reported.</param>
/// <param name="Alternatives">The likeliest tokens at this place (<c>top_logprobs</c>); empty unless asked for.</param>
public sealed record OpenAITokenLogprob(
    string Token, double Logprob, ReadOnlyMemory<byte>? Bytes, IReadOnlyList<OpenAITokenLogprob> Alternatives);
