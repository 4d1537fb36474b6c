using System.Net;

namespace Goshi.Http;

/// <summary>Unpacks a response that is compressed although nobody asked for it, as some gateways do.</summary>
/// <remarks>
/// Not by SocketsHttpHandler: it would ask for compression, and a server that compresses a stream gathers chunks before it
/// sends them.
/// </remarks>
internal sealed class DecodingHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentEncoding is { Count: > 0 } encodings && DecodedContent.Knows(encodings))
        {
            response.Content = new DecodedContent(response.Content);
        }

        return response;
    }
}
