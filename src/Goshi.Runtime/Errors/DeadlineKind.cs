namespace Goshi;

/// <summary>The deadlines that an attempt has.</summary>
public enum DeadlineKind
{
    /// <summary>The time to connect: <c>connection_timeout</c>.</summary>
    Connection,

    /// <summary>The time of one attempt that is not streamed: <c>request_timeout</c>.</summary>
    Request,

    /// <summary>The time to the first content of a stream: <c>first_token_timeout</c>.</summary>
    FirstToken,

    /// <summary>The longest silence of a stream after its first content: <c>stream_idle_timeout</c>.</summary>
    StreamIdle,

    /// <summary>The time of a whole stream: <c>streaming_timeout</c>.</summary>
    Stream,
}
