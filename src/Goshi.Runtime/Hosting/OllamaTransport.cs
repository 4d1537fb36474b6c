using System.ComponentModel;
using Goshi.Wire;

namespace Goshi.Hosting;

/// <summary>The operations of an Ollama client, as the runtime calls them. For generated code.</summary>
/// <remarks>Each returns once the headers are in, with any status; the caller disposes the response.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OllamaTransport
{
    /// <summary>Names the operations.</summary>
    /// <param name="chat">Sends a chat request.</param>
    /// <param name="embed">Sends an embedding request.</param>
    /// <param name="tags">Asks for the models.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public OllamaTransport(
        Func<OllamaChatRequest, CancellationToken, Task<HttpResponseMessage>> chat,
        Func<OllamaEmbedRequest, CancellationToken, Task<HttpResponseMessage>> embed,
        Func<CancellationToken, Task<HttpResponseMessage>> tags)
    {
        ArgumentNullException.ThrowIfNull(chat);
        ArgumentNullException.ThrowIfNull(embed);
        ArgumentNullException.ThrowIfNull(tags);
        (Chat, Embed, Tags) = (chat, embed, tags);
    }

    /// <summary>Sends a chat request.</summary>
    public Func<OllamaChatRequest, CancellationToken, Task<HttpResponseMessage>> Chat { get; }

    /// <summary>Sends an embedding request.</summary>
    public Func<OllamaEmbedRequest, CancellationToken, Task<HttpResponseMessage>> Embed { get; }

    /// <summary>Asks for the models.</summary>
    public Func<CancellationToken, Task<HttpResponseMessage>> Tags { get; }
}
