using Goshi.Loopback;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Chat;

/// <summary>What a stream costs that does not come to its end.</summary>
public sealed class InterruptedStreamTests
{
    // "Say hello" is 9 bytes, 3 tokens to be expected; each chunk below is 8 bytes, 2 tokens.
    private const decimal Prompt = 3 * 0.0000025m;
    private const decimal Chunk = 2 * 0.00001m;
    private const decimal Reported = 0.007m;

    private static readonly Reply Answer = Reply
        .Stream("12345678", "12345678", "12345678", "12345678", "12345678")
        .WithUsage(prompt: 1_000, completion: 500, cached: 400);

    public static TheoryData<string, int, bool> Places()
    {
        var places = new TheoryData<string, int, bool>();
        foreach (var isProper in new[] { false, true })
        {
            places.Add(nameof(Reply.AfterHeaders), 0, isProper);
            for (var chunk = 0; chunk <= 5; chunk++)
            {
                places.Add(nameof(Reply.After), chunk, isProper);
            }

            for (var chunk = 1; chunk <= 5; chunk++)
            {
                places.Add(nameof(Reply.Inside), chunk, isProper);
            }

            places.Add(nameof(Reply.AfterContent), 5, isProper);
            places.Add(nameof(Reply.AfterFinish), 5, isProper);
        }

        return places;
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_stream_cut_anywhere_is_charged_for_the_prompt_and_what_arrived(string place, int chunk, bool endsProperly)
    {
        await using var host = await StartAsync();
        var point = place switch
        {
            nameof(Reply.AfterHeaders) => Answer.AfterHeaders,
            nameof(Reply.After) => Answer.After(chunk),
            nameof(Reply.Inside) => Answer.Inside(chunk),
            nameof(Reply.AfterContent) => Answer.AfterContent,
            _ => Answer.AfterFinish,
        };
        host.Server.OpenAI.Enqueue(endsProperly ? point.Truncate() : point.Cut());

        await Assert.ThrowsAnyAsync<GoshiException>(() => host.StreamAsync());

        var session = host.Chat.Session.Snapshot();
        var arrived = place == nameof(Reply.Inside) ? chunk - 1 : chunk;
        Assert.Equal(Prompt + (arrived * Chunk), session.Spent);
        Assert.Equal(session.Spent, session.EstimatedUsd);
        Assert.Equal((1, 0m), (session.Requests, session.Reserved));
    }

    [Fact]
    public async Task A_stream_that_breaks_after_its_usage_is_charged_by_it()
    {
        await using var host = await StartAsync();
        host.Server.OpenAI.Enqueue(Answer.BeforeDone.Truncate());

        await Assert.ThrowsAnyAsync<GoshiException>(() => host.StreamAsync());

        Assert.Equal((Reported, 0m), (host.Chat.Session.Spent, host.Chat.Session.EstimatedUsd));
    }

    [Fact]
    public async Task An_answer_in_one_piece_that_ends_too_early_is_charged_for_the_bytes_that_arrived()
    {
        await using var host = await StartAsync();
        var body = """{"id":"1","choices":[{"message":{"role":"assistant","content":" """ + new string('x', 400);
        host.Server.OpenAI.Enqueue(Reply.Raw(200, body));

        await Assert.ThrowsAnyAsync<GoshiException>(() => host.AskAsync());

        var session = host.Chat.Session.Snapshot();
        Assert.Equal(Prompt + ((body.Length + 3) / 4 * 0.00001m), session.Spent);
        Assert.Equal((session.Spent, 1, 0m), (session.EstimatedUsd, session.Requests, session.Reserved));
    }

    [Fact]
    public async Task An_answer_in_one_piece_that_is_cut_is_charged_for_the_bytes_that_arrived()
    {
        await using var host = await StartAsync();
        host.Server.OpenAI.Enqueue(Reply.Text(new string('x', 4_000)).AfterContent.Cut());

        await Assert.ThrowsAnyAsync<GoshiException>(() => host.AskAsync());

        var session = host.Chat.Session.Snapshot();
        Assert.InRange(session.Usage.OutputTokens, 400, 1_200);
        Assert.Equal(Prompt + (session.Usage.OutputTokens * 0.00001m), session.Spent);
        Assert.Equal((session.Spent, 0m), (session.EstimatedUsd, session.Reserved));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_stream_given_up_after_any_update_is_charged_for_what_arrived(int updates)
    {
        await using var host = await StartAsync();
        host.Server.OpenAI.Enqueue(Answer.After(updates).Stall());

        await foreach (var _ in host.Chat.GetStreamingResponseAsync("Say hello"))
        {
            if (--updates == 0)
            {
                break;
            }
        }

        var session = host.Chat.Session.Snapshot();
        Assert.Equal(session.Usage.OutputTokens * 0.00001m + Prompt, session.Spent);
        Assert.Equal(session.Spent, session.EstimatedUsd);
        Assert.Equal((1, 0m), (session.Requests, session.Reserved));
    }

    [Fact]
    public async Task An_exception_in_the_readers_loop_settles_the_stream()
    {
        await using var host = await StartAsync();
        host.Server.OpenAI.Enqueue(Answer.After(1).Stall());

        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () =>
        {
            await foreach (var _ in host.Chat.GetStreamingResponseAsync("Say hello"))
            {
                throw new InvalidTimeZoneException();
            }
        });

        Assert.Equal((Prompt + Chunk, 0m), (host.Chat.Session.Spent, host.Chat.Session.Reserved));
    }

    [Fact]
    public async Task A_reader_that_stops_at_the_finish_reason_is_charged_by_the_usage_after_it()
    {
        await using var host = await StartAsync();
        host.Server.OpenAI.Enqueue(Answer);

        await foreach (var update in host.Chat.GetStreamingResponseAsync("Say hello"))
        {
            if (update.FinishReason is not null)
            {
                break;
            }
        }

        Assert.Equal((Reported, 0m), (host.Chat.Session.Spent, host.Chat.Session.EstimatedUsd));
    }

    [Fact]
    public async Task A_running_count_before_the_break_is_a_floor_and_an_estimate()
    {
        await using var host = await StartAsync();
        host.Server.OpenAI.Enqueue(Reply.Verbatim(
            "data: {\"id\":\"x\",\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"12345678\"},\"finish_reason\":null}],\"usage\":{\"prompt_tokens\":50,\"completion_tokens\":1}}\n\n"));

        await Assert.ThrowsAnyAsync<GoshiException>(() => host.StreamAsync());

        Assert.Equal((50 * 0.0000025m) + Chunk, host.Chat.Session.Spent);
        Assert.Equal(host.Chat.Session.Spent, host.Chat.Session.EstimatedUsd);
    }

    [Fact]
    public async Task Without_track_usage_streams_are_charged_by_estimates_and_the_log_says_so()
    {
        await using var host = await StartAsync(static options => options.OpenAI.TrackUsage = false);
        host.Server.OpenAI.Always(Answer);

        await host.StreamAsync();

        Assert.False(host.Server.OpenAI.Requests[0].Json.TryGetProperty("stream_options", out var asked) && asked.TryGetProperty("include_usage", out _));
        Assert.Equal(Prompt + (5 * Chunk), host.Chat.Session.Spent);
        Assert.Equal(host.Chat.Session.Spent, host.Chat.Session.EstimatedUsd);
        Assert.Single(host.Log.Of("UsageIsEstimated"));

        using var chat = host.Chat.BeginSession(0.0005m);
        await Assert.ThrowsAsync<BudgetExceededException>(() => chat.GetResponseAsync("Say hello"));
    }

    private static Task<ChatHost> StartAsync(Action<TestOptions>? configure = null) => ChatHost.StartAsync(options =>
    {
        (options.MaxRetries, options.Fallback) = (0, []);
        configure?.Invoke(options);
    });
}
