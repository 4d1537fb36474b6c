using System.Net.Sockets;

namespace Goshi.Resilience;

public class DeadlinesTests : IDisposable
{
    private static readonly DeadlineSettings Settings = new(
        Request: Seconds(60), FirstToken: Seconds(50), Idle: Seconds(30), Stream: Seconds(120), Connection: Seconds(10))
    {
        Provider = "openai", Model = "gpt-5.4-mini", KeyPrefix = "llm.openai", BaseUrl = new Uri("https://api.example.com/v1"),
    };

    private readonly ManualTimeProvider _time = new();
    private readonly CancellationTokenSource _caller = new();
    private readonly AlarmPool _alarms;

    public DeadlinesTests() => _alarms = new AlarmPool(_time);

    public void Dispose() => _caller.Dispose();

    [Fact]
    public void A_request_that_is_not_answered_in_time_ends_and_says_why()
    {
        using var deadlines = Create();
        deadlines.StartRequest();
        _time.Advance(Seconds(59.999));
        Assert.False(deadlines.Token.IsCancellationRequested);

        _time.Advance(Seconds(0.001));

        AssertExpired(deadlines, DeadlineKind.Request, 60, 60,
            "openai/gpt-5.4-mini did not answer within 60s. After 60s there had arrived: nothing, not even the response headers. "
            + "Raise llm.openai.request_timeout in goshi.yaml, stream the answer, or ask for fewer tokens.");
    }

    [Fact]
    public void A_stream_without_content_ends_at_the_first_token_deadline_whatever_else_arrives()
    {
        using var deadlines = Create();
        deadlines.StartStream();
        deadlines.HeadersArrived();
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(Seconds(4.9));
            deadlines.ChunkArrived();
        }

        _time.Advance(Seconds(1));

