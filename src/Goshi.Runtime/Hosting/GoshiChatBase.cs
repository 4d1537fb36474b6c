using System.ComponentModel;
using Goshi.Chat;
using Microsoft.Extensions.AI;

namespace Goshi.Hosting;

/// <summary>The base of the generated chat class: everything that does not depend on goshi.yaml. Used by generated code only.</summary>
/// <remarks>Safe for concurrent use. Disposing a client made by BeginSession ends its session; disposing any other does nothing.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GoshiChatBase : IChatClient
{
    private readonly bool _ownsSession;
    private readonly RouteClient _root;

    /// <summary>Binds the client to a session.</summary>
    /// <param name="engine">The engine that makes the calls.</param>
    /// <param name="session">The session to charge, ended with this client; null: the engine's own.</param>
    protected GoshiChatBase(ChatEngine engine, GoshiSession? session)
    {
        ArgumentNullException.ThrowIfNull(engine);
        Engine = engine;
        Session = session ?? engine.DefaultSession;
        _ownsSession = session is not null;
        _root = new RouteClient(engine, engine.Root, Session, this);
    }

    /// <summary>The session that calls are charged to.</summary>
    public GoshiSession Session { get; }

    /// <summary>The providers of goshi.yaml and the state of their circuits.</summary>
    public IReadOnlyList<ProviderStatus> Providers => Engine.Statuses();

    /// <summary>The engine that makes the calls.</summary>
    protected ChatEngine Engine { get; }

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        _root.GetResponseAsync(messages, options, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        _root.GetStreamingResponseAsync(messages, options, cancellationToken);

    /// <summary>What a call would cost at the primary target, before it is made.</summary>
    /// <param name="messages">The messages that would be sent.</param>
    /// <param name="options">The options that would be sent.</param>
    /// <returns>The expected and the highest cost in US dollars.</returns>
    public CostEstimate Estimate(IEnumerable<ChatMessage> messages, ChatOptions? options = null) =>
        Engine.Estimate(this, messages, options);

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType == typeof(IEmbeddingGenerator<string, Embedding<float>>) ? EmbeddingClient(provider: null)
            : _root.GetService(serviceType, serviceKey);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsSession)
        {
            Session.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A new, independent session.</summary>
    /// <param name="maxCostUsd">Its limit in US dollars; null: the limit of goshi.yaml.</param>
    /// <param name="name">A name for logs and summaries.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not above 0.</exception>
    protected GoshiSession NewSession(decimal? maxCostUsd, string? name)
    {
        if (maxCostUsd is <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(maxCostUsd), maxCostUsd, "A session's limit is an amount of US dollars above 0; null takes the limit of goshi.yaml.");
        }

        return Engine.NewSession(maxCostUsd, name);
    }

    /// <summary>The client of a profile, charged to this client's session.</summary>
    /// <param name="index">The profile's place in goshi.yaml.</param>
    protected IChatClient Profile(int index) => new RouteClient(Engine, Engine.Profiles[index], Session);

    internal EmbeddingClient EmbeddingClient(string? provider) => new(Engine, Session, provider);

    internal IChatClient ProfileClient(int index) => Profile(index);
}
