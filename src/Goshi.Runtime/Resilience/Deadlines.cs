namespace Goshi.Resilience;

/// <summary>
/// The deadlines of one attempt, over an <see cref="Alarm"/> that it borrows. Ended when the attempt, or the stream that came
/// of it, has ended: by <see cref="Complete"/> or <see cref="Dispose"/>, whichever comes first.
/// </summary>
/// <remarks>
/// An arriving chunk writes a timestamp and leaves the timer alone; the timer, when it fires, looks at the timestamp and
/// goes back to sleep for what is left. A stream re-arms it once per idle period instead of once per chunk.
/// </remarks>
internal sealed class Deadlines : IDisposable
{
    // A timer takes 49 days at most; it looks again when it fires too early.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly AlarmPool _alarms;
    private readonly Alarm _alarm;
    private readonly CancellationToken _caller;
    private readonly DeadlineSettings _configured;
    private readonly DeadlineSettings _settings;
    private readonly long _start;
    private Phase _phase;
    private long _lastActivity;
    private bool _paused;
    private bool _headers;
    private long _chunks;
    private long _contents;
    private long _contentBytes;
    private DeadlineException? _expired;

    /// <summary>Begins the attempt's time; no deadline runs before <see cref="StartRequest"/> or <see cref="StartStream"/>.</summary>
    /// <param name="alarms">Lends the timer and the cancellation source.</param>
    /// <param name="caller">The caller's cancellation, which <see cref="Token"/> follows.</param>
    /// <param name="settings">The target's deadlines.</param>
    /// <param name="scale">How much longer they are in this attempt; see <see cref="CallContext.DeadlineScale"/>.</param>
    public Deadlines(AlarmPool alarms, CancellationToken caller, DeadlineSettings settings, double scale = 1)
    {
        _alarms = alarms;
        _alarm = alarms.Rent();
        _caller = caller;
        _configured = settings;
        _settings = settings.Scale(scale);
        Token = _alarm.Token;
        _start = _lastActivity = Time.GetTimestamp();
        _alarm.Serve(this, caller);
    }

    private TimeProvider Time => _alarms.Time;

    private enum Phase
    {
        Unstarted,
        Request,
        FirstToken,
        Content,
        Ended,
    }

    /// <summary>Cancelled by the caller or by a deadline; what the attempt passes on. Not to be waited on after the end.</summary>
    public CancellationToken Token { get; }

    /// <summary>The deadline that passed; null while none has.</summary>
    public DeadlineException? Expired => Volatile.Read(ref _expired);

    /// <summary>The time since the attempt began.</summary>
    public TimeSpan Elapsed => Time.GetElapsedTime(_start);

    /// <summary>Starts the deadline of an attempt that is not streamed.</summary>
    public void StartRequest() => Start(Phase.Request);

    /// <summary>Starts the deadlines of a stream: the first token's and the whole stream's.</summary>
    public void StartStream() => Start(Phase.FirstToken);

    /// <summary>The headers say that a stream follows: its deadlines take the request's place, counted from the same start.</summary>
    public void TurnIntoStream()
    {
        lock (_alarm.Gate)
        {
            if (_phase is Phase.Request)
            {
                _phase = Phase.FirstToken;
                Arm();
            }
        }
    }

    /// <summary>Whether <see cref="Token"/> is cancelled when this token is.</summary>
    public bool Follows(CancellationToken token) => token == _caller || !token.CanBeCanceled;

    /// <summary>The response's headers arrived; said by the error of a deadline that passes later.</summary>
    public void HeadersArrived() => _headers = true;

    /// <summary>An event arrived, with content or without: it ends a silence, but not the wait for the first content.</summary>
    public void ChunkArrived()
    {
        _chunks++;
        Touch();
    }

    /// <summary>Content arrived: the first ends the wait for it, and from then on the longest silence counts.</summary>
    /// <param name="contentBytes">The content so far, in bytes of UTF-8; said by the error of a deadline that passes later.</param>
    public void ContentArrived(long contentBytes = 0)
    {
        _contents++;
        _contentBytes = contentBytes;
        Touch();
        if (_contents == 1)
        {
            lock (_alarm.Gate)
            {
                if (_phase is Phase.FirstToken)
                {
                    _phase = Phase.Content;
                    Arm();
                }
            }
        }
    }

    /// <summary>The stream's reader is busy with what arrived: until <see cref="Resume"/> the silence is its own, not the provider's.</summary>
    public void Pause() => Volatile.Write(ref _paused, true);

    /// <summary>The stream's reader waits for the provider again: a silence begins now.</summary>
    public void Resume()
    {
        Touch();
        Volatile.Write(ref _paused, false);
    }

