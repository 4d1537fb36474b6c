using Goshi.Resilience;
using Goshi.Telemetry;
using Microsoft.Extensions.AI;

namespace Goshi.Chat;

/// <summary>One call of the chat client, over all its targets and attempts.</summary>
internal sealed class ChatCall(
    Route route,
    GoshiSession session,
    IReadOnlyList<ChatMessage> messages,
    ChatOptions? options,
    bool stream,
    ITokenEstimator estimator,
    TimeProvider time)
{
    private long? _promptBound;
    private long? _promptExpectation;

    public Route Route => route;

    public GoshiSession Session => session;

    /// <summary>The caller's messages, enumerated once.</summary>
    public IReadOnlyList<ChatMessage> Messages => messages;

    /// <summary>The caller's options, never changed.</summary>
    public ChatOptions? Options => options;

    public bool Stream => stream;

    public TimeProvider Time => time;

    public CallContext Context { get; } = new(time);

    public CallTelemetry Telemetry { get; } = new(time, stream);

    /// <summary>Prompt tokens at most, for admission.</summary>
    public long PromptBound => _promptBound ??= estimator.Bound(messages, options);

    /// <summary>Prompt tokens to be expected, for settling an attempt whose usage is unknown.</summary>
    public long PromptExpectation => _promptExpectation ??= estimator.Expect(messages, options);

    /// <summary>Whether any message carries audio, which has a price of its own.</summary>
    public bool HasAudioInput => messages.Any(static message =>
        message.Contents.Any(static content => content is DataContent data && data.HasTopLevelMediaType("audio")));

    /// <summary>The day that prices are taken at, UTC.</summary>
    public DateOnly Today { get; } = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
}
