using System.Runtime.CompilerServices;
using Goshi.Http;

namespace Goshi.Wire;

/// <summary>Reads Ollama's chat streams as sequences of lines.</summary>
public static class OllamaStreams
{
    /// <summary>A stream that is sent each time it is enumerated.</summary>
    /// <param name="send">Sends the request, which must ask for a stream.</param>
    /// <param name="provider">The provider's name, for errors.</param>
    /// <param name="cancellationToken">Cancels the stream.</param>
    /// <remarks>Ending the enumeration in any way disposes the response. The sequence ends with the line that says so or throws.</remarks>
    /// <exception cref="ProviderException">The server answered with an error, before or inside the stream.</exception>
    /// <exception cref="StreamInterruptedException">The stream broke, or ended without its last line.</exception>
    /// <exception cref="DeadlineException">One of the provider's deadlines passed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IAsyncEnumerable<OllamaChatResponse> Read(
        Func<CancellationToken, Task<HttpResponseMessage>> send, string provider, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(send);
        return ReadCore(send, provider, null, cancellationToken);
    }

    /// <summary>A stream that is sent each time it is enumerated.</summary>
    /// <param name="request">The request; it is sent as a stream whatever its <c>stream</c> says, and not changed.</param>
    /// <param name="send">Sends a request.</param>
    /// <param name="provider">The provider's name, for errors.</param>
    /// <param name="cancellationToken">Cancels the stream.</param>
    /// <remarks>Ending the enumeration in any way disposes the response. The sequence ends with the line that says so or throws.</remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IAsyncEnumerable<OllamaChatResponse> Read(
        OllamaChatRequest request,
        Func<OllamaChatRequest, CancellationToken, Task<HttpResponseMessage>> send,
        string provider,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(send);
        return ReadCore(token => send(request.WithStream(true), token), provider, request.Model, cancellationToken);
    }

    private static async IAsyncEnumerable<OllamaChatResponse> ReadCore(
        Func<CancellationToken, Task<HttpResponseMessage>> send,
        string provider,
        string? model,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await send(cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw await ProviderErrors.FromResponseAsync(
                response, provider, model, TimeProvider.System, cancellationToken, isOllama: true).ConfigureAwait(false);
        }

        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var reader = new OllamaLineReader(body, provider, TimeProvider.System, keepUtf8: false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return reader.Line;
        }
    }
}
