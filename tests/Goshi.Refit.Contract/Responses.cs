using System.Net;

namespace Refit;

public class ApiException(HttpStatusCode status) : Exception($"Response status code does not indicate success: {(int)status}.")
{
    public HttpStatusCode StatusCode { get; } = status;
}

public sealed class ApiResponse<T>(HttpResponseMessage response, T? content, Exception? error) : IDisposable
{
    public T? Content { get; } = content;

    public Exception? Error { get; } = error;

    public HttpStatusCode StatusCode => response.StatusCode;

    public void Dispose() => response.Dispose();
}
