using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Providers;

/// <summary>How one kind of server is asked for embeddings.</summary>
/// <remarks>Thread-safe: it holds no state of a call.</remarks>
internal abstract class EmbeddingProtocol
{
    /// <summary>The most texts of one request.</summary>
    public abstract int MostInputs { get; }

    /// <summary>The most tokens that the texts of one request may be estimated at, unless a single text has more.</summary>
    public abstract long MostTokens { get; }

    /// <summary>The request, which every attempt sends alike.</summary>
    /// <exception cref="GoshiException">An additional property is not the caller's to set.</exception>
    public abstract IWireBody Map(EmbeddingInput input);

    /// <summary>Sends a request that <see cref="Map"/> made; returns once the headers are in, with any status.</summary>
    public abstract Task<HttpResponseMessage> SendAsync(IWireBody request, CancellationToken cancellationToken);

    /// <summary>Reads the vectors of a success response, in the order of the texts. The caller disposes the response.</summary>
    /// <exception cref="ProviderException">The body is no answer, or has another number of vectors than there were texts.</exception>
    public abstract ValueTask<EmbeddingResult> ReadAsync(HttpResponseMessage response, EmbeddingInput input, CancellationToken cancellationToken);
}

/// <summary>One request for embeddings.</summary>
/// <param name="Texts">The texts.</param>
/// <param name="Options">The caller's options, never changed; null: none.</param>
/// <param name="Provider">The provider's name, as in goshi.yaml.</param>
/// <param name="Model">The model that is asked for.</param>
/// <param name="KeepAlive">Ollama's <c>keep_alive</c>; null: not sent.</param>
/// <param name="Client">The generator that was called.</param>
internal sealed record EmbeddingInput(
    IReadOnlyList<string> Texts, EmbeddingGenerationOptions? Options, string Provider, string Model, string? KeepAlive, IEmbeddingGenerator Client);

/// <summary>The answer to one request for embeddings.</summary>
/// <param name="Vectors">One vector per text, in their order.</param>
/// <param name="Model">The model that answered; null: not reported.</param>
/// <param name="InputTokens">The tokens of the texts; null: not reported, which is not zero.</param>
internal sealed record EmbeddingResult(IReadOnlyList<ReadOnlyMemory<float>> Vectors, string? Model, long? InputTokens);
