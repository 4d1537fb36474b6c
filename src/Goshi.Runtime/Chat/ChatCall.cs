using Goshi.Providers;
using Goshi.Resilience;
using Goshi.Telemetry;
using Microsoft.Extensions.AI;

namespace Goshi.Chat;

/// <summary>One call of the chat client, over all its targets and attempts: what it asks for, and what it has gone through.</summary>
internal sealed class ChatCall(
    Route route,
    GoshiSession session,
    IReadOnlyList<ChatMessage> messages,
    ChatOptions? options,
    bool stream,
    ITokenEstimator estimator,
    TimeProvider time) : CallContext(time), ILaterTargets
{
    private object? _raw;
    private bool _hasRaw;
    private IReadOnlyList<ChatTarget> _targets = [];
    private int _index;

    public Route Route => route;

    /// <summary>The client that was called, as its caller knows it.</summary>
    public required IChatClient Client { get; init; }

    public GoshiSession Session => session;

    /// <summary>The caller's messages, enumerated once.</summary>
    public IReadOnlyList<ChatMessage> Messages => messages;

    /// <summary>The caller's options, never changed.</summary>
    public ChatOptions? Options => options;

    public bool Stream => stream;

    public CallTelemetry Telemetry { get; } = new(time, stream);

    /// <summary>The caller's own wire request, asked for once: what is admitted is what is sent. Null: there is none.</summary>
    public object? Raw
    {
        get
        {
            if (!_hasRaw)
            {
                (_raw, _hasRaw) = (options?.RawRepresentationFactory?.Invoke(Client), true);
            }

            return _raw;
        }
    }

    /// <summary>Prompt tokens at most at a target, for admission.</summary>
    public long PromptBound(TargetSettings target, in RawRequest raw) => TokenEstimator.Bound(raw.Size, raw.Messages)
        + (estimator is TokenEstimator
            ? TokenEstimator.Bound(PromptAt(target), options, target.Model)
            : estimator.Bound(PromptAt(target), OptionsAt(target)));

    /// <summary>Prompt tokens to be expected at a target, for settling an attempt whose usage is unknown.</summary>
    public long PromptExpectation(TargetSettings target, in RawRequest raw) => PromptExpectation(estimator, target, in raw);

    /// <summary>The same by an estimator that need not be the application's.</summary>
    public long PromptExpectation(ITokenEstimator by, TargetSettings target, in RawRequest raw) => TokenEstimator.Expect(raw.Size)
        + (by is TokenEstimator
            ? TokenEstimator.Expect(PromptAt(target), options, target.Model)
            : by.Expect(PromptAt(target), OptionsAt(target)));

    /// <summary>Whether any message carries audio, which has a price of its own.</summary>
    public bool HasAudioInput
    {
        get
        {
            for (var i = 0; i < messages.Count; i++)
            {
                if (messages[i].Contents.Any(static content => content is DataContent data && data.HasTopLevelMediaType("audio")))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether the caller asks for audio, which has a price of its own: <c>modalities</c> of the additional properties.</summary>
    public bool HasAudioOutput => ExtraProperties.Text(options, "modalities")?.Contains("audio", StringComparison.Ordinal) is true;

    /// <summary>The tier that the caller asks for in the place of the target's: <c>service_tier</c> of the additional properties; null: none.</summary>
    public string? Tier => ExtraProperties.Text(options, "service_tier");

    /// <summary>The day that prices are taken at, UTC.</summary>
    public DateOnly Today { get; } = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>Moves to a target; those after it are what is left.</summary>
    public void MoveTo(IReadOnlyList<ChatTarget> targets, int index)
    {
        (_targets, _index) = (targets, index);
        var target = targets[index];
        BeginTarget(
            target.Provider.Name, target.Settings.Model, target.Provider.IsOllama, route.FailoverAfter,
            index + 1 < targets.Count ? this : null, target.Resolved.IsDefault);
    }

    bool ILaterTargets.AnyIsAvailable()
    {
        for (var i = _index + 1; i < _targets.Count; i++)
        {
            if (_targets[i].Provider.Breaker.IsAvailable)
            {
                return true;
            }
        }

        return false;
    }

    // What the target adds to the caller's messages is paid for too.
    private IReadOnlyList<ChatMessage> PromptAt(TargetSettings target) =>
        target.SystemPrompt is { } system ? [new ChatMessage(ChatRole.System, system), .. messages] : messages;

    // An estimator needs the model where its size depends on it, and the caller's options are not ours to change.
    private ChatOptions OptionsAt(TargetSettings target)
    {
        if (options is null)
        {
            return new ChatOptions { ModelId = target.Model };
        }

        if (options.ModelId == target.Model)
        {
            return options;
        }

        var copy = options.Clone();
        copy.ModelId = target.Model;
        return copy;
    }
}