    /// <summary>
    /// What to report for an exception of the attempt: the caller's cancellation before all else, then a deadline that
    /// passed, then a connection error; an error that is typed already, or none of these, is returned as it is.
    /// </summary>
    public Exception Translate(Exception exception)
    {
        if (_caller.IsCancellationRequested)
        {
            return exception is OperationCanceledException cancelled && cancelled.CancellationToken == _caller
                ? exception
                : new OperationCanceledException("The call was cancelled by its caller.", exception, _caller);
        }

        // Clients and handlers wrap what they meet, cancellation too: the cause is looked for all the way down. A reader
        // that wrapped the broken connection in an error of ours did not know that the deadline broke it.
        var cancellation = ConnectionErrors.Find<OperationCanceledException>(exception);
        var connection = FindConnectionError(exception);
        if ((cancellation is not null || connection is not null) && Expired is { } expired)
        {
            return expired;
        }

        if (exception is GoshiException)
        {
            return exception;
        }

        // The sockets report their connect timeout as a cancellation.
        if (cancellation is not null && ConnectionErrors.Find<TimeoutException>(cancellation) is not null)
        {
            return Describe(DeadlineKind.Connection, Elapsed, exception);
        }

        return connection is null && cancellation is null
            ? exception
            : ConnectionErrors.From(exception, _settings.Provider, _settings.BaseUrl, _settings.Model);
    }

    /// <summary>Ends the deadlines of an attempt that succeeded: nobody waits on <see cref="Token"/> any more, so the alarm may serve others.</summary>
    public void Complete()
    {
        if (!TryEnd())
        {
            return;
        }

        if (_expired is null)
        {
            _alarms.Return(_alarm);
        }
        else
        {
            _alarm.Dispose();
        }
    }

    /// <summary>Ends the deadlines, however the attempt ended; <see cref="Token"/> is not cancelled by them any more.</summary>
    public void Dispose()
    {
        if (TryEnd())
        {
            _alarm.Dispose();
        }
    }

    private static Exception? FindConnectionError(Exception? exception)
    {
        while (exception is not null && !FailureRules.IsConnectionError(exception))
        {
            exception = exception.InnerException;
        }

        return exception;
    }

    private bool TryEnd()
    {
        lock (_alarm.Gate)
        {
            var isFirst = _phase is not Phase.Ended;
            _phase = Phase.Ended;
            return isFirst;
        }
    }

    private static TimeSpan Add(TimeSpan start, TimeSpan limit) =>
        limit == Timeout.InfiniteTimeSpan || limit > TimeSpan.MaxValue - start ? TimeSpan.MaxValue : start + limit;

    private void Start(Phase phase)
    {
        lock (_alarm.Gate)
        {
            if (_phase is not Phase.Unstarted)
            {
                throw new InvalidOperationException("The deadlines of an attempt start once.");
            }

            _phase = phase;
            Arm();
        }
    }

    private void Touch() => Volatile.Write(ref _lastActivity, Time.GetTimestamp());

    /// <summary>The deadline that passes next, counted from the attempt's start.</summary>
    private (DeadlineKind Kind, TimeSpan Due) Next(TimeSpan now)
    {
        if (_phase is Phase.Request)
        {
            return (DeadlineKind.Request, Add(TimeSpan.Zero, _settings.Request));
        }

        var silentSince = Volatile.Read(ref _paused) ? now : Time.GetElapsedTime(_start, Volatile.Read(ref _lastActivity));
        var (kind, due) = _phase is Phase.FirstToken
            ? (DeadlineKind.FirstToken, Add(TimeSpan.Zero, _settings.FirstToken))
            : (DeadlineKind.StreamIdle, Add(silentSince, _settings.Idle));
        var end = Add(TimeSpan.Zero, _settings.Stream);
        return end < due ? (DeadlineKind.Stream, end) : (kind, due);
    }

    private void Arm()
    {
        var now = Elapsed;
        var left = Next(now).Due - now;
        if (left > LongestSleep)
        {
            left = LongestSleep;
        }

        // A timer counts whole milliseconds and cuts the rest off: rounded up, it does not fire just before it is due.
        var sleep = TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(left.TotalMilliseconds)));
        _alarm.WakeAfter(sleep);
    }

    /// <summary>The alarm woke, perhaps too early: another attempt's timer may have fired just before it was set anew.</summary>
    internal void OnTimer()
    {
        lock (_alarm.Gate)
        {
            if (_phase is Phase.Unstarted or Phase.Ended || _expired is not null)
            {
                return;
            }

            var now = Elapsed;
            var (kind, due) = Next(now);
            if (due > now)
            {
                Arm();
                return;
            }

            Volatile.Write(ref _expired, Describe(kind, now, null));
        }

        // Outside the lock: it runs the continuations of the attempt, which may end these deadlines.
        _alarm.Raise();
    }

    private DeadlineException Describe(DeadlineKind kind, TimeSpan elapsed, Exception? cause)
    {
        var limit = _settings.Limit(kind);
        var key = _settings.Key(kind);
        var message = DeadlineMessage.Write(kind, _configured, limit, key, elapsed, new Arrived(_headers, _chunks, _contents, _contentBytes));
        return new DeadlineException(message, kind, _settings.Provider, cause)
        {
            Model = _settings.Model,
            Limit = limit,
            Elapsed = elapsed,
            Key = key,
        }.AsAttempt(_settings.Provider, _settings.Model, elapsed);
    }
}
