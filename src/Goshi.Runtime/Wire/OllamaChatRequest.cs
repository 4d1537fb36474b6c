using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goshi.Wire;

/// <summary>A request to Ollama's <c>/api/chat</c>. What is null is not sent.</summary>
/// <remarks>Not thread-safe while it is being changed; any number of threads may send it afterwards.</remarks>
[JsonConverter(typeof(WireBodyConverter<OllamaChatRequest>))]
public sealed class OllamaChatRequest : IWireBody
{
    private ReadOnlyMemory<byte> _frozen;

    /// <summary>The name of the model.</summary>
    public string Model { get; set; } = "";

    /// <summary>The conversation so far, oldest first; empty: the model is only loaded.</summary>
    public IList<OllamaMessage> Messages { get; set; } = [];

    /// <summary>The functions that the model may call.</summary>
    public IList<OpenAITool>? Tools { get; set; }

    /// <summary>Whether the answer is streamed; null: it is, by Ollama's default.</summary>
    public bool? Stream { get; set; }

    /// <summary>The form of the answer: the string <c>json</c> or a JSON schema; undefined: free.</summary>
    public JsonElement Format { get; set; }

    /// <summary>Whether the model thinks: <c>true</c>, <c>false</c>, <c>low</c>, <c>medium</c>, <c>high</c> or <c>max</c>.</summary>
    public string? Think { get; set; }

    /// <summary>How long the model stays loaded: <c>5m</c>, or a number of seconds; 0 unloads it, a negative one keeps it.</summary>
    public string? KeepAlive { get; set; }

    /// <summary>The context length, in tokens: <c>options.num_ctx</c>.</summary>
    public int? ContextLength { get; set; }

    /// <summary>The most tokens of the answer: <c>options.num_predict</c>.</summary>
    public int? MaxTokens { get; set; }

    /// <summary>Sampling temperature.</summary>
    public double? Temperature { get; set; }

    /// <summary>Nucleus sampling, 0 to 1.</summary>
    public double? TopP { get; set; }

    /// <summary>Samples among the likeliest tokens only.</summary>
    public int? TopK { get; set; }

    /// <summary>Makes sampling repeatable.</summary>
    public long? Seed { get; set; }

    /// <summary>Texts at which the answer ends.</summary>
    public IList<string>? Stop { get; set; }

    /// <summary>Penalty on frequent tokens.</summary>
    public double? FrequencyPenalty { get; set; }

    /// <summary>Penalty on tokens that occurred.</summary>
    public double? PresencePenalty { get; set; }

    /// <summary>Further model options by their name on the wire; a name that is also a property above replaces it.</summary>
    public IDictionary<string, JsonElement>? Options { get; set; }

    /// <summary>Everything else, by its name on the wire; a name that is also a property above replaces it.</summary>
    public IDictionary<string, JsonElement>? AdditionalProperties { get; set; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Encode() => _frozen is { IsEmpty: false } frozen ? frozen : OllamaChatRequestWriter.Write(this);

    /// <summary>A copy that asks for a stream, or for a whole answer; the original is untouched.</summary>
    /// <param name="stream">Whether the answer is streamed.</param>
    public OllamaChatRequest WithStream(bool stream)
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
    internal OllamaChatRequest Copy()
    {
        var copy = (OllamaChatRequest)MemberwiseClone();
        copy._frozen = default;
        return copy;
    }

    /// <summary>Writes the JSON once: every attempt at a target sends the same bytes, and later changes no longer count.</summary>
    internal OllamaChatRequest Freeze()
    {
        _frozen = Encode();
        return this;
    }
}
