using System;
using System.Threading;

namespace Goshi.Configuration.Rules;

/// <summary>
/// The times of one section. Each is its written value, or follows the ones that are written: the only place
/// where these defaults are worked out.
/// </summary>
/// <param name="written">The written value of a key, the section's own or llm's; null: not written.</param>
/// <param name="isOllama">Whether the section's provider speaks Ollama's protocol, where loading a model takes minutes.</param>
internal readonly struct SectionTimes(Func<string, object?> written, bool isOllama)
{
    private static readonly TimeSpan StandardRequest = TimeSpan.FromSeconds(60);

    /// <summary>Not more than half of a request, so that a slow connection leaves time for an answer.</summary>
    public TimeSpan Connection => Written("connection_timeout") ?? Min(TimeSpan.FromSeconds(10), Half(Request));

    /// <summary>60 s, unless a written connection_timeout or streaming_timeout leaves no room for that.</summary>
    public TimeSpan Request
    {
        get
        {
            if (Written("request_timeout") is { } request)
            {
                return request;
            }

            var connection = Written("connection_timeout");
            var streaming = Written("streaming_timeout");
            var value = connection >= StandardRequest ? Twice(connection.Value) : StandardRequest;
            return streaming is { } limit && limit != Timeout.InfiniteTimeSpan ? Min(value, limit) : value;
        }
    }

    /// <summary>The whole stream; infinite for <c>none</c>.</summary>
    public TimeSpan Streaming =>
        Written("streaming_timeout") ?? Max(TimeSpan.FromSeconds(isOllama ? 600 : 120), Twice(Request));

    /// <summary>To the first content; Ollama loads the model in this time.</summary>
    public TimeSpan FirstToken => Written("first_token_timeout") ?? (isOllama ? Streaming : Request);

    /// <summary>The wait before the first retry is at least this long.</summary>
    public TimeSpan BackoffMin => Written("retry_backoff_min")
        ?? Min(TimeSpan.FromSeconds(1), Written("retry_backoff_max") ?? TimeSpan.MaxValue);

    /// <summary>No wait is longer than this, unless the server asks for it.</summary>
    public TimeSpan BackoffMax => Written("retry_backoff_max") ?? Max(TimeSpan.FromSeconds(60), BackoffMin);

    private static TimeSpan Half(TimeSpan time) => TimeSpan.FromTicks(time.Ticks / 2);

    private static TimeSpan Twice(TimeSpan time) =>
        time.Ticks > TimeSpan.MaxValue.Ticks / 2 ? TimeSpan.MaxValue : TimeSpan.FromTicks(time.Ticks * 2);

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private TimeSpan? Written(string key) => written(key) as TimeSpan?;
}
