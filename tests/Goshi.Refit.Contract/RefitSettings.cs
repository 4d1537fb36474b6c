namespace Refit;

public class RefitSettings(IHttpContentSerializer contentSerializer)
{
    public IHttpContentSerializer ContentSerializer { get; set; } = contentSerializer;

    public UrlResolutionMode UrlResolution { get; set; }

    public Func<HttpRequestMessage, CancellationToken, Task<string>>? AuthorizationHeaderValueGetter { get; set; }

    public Func<HttpResponseMessage, Task<Exception?>> ExceptionFactory { get; set; } = static response =>
        Task.FromResult<Exception?>(response.IsSuccessStatusCode ? null : new ApiException(response.StatusCode));
}

public enum UrlResolutionMode
{
    Legacy,
    Rfc3986,
}

public enum BodySerializationMethod
{
    Default = 0,
    UrlEncoded = 2,
    Serialized = 3,
}
