using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace Refit;

/// <summary>As the real one as far as emitted code can tell.</summary>
public static class GeneratedRequestRunner
{
    public static Uri BuildRelativeUri(HttpClient client, string relativePath, UrlResolutionMode urlResolution) => new(
        urlResolution is UrlResolutionMode.Rfc3986 ? relativePath : client.BaseAddress!.AbsolutePath.TrimEnd('/') + relativePath,
        UriKind.Relative);

    public static HttpContent CreateBodyContent<TBody>(
        RefitSettings settings, TBody body, BodySerializationMethod serializationMethod, bool streamBody) =>
        settings.ContentSerializer.ToHttpContent(body);

    public static void AddConfiguredRequestOptions(HttpRequestMessage request, RefitSettings settings, Type interfaceType) =>
        request.Options.Set(new HttpRequestOptionsKey<Type>("Refit.InterfaceType"), interfaceType);

    public static async Task<T?> SendAsync<T, TBody>(
        HttpClient client,
        HttpRequestMessage request,
        RefitSettings settings,
        bool isApiResponse,
        bool shouldDisposeResponse,
        bool bufferBody,
        CancellationToken cancellationToken)
    {
        using (request)
        {
            if (settings.AuthorizationHeaderValueGetter is { } getter && request.Headers.Authorization is { Parameter: null } empty)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue(empty.Scheme, await getter(request, cancellationToken));
            }

            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response is T whole)
            {
                return whole;
            }

            var error = await settings.ExceptionFactory(response);
            if (isApiResponse)
            {
                var content = error is null ? await settings.ContentSerializer.FromHttpContentAsync<TBody>(response.Content, cancellationToken) : default;
                return (T)(object)new ApiResponse<TBody>(response, content, error);
            }

            using (shouldDisposeResponse ? response : null)
            {
                return error is null
                    ? await settings.ContentSerializer.FromHttpContentAsync<T>(response.Content, cancellationToken)
                    : throw error;
            }
        }
    }

    public static async IAsyncEnumerable<T?> StreamAsync<T>(
        HttpClient client,
        HttpRequestMessage request,
        RefitSettings settings,
        CancellationToken methodCancellationToken,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return await SendAsync<T, T>(client, request, settings, false, true, false, methodCancellationToken);
    }
}
