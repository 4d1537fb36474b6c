namespace Goshi.Loopback;

/// <summary>Bytes that are sent in one go.</summary>
internal readonly record struct Frame(FrameKind Kind, ReadOnlyMemory<byte> Bytes);

internal enum FrameKind
{
    /// <summary>What comes before the content, such as OpenAI's role-only event.</summary>
    Opening,

    /// <summary>One chunk of content.</summary>
    Content,

    /// <summary>OpenAI's event with the finish reason.</summary>
    Finish,

    /// <summary>OpenAI's event with the usage.</summary>
    Usage,

    /// <summary>OpenAI's <c>[DONE]</c>, Ollama's last line.</summary>
    Done,

    /// <summary>A body that is no stream.</summary>
    Body,
}
