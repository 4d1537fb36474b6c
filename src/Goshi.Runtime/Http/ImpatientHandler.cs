namespace Goshi.Http;

/// <summary>
/// Waits for the application's own handler no longer than the call does: one that does not look at its token must not keep a
/// call past its deadline. What it answers then is let go.
/// </summary>
internal sealed class ImpatientHandler(string provider, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sending = base.SendAsync(request, cancellationToken) ?? throw NoResponse();
        try
        {
            return await sending.WaitAsync(cancellationToken).ConfigureAwait(false) ?? throw NoResponse();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _ = LetGoAsync(sending);
            throw;
        }
    }

    private static async Task LetGoAsync(Task<HttpResponseMessage> sending)
    {
        try
        {
            (await sending.ConfigureAwait(false))?.Dispose();
        }
        catch (Exception)
        {
            // Nobody waits for it any more; looked at, it is no unobserved exception.
        }
    }

    private InvalidOperationException NoResponse() => new($"The handler given to ConfigureHandler for {provider} returned no response.");
}
