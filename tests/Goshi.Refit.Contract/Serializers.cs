using System.Net.Http.Headers;
using System.Text.Json;

namespace Refit;

public interface IHttpContentSerializer
{
    HttpContent ToHttpContent<T>(T item);

    Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default);
}

public sealed class SystemTextJsonContentSerializer(JsonSerializerOptions options) : IHttpContentSerializer
{
    public HttpContent ToHttpContent<T>(T item) => new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(item, options))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
    };

    public async Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default) =>
        JsonSerializer.Deserialize<T>(await content.ReadAsByteArrayAsync(cancellationToken), options);
}
