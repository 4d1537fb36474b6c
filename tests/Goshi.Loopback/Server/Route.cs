namespace Goshi.Loopback;

/// <summary>What a path means.</summary>
internal sealed record Route(LoopbackApi Api, string Method, Func<Exchange, Reply, WireFormat> Format)
{
    /// <summary>Whether it calls a model: such requests take the queued replies, the others take those for probes.</summary>
    public bool IsModelCall { get; init; }

    /// <summary>Whether an answer is streamed when the request does not say.</summary>
    public bool StreamsByDefault { get; init; }

    /// <summary>Whether an answer can be streamed at all.</summary>
    public bool CanStream { get; init; }

    /// <summary>The deployment in Azure's paths, which stands for the model.</summary>
    public string? Deployment { get; init; }

    /// <summary>What the real provider would refuse; null: nothing.</summary>
    public required Func<Exchange, Reply?> Check { get; init; }
}
