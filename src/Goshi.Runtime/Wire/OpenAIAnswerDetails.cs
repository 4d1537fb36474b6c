namespace Goshi.Wire;

/// <summary>What few answers have, and only when it was asked for.</summary>
/// <remarks>One object, so that an answer, or a chunk, without any of it carries a single null.</remarks>
public sealed class OpenAIAnswerDetails
{
    /// <summary>The log probabilities of the tokens of text and refusal, in their order; null: none.</summary>
    public IReadOnlyList<OpenAITokenLogprob>? Logprobs { get; internal set; }

    /// <summary>The pages that the answer cites; null: none.</summary>
    public IReadOnlyList<OpenAIUrlCitation>? Citations { get; internal set; }

    /// <summary>Spoken output; null: none.</summary>
    public OpenAIAudio? Audio { get; internal set; }
}
