namespace Goshi.Resilience;

/// <summary>The deadlines of a target's attempts. <see cref="Timeout.InfiniteTimeSpan"/> means none.</summary>
/// <param name="Request">One attempt that is not streamed.</param>
/// <param name="FirstToken">From the start of a stream to its first content.</param>
/// <param name="Idle">The longest silence of a stream after its first content.</param>
/// <param name="Stream">A whole stream; a longer first token deadline does not extend it.</param>
/// <param name="Connection">Connecting; enforced by the connection's handler, here for its error.</param>
internal sealed record DeadlineSettings(TimeSpan Request, TimeSpan FirstToken, TimeSpan Idle, TimeSpan Stream, TimeSpan Connection)
{
    /// <summary>The provider's name, as in goshi.yaml.</summary>
    public required string Provider { get; init; }

    /// <summary>The model asked for; null when the request names none.</summary>
    public string? Model { get; init; }

    /// <summary>The section of goshi.yaml that the keys stand in, for example <c>llm.openai</c> or <c>llm.providers.groq</c>.</summary>
    public required string KeyPrefix { get; init; }

    /// <summary>The provider's address, for errors; null when unknown.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>True: the target speaks Ollama's protocol, so waiting may be for a model that is being loaded.</summary>
    public bool IsOllama { get; init; }

    /// <summary>The deadline of a kind.</summary>
    public TimeSpan Limit(DeadlineKind kind) => kind switch
    {
        DeadlineKind.Connection => Connection,
        DeadlineKind.Request => Request,
        DeadlineKind.FirstToken => FirstToken,
        DeadlineKind.StreamIdle => Idle,
        DeadlineKind.Stream => Stream,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The full name of the key that sets a deadline.</summary>
    public string Key(DeadlineKind kind) => KeyPrefix + "." + kind switch
    {
        DeadlineKind.Connection => "connection_timeout",
        DeadlineKind.Request => "request_timeout",
        DeadlineKind.FirstToken => "first_token_timeout",
        DeadlineKind.StreamIdle => "stream_idle_timeout",
        DeadlineKind.Stream => "streaming_timeout",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>
    /// The settings of an attempt that follows others which ran into a deadline: its own are longer by a factor, yet not
    /// longer than <see cref="Stream"/>, which limits the whole answer and stays.
    /// </summary>
    public DeadlineSettings Scale(double factor) => factor <= 1 ? this : this with
    {
        Request = Scale(Request, factor),
        FirstToken = Scale(FirstToken, factor),
        Idle = Scale(Idle, factor),
    };

    private TimeSpan Scale(TimeSpan limit, double factor)
    {
        if (limit == Timeout.InfiniteTimeSpan)
        {
            return limit;
        }

        var scaled = limit * factor;
        return Stream != Timeout.InfiniteTimeSpan && scaled > Stream ? (limit > Stream ? limit : Stream) : scaled;
    }
}
