using Goshi.Hosting;
using Microsoft.Extensions.AI;

namespace Goshi.Chat;

/// <summary>The chat client of one route (the root or a profile) and one session.</summary>
/// <param name="engine">Makes the calls.</param>
/// <param name="route">The route.</param>
/// <param name="session">The session to charge.</param>
/// <param name="outer">The client that callers know, where this one does its work; null: this one.</param>
internal sealed class RouteClient(ChatEngine engine, Route route, GoshiSession session, IChatClient? outer = null) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new(
        route.First.Provider.Name, route.First.Provider.BaseUrl, route.First.Settings.Model);

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return engine.Chain.RespondAsync(engine.NewCall(route, session, messages, options, stream: false, outer ?? this), cancellationToken);
    }

    // Lazy: each enumeration is a call of its own, sent and paid when its first update is asked for.
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return engine.Chain.StreamAsync(() => engine.NewCall(route, session, messages, options, stream: true, outer ?? this), cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(GoshiSession) ? session
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    public void Dispose()
    {
        // The container owns the engine and its connections; a profile's client owns nothing.
    }
}
