namespace Goshi.Http;

/// <summary>A request of ours: it carries its trace itself, without the dictionary that the options of a message are.</summary>
internal sealed class WireRequest(HttpMethod method, Uri address) : HttpRequestMessage(method, address)
{
    public RequestTrace? Trace { get; set; }
}
