using System.Text.Json;
using Goshi.Wire;

namespace Goshi.Http;

/// <summary>
/// Azure OpenAI names the deployment in the path and the version in the query. Done here, under whatever builds the request, so
/// that generated clients and Refit see the paths of OpenAI alone.
/// </summary>
internal sealed class AzureAddressHandler(ConnectionSettings settings) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { IsAbsoluteUri: true } url)
        {
            var model = await ReadModelAsync(request.Content, cancellationToken).ConfigureAwait(false);
            request.RequestUri = Map(settings.BaseUrl, url, model, settings.AzureApiVersion);
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The address on Azure of an operation that was addressed as on OpenAI.</summary>
    public static Uri Map(Uri baseUrl, Uri url, string? model, string? apiVersion)
    {
        var basePath = baseUrl.AbsolutePath.TrimEnd('/');
        var operation = url.AbsolutePath[Math.Min(basePath.Length, url.AbsolutePath.Length)..].TrimStart('/');
        var path = basePath switch
        {
            // The version 1 API has OpenAI's own paths, and a base address that names a deployment needs no other.
            _ when basePath.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) => $"{basePath}/{operation}",
            _ when basePath.Contains("/deployments/", StringComparison.OrdinalIgnoreCase) => $"{basePath}/{operation}",
            _ when basePath.EndsWith("/openai", StringComparison.OrdinalIgnoreCase) => $"{basePath}/{Deployment(model)}{operation}",
            _ => $"{basePath}/openai/{Deployment(model)}{operation}",
        };
        var query = url.Query.TrimStart('?');
        if (apiVersion is not null && !query.Contains("api-version=", StringComparison.OrdinalIgnoreCase))
        {
            query = $"{query}{(query.Length > 0 ? "&" : "")}api-version={Uri.EscapeDataString(apiVersion)}";
        }

        return new UriBuilder(url) { Path = path, Query = query }.Uri;
    }

    private static string Deployment(string? model) =>
        string.IsNullOrEmpty(model) ? "" : $"deployments/{Uri.EscapeDataString(model)}/";

    private static async ValueTask<string?> ReadModelAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        if (content is null or WireContent)
        {
            return (content as WireContent)?.Model;
        }

        // Another client's content: read once here, kept in memory by the content for the send.
        await content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        return FindModel(await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }

    private static string? FindModel(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var found = reader.ValueTextEquals("model"u8);
                reader.Read();
                if (found)
                {
                    return WireJson.ReadText(ref reader);
                }

                reader.TrySkip();
            }
        }
        catch (JsonException)
        {
            // Not ours to judge: the server will say so.
        }

        return null;
    }
}
