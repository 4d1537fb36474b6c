using System.ComponentModel;
using Goshi.Wire;

namespace Goshi.Hosting;

/// <summary>The operations of an OpenAI-compatible client, as the runtime calls them. For generated code.</summary>
/// <remarks>Each returns once the headers are in, with any status; the caller disposes the response.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OpenAITransport
{
    /// <summary>Names the operations.</summary>
    /// <param name="chat">Sends a chat-completions request.</param>
    /// <param name="embeddings">Sends an embeddings request.</param>
    /// <param name="models">Asks for the models.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public OpenAITransport(
        Func<OpenAIChatRequest, CancellationToken, Task<HttpResponseMessage>> chat,
        Func<OpenAIEmbeddingRequest, CancellationToken, Task<HttpResponseMessage>> embeddings,
        Func<CancellationToken, Task<HttpResponseMessage>> models)
    {
        ArgumentNullException.ThrowIfNull(chat);
        ArgumentNullException.ThrowIfNull(embeddings);
        ArgumentNullException.ThrowIfNull(models);
        (Chat, Embeddings, Models) = (chat, embeddings, models);
    }

    /// <summary>Sends a chat-completions request.</summary>
    public Func<OpenAIChatRequest, CancellationToken, Task<HttpResponseMessage>> Chat { get; }

    /// <summary>Sends an embeddings request.</summary>
    public Func<OpenAIEmbeddingRequest, CancellationToken, Task<HttpResponseMessage>> Embeddings { get; }

    /// <summary>Asks for the models.</summary>
    public Func<CancellationToken, Task<HttpResponseMessage>> Models { get; }
}
