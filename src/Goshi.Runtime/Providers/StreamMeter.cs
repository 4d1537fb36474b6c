using System.Text;
using Goshi.Http;
using Goshi.Resilience;
using Microsoft.Extensions.AI;

namespace Goshi.Providers;

/// <summary>What one attempt has received so far: what cost, deadlines and errors need to know. It adds up and keeps the text alone.</summary>
/// <remarks>Written by the one reader of a response.</remarks>
/// <param name="deadlines">Told of each event that arrives, with content or without; null: nobody is.</param>
internal sealed class StreamMeter(Deadlines? deadlines = null) : IBodyWitness
{
    private string? _firstText;
    private StringBuilder? _text;

    /// <summary>The usage; null when it was not reported, or not in full.</summary>
    public TokenUsage? Usage { get; set; }

    /// <summary>Whether the usage came with or after the reason why the answer ended; before that it may be a running count.</summary>
    public bool IsUsageFinal { get; set; }

    /// <summary>The id of the model that answers; null: not reported.</summary>
    public string? ResponseModel { get; set; }

    /// <summary>The tier that was used; null: not reported.</summary>
    public ServiceTier? Tier { get; set; }

    /// <summary>The answer's id; null: not reported.</summary>
    public string? ResponseId { get; set; }

    /// <summary>Why the answer ended; null: not yet.</summary>
    public ChatFinishReason? FinishReason { get; set; }

    /// <summary>The content received, in bytes of UTF-8: text, reasoning, refusal, tool names and arguments.</summary>
    public long ContentBytes { get; private set; }

    /// <summary>Events, or lines, received.</summary>
    public long Chunks { get; private set; }

    /// <summary>Whether the response's headers have arrived; set by the sender.</summary>
    public bool HeadersReceived { get; set; }

    /// <summary>Whether any content has arrived. True from the first fragment of a tool call on, long before the call is whole.</summary>
    public bool ContentReceived { get; private set; }

    /// <summary>The text received so far.</summary>
    public string PartialText => _text?.ToString() ?? _firstText ?? "";

    /// <summary>Counts an event.</summary>
    public void Chunk()
    {
        Chunks++;
        deadlines?.ChunkArrived();
    }

    /// <summary>Counts a piece of text; true if there was any.</summary>
    public bool Text(string? text)
    {
        if (!Content(text))
        {
            return false;
        }

        // An answer in one piece is kept as it came.
        if (_firstText is null)
        {
            _firstText = text;
        }
        else
        {
            (_text ??= new StringBuilder(_firstText)).Append(text);
        }

        return true;
    }

    /// <summary>Counts a piece of content that is not text; true if there was any.</summary>
    public bool Content(string? content)
    {
        if (string.IsNullOrEmpty(content))
        {
            return false;
        }

        ContentBytes += Encoding.UTF8.GetByteCount(content);
        ContentReceived = true;
        return true;
    }

    /// <summary>Counts a piece of sound by the length of its base64. At 20 tokens a second of 24 kHz PCM a token has 3,200 characters.</summary>
    public void Sound(int base64Length)
    {
        ContentBytes += Math.Max(1, base64Length / 800); // four bytes stand for a token
        ContentReceived = true;
    }

    /// <summary>
    /// Counts what arrived of an answer in one piece that broke off. None of it can be handed on, but the provider had
    /// written all of it, and the names around the text are the smaller error.
    /// </summary>
    public void BodyBroke(long bytes) => ContentBytes = bytes;

    /// <summary>Starts over for another attempt.</summary>
    public void Reset()
    {
        (_firstText, _text) = (null, null);
        (Usage, ResponseModel, Tier, ResponseId, FinishReason) = (null, null, null, null, null);
        (ContentBytes, Chunks, HeadersReceived, ContentReceived, IsUsageFinal) = (0, 0, false, false, false);
    }
}
