namespace Goshi.Loopback;

/// <summary>One provider's side of the server. What is queued here answers chat and embedding requests.</summary>
public abstract class ProviderScript : ReplyQueue
{
    private readonly LoopbackProvider _server;
    private readonly LoopbackApi _api;
    private volatile IReadOnlyList<string>? _models;

    internal ProviderScript(LoopbackProvider server, LoopbackApi api)
    {
        _server = server;
        _api = api;
    }

    /// <summary>The base address that clients of this provider are configured with.</summary>
    public abstract Uri BaseUrl { get; }

    /// <summary>Replies to what is no model call: lists of models, the version, what is loaded.</summary>
    public ReplyQueue Probes { get; } = new();

    /// <summary>The requests of this provider so far, oldest first; a snapshot.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _server.Requests.Where(request => request.Api == _api)];

    /// <summary>The key that requests must carry. Default: null, any key or none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// Whether what the real provider refuses is refused here: a missing model, a parameter that the model rejects.
    /// Such a request uses up no queued reply. Default: true.
    /// </summary>
    public bool Validates { get; set; } = true;

    /// <summary>What is answered when nothing is queued or standing.</summary>
    public Reply DefaultReply { get; set; } = Reply.Text("Hello", " from", " the", " loopback", " provider", ".");

    /// <summary>The models that lists name.</summary>
    public IReadOnlyList<string> Models => _models ?? DefaultModels;

    internal abstract IReadOnlyList<string> DefaultModels { get; }

    /// <summary>
    /// Makes these the only models; a request for another is answered 404. Until this is called every model exists.
    /// </summary>
    public void HasOnly(params string[] models) => _models = [.. models];

    internal bool Has(string model) => _models?.Any(known => IsSame(known, model)) ?? true;

    private protected virtual bool IsSame(string known, string asked) => known == asked;
}
