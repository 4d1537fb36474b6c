using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Goshi.Loopback;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Chat;

/// <summary>Budgets under many calls at once, over real sockets.</summary>
public sealed partial class BudgetRaceTests
{
    private const decimal InputUsd = 0.0000025m;
    private const decimal OutputUsd = 0.00001m;

    /// <summary>The default keeps the build fast; GOSHI_STRESS_CALLS=10000 runs the long form.</summary>
    private static readonly int Calls =
        int.TryParse(Environment.GetEnvironmentVariable("GOSHI_STRESS_CALLS"), CultureInfo.InvariantCulture, out var calls) ? calls : 2_000;

    [Fact]
    public async Task A_limit_of_99_costs_and_one_reservation_lets_exactly_100_calls_through()
    {
        const decimal Actual = (13 * InputUsd) + (100 * OutputUsd);
        const decimal Worst = (13 * InputUsd) + (256 * OutputUsd);
        await using var host = await ChatHost.StartAsync(static options => (options.MaxCostPerSession, options.Fallback) = ((99 * Actual) + Worst, []));
        host.Server.OpenAI.Always(Reply.Text("Hi").WithUsage(prompt: 13, completion: 100));
        var succeeded = 0;

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                try
                {
                    await host.AskAsync(options: new ChatOptions { MaxOutputTokens = 256 });
                    Interlocked.Increment(ref succeeded);
                }
                catch (BudgetExceededException refusal)
                {
                    if (refusal.Reserved == 0)
                    {
                        return;
                    }

                    await Task.Yield();
                }
            }
        })));

        Assert.Equal(100, succeeded);
        Assert.Equal((100 * Actual, 0m), (host.Chat.Session.Spent, host.Chat.Session.Reserved));
        Assert.Equal(100, host.Server.OpenAI.Requests.Count);
    }

    [Fact]
    public async Task A_dollar_is_spent_to_the_last_call_that_fits_without_a_token_limit_and_several_at_a_time()
    {
        await using var host = await ChatHost.StartAsync(static options =>
            (options.MaxCostPerSession, options.Model, options.Fallback) = (1.00m, "gpt-5.4", []));
        var gate = new Gate();
        host.Server.OpenAI.Always(Reply.Text("Hi").WithUsage(prompt: 13, completion: 1_000).BeforeHeaders.Hold(gate));

        var first = Enumerable.Range(0, 8).Select(_ => host.AskAsync()).ToArray();
        await gate.ReachedAsync(5);
        Assert.InRange(host.Chat.Session.Reserved, 0.98m, 1m);
        gate.Open();
        var together = await Task.WhenAll(first.Select(Outcome));

        var answered = together.Count(static ok => ok);
        while (await Outcome(host.AskAsync()))
        {
            answered++;
        }

        var session = host.Chat.Session.Snapshot();
        Assert.InRange(together.Count(static ok => ok), 4, 8);
        Assert.Equal(answered * ((13 * InputUsd) + (1_000 * 0.000015m)), session.Spent);
        Assert.InRange(session.Spent, 0.98m, 1m);
        Assert.Equal(0, session.Reserved);
        Assert.All(host.Server.OpenAI.Requests, static request =>
            Assert.InRange(request.Json.GetProperty("max_completion_tokens").GetInt32(), 1_024, 16_384));
    }

    /// <summary>
    /// Answers, retries, resets, cuts, cancellations, abandoned streams and exceptions in the reader's loop, mixed by the
    /// call's number, so that what each one costs is known.
    /// </summary>
    [Fact]
    public async Task Under_random_faults_nothing_is_overspent_lost_or_counted_twice()
    {
        await using var host = await ChatHost.StartAsync(static options =>
        {
            (options.MaxCostPerSession, options.Fallback) = (Calls * 0.0008m, []);
            (options.MaxRetries, options.CircuitBreakerThreshold) = (1, 1_000_000);
        });
        var attempts = new ConcurrentDictionary<int, int>();
        host.Server.OpenAI.Always(request =>
        {
            var call = NumberOf(request);
            return ReplyTo(call, attempts.AddOrUpdate(call, 1, static (_, count) => count + 1));
        });
        var overspent = 0;
        host.Chat.Session.Changed += (_, _) =>
        {
            var now = host.Chat.Session.Snapshot();
            Interlocked.Add(ref overspent, now.Spent + now.Reserved > now.Limit || now.Models.Sum(static model => model.Usd) != now.Spent ? 1 : 0);
        };

        var known = 0L;
        var answered = 0;
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var call && call < Calls)
            {
                if (await MakeAsync(host, call))
                {
                    Interlocked.Increment(ref answered);
                    Interlocked.Add(ref known, Tokens(call));
                }
            }
        })));

        var session = host.Chat.Session.Snapshot();
        var lines = host.Log.Of("Cost");
        Assert.Equal(0, overspent);
        Assert.Equal(0, session.Reserved);
        Assert.Equal(0, session.OvershootUsd);
        Assert.InRange(answered, Calls / 5, Calls);
        Assert.Equal((answered * 12 * InputUsd) + (known * OutputUsd), session.Spent - session.EstimatedUsd);
        Assert.Equal(lines.Count, session.Requests);
        Assert.Equal(lines.Sum(static line => decimal.Parse(CostInLine().Match(line).Groups[1].Value, CultureInfo.InvariantCulture)), session.Spent);
        Assert.InRange(session.Requests, answered, host.Server.OpenAI.Requests.Count);
        Assert.InRange(session.Spent, session.Limit!.Value / 4, session.Limit.Value);
    }

    private static int Tokens(int call) => 1 + (call * 37 % 200);

    // The kinds that end well come first; a retry of what failed before its content is answered in half of the cases.
    private static Reply ReplyTo(int call, int attempt)
    {
        var answer = Reply.Text("one two", " three four", " five six").WithUsage(prompt: 12, completion: Tokens(call));
        if (attempt > 1 && call % 2 == 0)
        {
            return answer;
        }

        return (Kind(call)) switch
        {
            6 => Reply.Status(503),
            7 => answer.BeforeHeaders.Reset(),
            8 => answer.After(1).Cut(),
            9 => answer.Inside(2).Reset(),
            10 => answer.AfterContent.Truncate(),
            11 => answer.After(1).Error(),
            12 => answer.AfterHeaders.Cut(),
            13 or 14 => answer.After(1).Stall(),
            15 => answer.BeforeHeaders.Stall(),
            _ => answer,
        };
    }

    /// <summary>Makes one call; true if its whole answer came.</summary>
    private static async Task<bool> MakeAsync(ChatHost host, int call)
    {
        using var cancellation = new CancellationTokenSource();
        var options = new ChatOptions { MaxOutputTokens = 256 };
        ChatMessage[] messages = [new(ChatRole.User, call.ToString("00000", CultureInfo.InvariantCulture))];
        var kind = Kind(call);
        try
        {
            if (kind is 0 or 1 or 2)
            {
                await host.Chat.GetResponseAsync(messages, options, cancellation.Token);
                return true;
            }

            if (kind is 15)
            {
                var waiting = host.Chat.GetResponseAsync(messages, options, cancellation.Token);
                await Task.Yield();
                await cancellation.CancelAsync();
                await waiting;
                return false;
            }

            await foreach (var _ in host.Chat.GetStreamingResponseAsync(messages, options, cancellation.Token))
            {
                switch (kind)
                {
                    case 5:
                        return false;
                    case 13:
                        await cancellation.CancelAsync();
                        break;
                    case 14:
                        throw new InvalidTimeZoneException();
                }
            }

            return true;
        }
        catch (Exception e) when (e is GoshiException or OperationCanceledException or InvalidTimeZoneException)
        {
            return false;
        }
    }

    private static int Kind(int call) => (int)((uint)(call * 2_654_435_761L) >> 28);

    private static int NumberOf(RecordedRequest request) => int.Parse(
        request.Json.GetProperty("messages")[0].GetProperty("content").GetString()!, CultureInfo.InvariantCulture);

    private static async Task<bool> Outcome(Task<ChatResponse> call)
    {
        try
        {
            await call;
            return true;
        }
        catch (BudgetExceededException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"tokens, ([0-9.]+) USD")]
    private static partial Regex CostInLine();
}
