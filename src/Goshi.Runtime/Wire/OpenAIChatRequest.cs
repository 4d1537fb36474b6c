using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>A chat-completions request. What is null is not sent.</summary>
/// <remarks>Not thread-safe while it is being changed; any number of threads may send it afterwards.</remarks>
[JsonConverter(typeof(WireBodyConverter<OpenAIChatRequest>))]
public sealed class OpenAIChatRequest : IWireBody
{
    private ReadOnlyMemory<byte> _frozen;

    /// <summary>The id of the model.</summary>
    public string Model { get; set; } = "";

    /// <summary>The conversation so far, oldest first.</summary>
    public IList<OpenAIMessage> Messages { get => field ??= []; set; }

    /// <summary>The functions that the model may call.</summary>
    public IList<OpenAITool>? Tools { get; set; }

    /// <summary>Whether, and which, tools the model calls.</summary>
    public OpenAIToolChoice? ToolChoice { get; set; }

    /// <summary>Whether the model may call several tools at once.</summary>
    public bool? ParallelToolCalls { get; set; }

    /// <summary>The form that the answer must have.</summary>
    public OpenAIResponseFormat? ResponseFormat { get; set; }

    /// <summary>Whether the answer is streamed.</summary>
    public bool? Stream { get; set; }

    /// <summary>Whether a stream ends with the usage: <c>stream_options.include_usage</c>. Sent on streams only.</summary>
    public bool? IncludeUsage { get; set; }

    /// <summary>Whether chunks are padded against traffic analysis: <c>stream_options.include_obfuscation</c>. Sent on streams only.</summary>
    public bool? IncludeObfuscation { get; set; }

    /// <summary>The most tokens of the answer; reasoning models want <see cref="MaxCompletionTokens"/>.</summary>
    public int? MaxTokens { get; set; }

    /// <summary>The most tokens of the answer, reasoning tokens included.</summary>
    public int? MaxCompletionTokens { get; set; }

    /// <summary>Sampling temperature, 0 to 2.</summary>
    public double? Temperature { get; set; }

    /// <summary>Nucleus sampling, 0 to 1.</summary>
    public double? TopP { get; set; }

    /// <summary>Asks for repeatable sampling.</summary>
    public long? Seed { get; set; }

    /// <summary>Texts at which the answer ends.</summary>
    public IList<string>? Stop { get; set; }

    /// <summary>Penalty on frequent tokens, -2 to 2.</summary>
    public double? FrequencyPenalty { get; set; }

    /// <summary>Penalty on tokens that occurred, -2 to 2.</summary>
    public double? PresencePenalty { get; set; }

    /// <summary>Bias by token id, -100 to 100.</summary>
    public IDictionary<string, double>? LogitBias { get; set; }

    /// <summary>Whether log probabilities are returned.</summary>
    public bool? Logprobs { get; set; }

    /// <summary>How many alternatives are returned with their log probabilities, 0 to 20.</summary>
    public int? TopLogprobs { get; set; }

    /// <summary>How many answers are written; each is paid for.</summary>
    public int? N { get; set; }

    /// <summary>How much a reasoning model thinks: <c>none</c> to <c>max</c>.</summary>
    public string? ReasoningEffort { get; set; }

    /// <summary>How long the answer is: <c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    public string? Verbosity { get; set; }

    /// <summary>The service tier: <c>auto</c>, <c>default</c>, <c>flex</c>, <c>priority</c>.</summary>
    public string? ServiceTier { get; set; }

    /// <summary>Whether the provider stores the answer.</summary>
    public bool? Store { get; set; }

    /// <summary>Labels of a stored answer.</summary>
    public IDictionary<string, string>? Metadata { get; set; }

    /// <summary>The end user; an older name of <see cref="SafetyIdentifier"/>.</summary>
    public string? User { get; set; }

    /// <summary>A stable id of the end user, for abuse detection.</summary>
    public string? SafetyIdentifier { get; set; }

    /// <summary>Groups requests that share a prefix, for the provider's cache.</summary>
    public string? PromptCacheKey { get; set; }

    /// <summary>Everything else, by its name on the wire; a name that is also a property above replaces it.</summary>
    public IDictionary<string, JsonElement>? AdditionalProperties { get; set; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Encode() => _frozen is { IsEmpty: false } frozen ? frozen : OpenAIChatRequestWriter.Write(this);

    /// <summary>A copy that asks for a stream, or for a whole answer; the original is untouched.</summary>
    /// <param name="stream">Whether the answer is streamed.</param>
    public OpenAIChatRequest WithStream(bool stream)
    {
        if (Stream == stream)
        {
            return this;
        }

        var copy = Copy();
        copy.Stream = stream;
        return copy;
    }

    /// <summary>A copy whose properties can be set; its lists are shared.</summary>
    internal OpenAIChatRequest Copy()
    {
        var copy = (OpenAIChatRequest)MemberwiseClone();
        copy._frozen = default;
        return copy;
    }

    /// <summary>Writes the JSON once: every attempt at a target sends the same bytes, and later changes no longer count.</summary>
    internal OpenAIChatRequest Freeze()
    {
        _frozen = Encode();
        return this;
    }
}
