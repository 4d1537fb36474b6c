using System.Diagnostics;
using Goshi.Chat;

namespace Goshi.Telemetry;

/// <summary>The span and the duration of one call, as the caller sees it: all targets and attempts together.</summary>
/// <remarks>Adds up and keeps nothing: no message, no update, no text. Without a listener it is a few null checks.</remarks>
internal sealed class CallTelemetry(TimeProvider time, bool stream)
{
    private Activity? _activity;
    private long _started;
    private ChatTarget? _target;
    private int _fallbacks;
    private bool _ended;

    /// <summary>The time since the call began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Begins the span, under the name of the primary target.</summary>
    public void Start(ChatCall call)
    {
        _started = time.GetTimestamp();
        _target = call.Route.First;
        if (!GoshiTelemetry.Source.HasListeners())
        {
            return;
        }

        var asked = call.Options?.ModelId;
        _activity = GoshiTelemetry.Source.StartActivity(asked is null ? _target.SpanName : $"chat {asked}", ActivityKind.Client);
        if (_activity is { IsAllDataRequested: true } span)
        {
            span.SetTag("gen_ai.operation.name", "chat");
            span.SetTag("gen_ai.provider.name", _target.Provider.Name);
            span.SetTag("gen_ai.request.model", asked ?? _target.Settings.Model);
            span.SetTag("server.address", _target.Provider.BaseUrl.Host);
            span.SetTag("server.port", _target.Port);
            if (stream)
            {
                span.SetTag("gen_ai.request.stream", true);
            }

            // Only what the caller set: defaults of goshi.yaml can be read there.
            SetIfAny(span, "gen_ai.request.max_tokens", call.Options?.MaxOutputTokens);
            SetIfAny(span, "gen_ai.request.temperature", call.Options?.Temperature);
            SetIfAny(span, "gen_ai.request.top_p", call.Options?.TopP);
            SetIfAny(span, "gen_ai.conversation.id", call.Options?.ConversationId);
        }
    }

    /// <summary>The call moved on from a target.</summary>
    public void FellBack() => _fallbacks++;

    /// <summary>The first content of a stream reached the caller.</summary>
    public void FirstContent()
    {
        var elapsed = Elapsed.TotalSeconds;
        _activity?.SetTag("gen_ai.response.time_to_first_chunk", elapsed);
        if (GoshiTelemetry.TimeToFirstChunk.Enabled && _target is { } target)
        {
            GoshiTelemetry.TimeToFirstChunk.Record(elapsed, OperationTags(target, null));
        }
    }

    /// <summary>An attempt was settled: tokens and cost. Called for each, also for those that failed.</summary>
    public void Settled(ChatTarget target, in TokenUsage usage, decimal? usd, bool estimated)
    {
        _target = target;
        if (GoshiTelemetry.Cost.Enabled && usd is { } cost)
        {
            GoshiTelemetry.Cost.Add((double)cost, GoshiTelemetry.Provider(target.Provider.Name), GoshiTelemetry.Model(target.Settings.Model));
        }

        if (GoshiTelemetry.Tokens.Enabled)
        {
            GoshiTelemetry.Tokens.Record(usage.InputTokens, TokenTags(target, "input"));
            GoshiTelemetry.Tokens.Record(usage.OutputTokens, TokenTags(target, "output"));
        }

        if (_activity is { IsAllDataRequested: true } span)
        {
            span.SetTag("gen_ai.usage.input_tokens", usage.InputTokens);
            span.SetTag("gen_ai.usage.output_tokens", usage.OutputTokens);
            SetIfPositive(span, "gen_ai.usage.cache_read.input_tokens", usage.CachedInputTokens);
            SetIfPositive(span, "gen_ai.usage.cache_creation.input_tokens", usage.CacheWriteTokens);
            SetIfPositive(span, "gen_ai.usage.reasoning.output_tokens", usage.ReasoningTokens);
            span.SetTag("goshi.cost.estimated", estimated);
            SetIfAny(span, "goshi.cost.usd", (double?)usd);
        }
    }

    /// <summary>What the provider said about its answer.</summary>
    public void Answered(ChatTarget target, string? responseId, string? responseModel, string? finishReason)
    {
        _target = target;
        if (_activity is { IsAllDataRequested: true } span)
        {
            span.SetTag("goshi.target", target.Name);
            SetIfAny(span, "gen_ai.response.id", responseId);
            SetIfAny(span, "gen_ai.response.model", responseModel);
            if (finishReason is not null)
            {
                span.SetTag("gen_ai.response.finish_reasons", new[] { finishReason });
            }
        }
    }

    /// <summary>The call ended well.</summary>
    public void Succeed() => End(null);

    /// <summary>The call ended with this exception.</summary>
    public void Fail(Exception failure) => End(failure.GetType().FullName);

    /// <summary>The caller stopped reading.</summary>
    public void Abandon() => End(null);

    private void End(string? error)
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        if (GoshiTelemetry.Duration.Enabled && _target is { } target)
        {
            GoshiTelemetry.Duration.Record(Elapsed.TotalSeconds, OperationTags(target, error));
        }

        if (_activity is { } span)
        {
            SetIfPositive(span, "goshi.fallback.count", _fallbacks);
            if (error is not null)
            {
                span.SetTag("error.type", error);
                span.SetStatus(ActivityStatusCode.Error);
            }

            span.Dispose();
        }
    }

    private static TagList OperationTags(ChatTarget target, string? error)
    {
        var tags = new TagList
        {
            { "gen_ai.operation.name", "chat" },
            { "gen_ai.provider.name", target.Provider.Name },
            { "gen_ai.request.model", target.Settings.Model },
        };
        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        return tags;
    }

    private static TagList TokenTags(ChatTarget target, string type)
    {
        var tags = OperationTags(target, null);
        tags.Add("gen_ai.token.type", type);
        return tags;
    }

    private static void SetIfAny(Activity span, string name, object? value)
    {
        if (value is not null)
        {
            span.SetTag(name, value);
        }
    }

    private static void SetIfPositive(Activity span, string name, long value)
    {
        if (value > 0)
        {
            span.SetTag(name, value);
        }
    }
}
