using Goshi.Resilience;

namespace Goshi.Http;

/// <summary>A request of ours: it carries what belongs to it itself, without the dictionary that the options of a message are.</summary>
internal sealed class WireRequest(HttpMethod method, Uri address) : HttpRequestMessage(method, address)
{
    public RequestTrace? Trace { get; set; }

    /// <summary>Whether its sender reads the whole body, under <see cref="Deadlines"/>, which it disposes.</summary>
    public bool ReadsBody { get; init; }

    /// <summary>The deadlines of a response that its sender reads; null: none.</summary>
    public Deadlines? Deadlines { get; set; }
}
