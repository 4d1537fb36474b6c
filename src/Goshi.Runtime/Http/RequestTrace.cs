namespace Goshi.Http;

/// <summary>What a request carries for the sake of the errors that its response may need; it never leaves the process.</summary>
/// <param name="KeyVariable">The environment variable that held the key; null: none was sent.</param>
/// <param name="Secrets">What must not be shown, should the server quote it back.</param>
/// <param name="BaseUrl">The provider's address.</param>
internal sealed record RequestTrace(string? KeyVariable, IReadOnlyList<string> Secrets, Uri BaseUrl)
{
    private static readonly HttpRequestOptionsKey<RequestTrace> Key = new("Goshi.Trace");

    /// <summary>The failed attempts of a request whose last response its sender gets.</summary>
    public static HttpRequestOptionsKey<IReadOnlyList<Attempt>> Attempts { get; } = new("Goshi.Attempts");

    public void AttachTo(HttpRequestMessage request)
    {
        if (request is WireRequest ours)
        {
            ours.Trace = this;
        }
        else
        {
            request.Options.Set(Key, this);
        }
    }

    public static RequestTrace? Of(HttpResponseMessage response) => response.RequestMessage switch
    {
        WireRequest ours => ours.Trace,
        { } request when request.Options.TryGetValue(Key, out var trace) => trace,
        _ => null,
    };

    // A record prints its members, and these are secrets.
    public override string ToString() => nameof(RequestTrace);
}