        AssertExpired(deadlines, DeadlineKind.FirstToken, 50, 50,
            "openai/gpt-5.4-mini sent no content within 50s. After 50s there had arrived: the response headers and 10 events without content. "
            + "Raise llm.openai.first_token_timeout in goshi.yaml (reasoning models think before they answer), or lower reasoning_effort.");
    }

    [Fact]
    public void After_the_first_content_the_longest_silence_counts()
    {
        using var deadlines = Create();
        deadlines.StartStream();
        _time.Advance(Seconds(1));
        deadlines.ContentArrived();
        _time.Advance(Seconds(29));
        deadlines.ChunkArrived();
        _time.Advance(Seconds(29));
        deadlines.ContentArrived();
        _time.Advance(Seconds(29.999));
        Assert.Null(deadlines.Expired);

        _time.Advance(Seconds(0.001));

        AssertExpired(deadlines, DeadlineKind.StreamIdle, 30, 89,
            "openai/gpt-5.4-mini began to answer, then was silent for 30s. After 89s there had arrived: 2 events with content. "
            + "If the model pauses for so long by nature, raise llm.openai.stream_idle_timeout in goshi.yaml.");
    }

    [Fact]
    public void A_stream_that_goes_on_and_on_ends_at_its_absolute_end()
    {
        using var deadlines = Create();
        deadlines.StartStream();
        for (var i = 0; i < 11; i++)
        {
            _time.Advance(Seconds(10));
            deadlines.ContentArrived();
        }

        _time.Advance(Seconds(9.999));
        Assert.Null(deadlines.Expired);
        _time.Advance(Seconds(0.001));

        AssertExpired(deadlines, DeadlineKind.Stream, 120, 120,
            "openai/gpt-5.4-mini did not finish its answer within 120s. After 120s there had arrived: 11 events with content. "
            + "Raise llm.openai.streaming_timeout in goshi.yaml (`none` turns it off), or ask for fewer tokens.");
    }

    [Fact]
    public void A_first_token_deadline_beyond_the_stream_does_not_extend_it()
    {
        using var deadlines = Create(Settings with { FirstToken = Seconds(500) });
        deadlines.StartStream();

        _time.Advance(Seconds(120));

        Assert.Equal(DeadlineKind.Stream, deadlines.Expired!.Deadline);
    }

    [Fact]
    public void Where_both_are_equal_the_missing_content_is_named_and_Ollama_gets_its_own_advice()
    {
        using var deadlines = Create(Settings with { Provider = "ollama", Model = "llama3.1:8b", KeyPrefix = "llm.ollama", IsOllama = true, FirstToken = Seconds(600), Stream = Seconds(600) });
        deadlines.StartStream();

        _time.Advance(Seconds(600));

        AssertExpired(deadlines, DeadlineKind.FirstToken, 600, 600,
            "ollama/llama3.1:8b sent no content within 600s. After 600s there had arrived: nothing, not even the response headers. "
            + "Loading the model counts: raise llm.ollama.first_token_timeout in goshi.yaml, keep the model loaded with keep_alive, or use a smaller one.");
    }

    [Fact]
    public void None_is_no_deadline_yet_silence_still_ends_the_stream()
    {
        using var deadlines = Create(Settings with { FirstToken = Timeout.InfiniteTimeSpan, Stream = Timeout.InfiniteTimeSpan });
        deadlines.StartStream();
        _time.Advance(TimeSpan.FromDays(100));
        Assert.Null(deadlines.Expired);

        deadlines.ContentArrived();
        _time.Advance(Seconds(30));

        Assert.Equal(DeadlineKind.StreamIdle, deadlines.Expired!.Deadline);
    }

    [Fact]
    public void A_deadline_beyond_what_a_timer_can_take_still_passes()
    {
        using var deadlines = Create(Settings with { Request = TimeSpan.FromDays(100) });
        deadlines.StartRequest();

        _time.Advance(TimeSpan.FromDays(100) - Seconds(1));
        Assert.Null(deadlines.Expired);
        _time.Advance(Seconds(1));

        Assert.Equal(DeadlineKind.Request, deadlines.Expired!.Deadline);
    }

    [Fact]
    public void A_slow_reader_is_not_the_providers_silence()
    {
        using var deadlines = Create();
        deadlines.StartStream();
        deadlines.ContentArrived();
        deadlines.Pause();
        _time.Advance(Seconds(70));
        Assert.Null(deadlines.Expired);

        deadlines.Resume();
        _time.Advance(Seconds(29.999));
        Assert.Null(deadlines.Expired);
        _time.Advance(Seconds(0.001));

        Assert.Equal(DeadlineKind.StreamIdle, deadlines.Expired!.Deadline);
    }

    [Fact]
    public void Chunks_do_not_touch_the_timer()
    {
        using var deadlines = Create();
        deadlines.StartStream();
        deadlines.ContentArrived();
        var before = _time.NextTimer;

        for (var i = 0; i < 1000; i++)
        {
            deadlines.ContentArrived();
        }

        Assert.Equal(before, _time.NextTimer);
        Assert.Equal(1, _time.ArmedTimers);
    }

    [Fact]
    public void An_earlier_deadline_makes_the_next_attempts_longer_and_the_message_says_so()
    {
        using var deadlines = new Deadlines(_alarms, _caller.Token, Settings, scale: 1.5);
        deadlines.StartRequest();

        _time.Advance(Seconds(90));

        Assert.Equal(Seconds(90), deadlines.Expired!.Limit);
        Assert.Contains("within 90s (60s in goshi.yaml, longer after earlier deadlines).", deadlines.Expired.Message);
    }

    [Fact]
    public void A_cancellation_that_a_deadline_caused_becomes_its_error_however_deep_it_is_wrapped()
    {
        using var deadlines = Create();
        deadlines.StartRequest();
        _time.Advance(Seconds(60));

        Assert.Same(deadlines.Expired, deadlines.Translate(new TaskCanceledException()));
        Assert.Same(deadlines.Expired, deadlines.Translate(new IOException("aborted")));
        Assert.Same(deadlines.Expired, deadlines.Translate(new InvalidOperationException("wrapped", new TaskCanceledException())));
        Assert.Same(deadlines.Expired, deadlines.Translate(new StreamInterruptedException("broke", "openai", new IOException("aborted"))));
    }

    [Fact]
    public void An_answer_that_was_refused_is_not_turned_into_a_deadline()
    {
        using var deadlines = Create();
        deadlines.StartRequest();
        _time.Advance(Seconds(60));
        var refused = new ProviderException("HTTP 503", "openai");

        Assert.Same(refused, deadlines.Translate(refused));
    }

    [Fact]
    public void The_callers_cancellation_stays_one_and_carries_the_callers_token()
    {
        using var deadlines = Create();
        deadlines.StartRequest();
        _time.Advance(Seconds(60));
        _caller.Cancel();
        var own = new OperationCanceledException(_caller.Token);
        var linked = new TaskCanceledException("linked", null, deadlines.Token);

        Assert.Same(own, deadlines.Translate(own));
        var translated = Assert.IsType<OperationCanceledException>(deadlines.Translate(linked));
        Assert.Equal(_caller.Token, translated.CancellationToken);
        Assert.Same(linked, translated.InnerException);
        Assert.IsType<OperationCanceledException>(deadlines.Translate(new InvalidOperationException("wrapped", linked)));
        Assert.IsType<OperationCanceledException>(deadlines.Translate(new IOException("aborted")));
    }

    [Fact]
    public void The_callers_cancellation_reaches_the_attempt()
    {
        using var deadlines = Create();
        deadlines.StartStream();

        _caller.Cancel();

        Assert.True(deadlines.Token.IsCancellationRequested);
        Assert.Null(deadlines.Expired);
    }

    [Fact]
    public void A_cancellation_that_nobody_asked_for_is_the_connect_timeout_of_the_handler()
    {
        using var deadlines = Create();
        deadlines.StartRequest();
        _time.Advance(Seconds(10));
        var cause = new TaskCanceledException("connect", new TimeoutException());

        var error = Assert.IsType<DeadlineException>(deadlines.Translate(cause));

        Assert.Equal(DeadlineKind.Connection, error.Deadline);
        Assert.Equal("llm.openai.connection_timeout", error.Key);
        Assert.Equal(
            "openai/gpt-5.4-mini could not be connected to at https://api.example.com within 10s. "
            + "Check base_url and the network, or raise llm.openai.connection_timeout in goshi.yaml.",
            error.Message);
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Null(deadlines.Expired);
    }

    [Fact]
    public void A_connection_error_becomes_typed_however_deep_it_is_wrapped()
    {
        using var deadlines = Create();
        deadlines.StartRequest();
        var cause = new InvalidOperationException("wrapped", new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused)));

        var error = Assert.IsType<ProviderException>(deadlines.Translate(cause));

        Assert.True(error.IsConnectionError);
        Assert.Equal("gpt-5.4-mini", error.Model);
        Assert.Same(cause, error.InnerException);
    }

    [Fact]
    public void A_mistake_of_ours_stays_what_it_is()
    {
        using var deadlines = Create();
        var mistake = new ArgumentException("bad");

        Assert.Same(mistake, deadlines.Translate(mistake));
    }

    [Fact]
    public void Disposed_they_cancel_nothing_and_leave_no_timer()
    {
        var deadlines = Create();
        deadlines.StartStream();
        deadlines.Dispose();
        deadlines.Dispose();

        _time.Advance(Seconds(500));

        Assert.False(deadlines.Token.IsCancellationRequested);
        Assert.Null(deadlines.Expired);
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public void They_may_be_disposed_by_what_their_cancellation_sets_off()
    {
        var deadlines = Create();
        deadlines.StartRequest();
        using var registration = deadlines.Token.Register(deadlines.Dispose);

        _time.Advance(Seconds(60));

        Assert.Equal(DeadlineKind.Request, deadlines.Expired!.Deadline);
    }

    [Fact]
    public void Content_after_the_end_wakes_nothing()
    {
        var deadlines = Create();
        deadlines.StartStream();
        deadlines.Complete();

        deadlines.ContentArrived();
        deadlines.TurnIntoStream();

        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public void A_request_that_turns_out_to_be_a_stream_gets_its_deadlines_from_the_same_start()
    {
        using var deadlines = Create();
        deadlines.StartRequest();
        _time.Advance(Seconds(40));

        deadlines.TurnIntoStream();
        _time.Advance(Seconds(9.999));
        Assert.Null(deadlines.Expired);
        _time.Advance(Seconds(0.001));

        Assert.Equal((DeadlineKind.FirstToken, Seconds(50)), (deadlines.Expired!.Deadline, deadlines.Expired.Elapsed));
    }

    [Fact]
    public void Woken_before_they_start_or_after_their_end_they_do_nothing()
    {
        var deadlines = Create();
        _time.Advance(Seconds(500));
        deadlines.OnTimer();
        deadlines.StartRequest();
        deadlines.Dispose();

        deadlines.OnTimer();

        Assert.Null(deadlines.Expired);
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public void A_stream_that_has_begun_to_answer_does_not_begin_anew()
    {
        using var deadlines = Create();
        deadlines.StartStream();
        deadlines.ContentArrived();

        deadlines.TurnIntoStream();
        _time.Advance(Seconds(30));

        Assert.Equal(DeadlineKind.StreamIdle, deadlines.Expired!.Deadline);
    }

    [Fact]
    public void The_longest_time_there_is_is_a_deadline_like_any_other()
    {
        using var deadlines = Create(Settings with { FirstToken = TimeSpan.MaxValue, Idle = TimeSpan.MaxValue });
        _time.Advance(Seconds(1));
        deadlines.StartStream();
        deadlines.ContentArrived();

        _time.Advance(Seconds(119));

        Assert.Equal(DeadlineKind.Stream, deadlines.Expired!.Deadline);
    }

    [Fact]
    public void A_target_without_a_model_or_an_address_is_named_by_its_provider()
    {
        using var deadlines = Create(Settings with { Model = null, BaseUrl = null });

        var error = Assert.IsType<DeadlineException>(deadlines.Translate(new TaskCanceledException("connect", new TimeoutException())));

        Assert.StartsWith("openai could not be connected to within 10s. Check base_url", error.Message, StringComparison.Ordinal);
        Assert.Single(error.Attempts);
    }

    [Fact]
    public void What_had_arrived_is_told_with_its_size()
    {
        using var deadlines = Create();
        deadlines.StartStream();
        deadlines.ContentArrived(40);

        _time.Advance(Seconds(30));

        Assert.Contains("1 event with content, about 10 tokens.", deadlines.Expired!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void They_follow_their_callers_token_and_need_not_follow_one_that_is_never_cancelled()
    {
        using var deadlines = Create();
        using var other = new CancellationTokenSource();

        Assert.True(deadlines.Follows(_caller.Token));
        Assert.True(deadlines.Follows(CancellationToken.None));
        Assert.False(deadlines.Follows(other.Token));
    }

    [Fact]
    public void They_start_once()
    {
        using var deadlines = Create();
        deadlines.StartRequest();

        Assert.Throws<InvalidOperationException>(deadlines.StartStream);
    }

    [Fact]
    public void A_cancellation_of_somebody_else_is_no_deadline()
    {
        using var deadlines = Create();

        var error = Assert.IsType<ProviderException>(deadlines.Translate(new TaskCanceledException()));

        Assert.True(error.IsConnectionError);
        Assert.Contains("ConfigureHandler", error.Message, StringComparison.Ordinal);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static void AssertExpired(Deadlines deadlines, DeadlineKind kind, double limit, double elapsed, string message)
    {
        Assert.True(deadlines.Token.IsCancellationRequested);
        var error = deadlines.Expired!;
        Assert.Equal((kind, Seconds(limit), Seconds(elapsed), message), (error.Deadline, error.Limit, error.Elapsed, error.Message));
        Assert.IsType<TimeoutException>(error.InnerException);
    }

    private Deadlines Create(DeadlineSettings? settings = null) => new(_alarms, _caller.Token, settings ?? Settings);
}
