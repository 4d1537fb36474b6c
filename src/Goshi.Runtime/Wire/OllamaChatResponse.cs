using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>One line of an Ollama chat stream, or a whole answer that was not streamed. It owns its strings.</summary>
[JsonConverter(typeof(OllamaChatResponseConverter))]
public readonly record struct OllamaChatResponse
{
    /// <summary>The model that answers.</summary>
    public string? Model { get; init; }

    /// <summary>When the line was written.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The speaker's role.</summary>
    public string? Role { get; init; }

    /// <summary>The next piece of the text.</summary>
    public string? Content { get; init; }

    /// <summary>The next piece of the reasoning.</summary>
    public string? Thinking { get; init; }

    /// <summary>The tools that the model calls, each of them whole; null: none.</summary>
    public IReadOnlyList<OllamaToolCall>? ToolCalls { get; init; }

    /// <summary>The log probabilities of the tokens in <see cref="Content"/>, if asked for; null: none.</summary>
    public IReadOnlyList<OpenAITokenLogprob>? Logprobs { get; init; }

    /// <summary>Whether this line is the last.</summary>
    public bool Done { get; init; }

    /// <summary>Why the answer ended: <c>stop</c>, <c>length</c>, <c>load</c>, <c>unload</c>; on the last line.</summary>
    public string? DoneReason { get; init; }

    /// <summary>The prompt's tokens; null when the server does not say, which is not zero.</summary>
    public long? PromptEvalCount { get; init; }

    /// <summary>The answer's tokens; null when the server does not say, which is not zero.</summary>
    public long? EvalCount { get; init; }

    /// <summary>The time of the whole request.</summary>
    public TimeSpan? TotalDuration { get; init; }

    /// <summary>The time to load the model.</summary>
    public TimeSpan? LoadDuration { get; init; }

    /// <summary>The time to read the prompt.</summary>
    public TimeSpan? PromptEvalDuration { get; init; }

    /// <summary>The time to write the answer.</summary>
    public TimeSpan? EvalDuration { get; init; }

    /// <summary>Reads an answer from its JSON.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <exception cref="JsonException">It is not JSON, or not an answer.</exception>
    public static OllamaChatResponse Parse(ReadOnlySpan<byte> json) =>
        new OllamaLineParser().TryParse(json, out var line, out _) ? line : throw new JsonException("This is no answer of Ollama.");
}
