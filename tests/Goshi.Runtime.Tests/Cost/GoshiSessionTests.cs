using Goshi.Cost;

namespace Goshi.Tests.Cost;

public class GoshiSessionTests
{
    private static readonly ProviderBudget OpenAI = new("openai");

    [Fact]
    public void Begins_with_nothing_spent()
    {
        using var session = new GoshiSession("s", 1.5m);

        Assert.Equal("s", session.Name);
        Assert.Equal(1.5m, session.Limit);
        Assert.Equal(0, session.Spent);
        Assert.Equal(1.5m, session.Remaining);
        Assert.Empty(session.Models);
        Assert.Null(new GoshiSession().Remaining);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Refuses_a_limit_that_is_not_above_zero(int limit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GoshiSession(null, limit));

    [Fact]
    public void Takes_a_limit_beyond_64_bits()
    {
        using var session = new GoshiSession(null, 1_000_000_000m);

        Assert.True(session.TryAdmit(Call(tokenLimit: 10), out _));
        Assert.Equal(999_999_999.99999m, session.Remaining);
        // The largest reservation is about nine million dollars: 108 of them fit, and nothing wraps around.
        Assert.Equal(108, Enumerable.Range(0, 200).Count(i => session.TryReserve(Call(), long.MaxValue, out var _, out var _)));
        Assert.InRange(session.Remaining!.Value, 0m, 9_223_373m);
    }

    [Fact]
    public void Holds_the_worst_case_while_a_call_is_in_flight_and_settles_what_it_cost()
    {
        using var session = new GoshiSession(null, 1m);

        Assert.True(session.TryAdmit(Call(bound: 100, tokenLimit: 200), out var admission));
        Assert.Equal(0.0003m, session.Reserved);
        Assert.Equal(0.9997m, session.Remaining);
        var outcome = admission.Reservation!.Settle(Cost(120));

        Assert.True(outcome.IsFirst);
        Assert.Equal(0.00012m, outcome.ChargedUsd);
        Assert.Equal(0, outcome.OvershootUsd);
        Assert.Equal(0.00012m, session.Spent);
        Assert.Equal(0, session.Reserved);
        Assert.Equal(0.99988m, session.Remaining);
        Assert.Equal(1, session.Requests);
    }

    [Fact]
    public void Settles_once()
    {
        using var session = new GoshiSession(null, 1m);
        session.TryAdmit(Call(tokenLimit: 200), out var admission);

        admission.Reservation!.Settle(Cost(100));
        var again = admission.Reservation.Settle(Cost(100));
        admission.Reservation.Release();

        Assert.False(again.IsFirst);
        Assert.Equal(0.0001m, session.Spent);
        Assert.Equal(0, session.Reserved);
        Assert.Equal(1, session.Requests);
    }

    [Fact]
    public void Charges_nothing_after_a_release()
    {
        using var session = new GoshiSession(null, 1m);
        session.TryAdmit(Call(tokenLimit: 200), out var admission);

        admission.Reservation!.Release();
        admission.Reservation.Release();
        admission.Reservation.Settle(Cost(100));

        Assert.Equal(0, session.Spent);
        Assert.Equal(0, session.Reserved);
        Assert.Equal(0, session.Requests);
    }

    [Fact]
    public void Adds_a_cap_that_what_is_left_can_pay()
    {
        using var session = new GoshiSession(null, 0.001m);

        Assert.True(session.TryAdmit(Call(bound: 100), out var admission));

        Assert.Equal(900, admission.TokenLimit);
        Assert.True(admission.IsTokenLimitAdded);
        Assert.Equal(0, session.Remaining);
    }

    [Fact]
    public void Says_what_refused_a_call()
    {
        using var session = new GoshiSession("night", 0.001m);
        session.TryAdmit(Call(tokenLimit: 400), out _);

        Assert.False(session.TryAdmit(Call(bound: 100, tokenLimit: 600), out var admission));

        Assert.Equal(AdmissionVerdict.Refused, admission.Verdict);
        Assert.Null(admission.Reservation);
        var error = admission.Refusal!.ToException();
        Assert.Equal(("openai", "m", "night"), (error.Provider, error.Model, error.SessionName));
        Assert.Equal((0.001m, 0m, 0.0004m, 0.0007m), (error.Limit, error.Spent, error.Reserved, error.Required));
        Assert.Equal(
            "The call to openai/m was not sent: up to 0.0007 USD does not fit what is left of the limit of session 'night' "
            + "(limit 0.001 USD, spent 0.00, in flight 0.0004). Raise max_cost_per_session, ask for fewer tokens, or begin a new session.",
            error.Message);
    }

    [Fact]
    public void Keeps_each_provider_under_its_own_limit()
    {
        using var session = new GoshiSession(null, 1m);
        var groq = new ProviderBudget("groq", 0.0005m);

        Assert.True(session.TryAdmit(Call(tokenLimit: 400, budget: groq), out var admission));
        Assert.False(session.TryAdmit(Call(tokenLimit: 101, budget: groq), out var refused));
        Assert.True(session.TryAdmit(Call(tokenLimit: 101), out _));
        admission.Reservation!.Release();
        Assert.True(session.TryAdmit(Call(tokenLimit: 500, budget: groq), out _));

        Assert.Equal(BudgetScope.Provider, refused.Refusal!.Scope);
        Assert.Contains("groq in this session", refused.Refusal.ToException().Message);
    }

    [Fact]
    public void Reserves_for_a_provider_limit_in_a_session_without_one()
    {
        using var session = new GoshiSession();

        Assert.True(session.TryAdmit(Call(budget: new("groq", 0.0005m)), out var admission));

        Assert.Equal(500, admission.TokenLimit);
        Assert.Equal(0.0005m, session.Reserved);
        Assert.Null(session.Remaining);
    }

    [Fact]
    public void Answers_what_is_left_of_the_tighter_limit()
    {
        using var session = new GoshiSession(null, 0.001m);

        Assert.Equal(1_000_000_000, session.RemainingPico(OpenAI));
        Assert.Equal(500_000_000, session.RemainingPico(new("groq", 0.0005m)));
        Assert.Null(new GoshiSession().RemainingPico(OpenAI));
    }

    [Fact]
    public void Reserves_again_for_a_retry_only_if_it_still_fits()
    {
        using var session = new GoshiSession(null, 0.001m);
        var call = Call(tokenLimit: 600);
        session.TryAdmit(call, out var first);
        first.Reservation!.Settle(Cost(300));

        Assert.True(session.TryReserve(call, first.WorstCasePico, out var second, out _));
        second!.Settle(Cost(200));
        Assert.False(session.TryReserve(call, first.WorstCasePico, out var third, out var refusal));

        Assert.Null(third);
        Assert.Equal(0.0006m, refusal!.RequiredUsd);
        Assert.Equal(0.0005m, refusal.SpentUsd);
    }

    [Fact]
    public void Books_a_request_that_cost_more_than_its_worst_case_and_says_by_how_much()
    {
        using var session = new GoshiSession(null, 0.001m);
        session.TryAdmit(Call(tokenLimit: 900), out var admission);

        var outcome = admission.Reservation!.Settle(Cost(1_100));

        Assert.Equal(0.0002m, outcome.OvershootUsd);
        Assert.Equal(0.0011m, session.Spent);
        Assert.Equal(0, session.Remaining);
        Assert.False(session.TryAdmit(Call(tokenLimit: 1), out _));
    }

    [Fact]
    public void Only_asks_whether_the_limit_is_reached_where_nothing_is_estimated()
    {
        using var session = new GoshiSession(null, 0.001m);
        var budget = new ProviderBudget("openai", reserves: false);

        Assert.True(session.TryAdmit(Call(bound: 1_000_000, budget: budget), out var first));
        Assert.True(session.TryAdmit(Call(bound: 1_000_000, budget: budget), out var second));
        Assert.Null(first.TokenLimit);
        Assert.Equal(0, session.Reserved);
        first.Reservation!.Settle(Cost(999));
        Assert.True(session.TryAdmit(Call(budget: budget), out _));
        Assert.Equal(0, second.Reservation!.Settle(Cost(1)).OvershootUsd);

        Assert.False(session.TryAdmit(Call(budget: budget), out var refused));
        Assert.False(session.TryReserve(Call(budget: budget), 0, out _, out _));
        Assert.Contains("is used up", refused.Refusal!.ToException().Message);
        Assert.Null(refused.Refusal.RequiredUsd);
    }

    [Fact]
    public void Exempts_free_targets_when_the_budget_is_spent()
    {
        using var session = new GoshiSession(null, 0.001m);
        session.TryAdmit(Call(tokenLimit: 1000), out _);

        Assert.True(session.TryAdmit(Call(bound: 1_000_000) with { Billing = Billing.Free, Price = null }, out var admission));
        admission.Reservation!.Settle(Cost(0) with { Billing = Billing.Free });

        Assert.Equal(1, session.FreeRequests);
        Assert.Equal(0, session.Spent);
        Assert.Null(admission.TokenLimit);
    }

    [Fact]
    public void Counts_free_and_unpriced_requests_apart()
    {
        using var session = new GoshiSession();

        session.RecordFree("ollama", "llama", new() { InputTokens = 1 });
        session.RecordUnpriced("groq", "new", new() { InputTokens = 2 });

        Assert.Equal((2, 1, 1), (session.Requests, session.FreeRequests, session.UnpricedRequests));
        Assert.Equal(3, session.Usage.InputTokens);
        Assert.Equal(0, session.Spent);
    }

    [Fact]
    public void Keeps_the_reservation_as_the_estimate_of_a_cost_that_turns_out_unknown()
    {
        using var session = new GoshiSession(null, 1m);
        session.TryAdmit(Call(tokenLimit: 100), out var admission);

        admission.Reservation!.Settle(Cost(0) with { Billing = Billing.Unpriced });

        Assert.Equal(0.0001m, session.Spent);
        Assert.Equal(0.0001m, session.EstimatedUsd);
        Assert.Equal(1, session.UnpricedRequests);
    }

    [Fact]
    public void Leaves_a_prompt_without_a_price_to_the_caller()
    {
        using var session = new GoshiSession(null, 1m);

        Assert.False(session.TryAdmit(Call(bound: 272_001) with { Price = Prices.Gpt5_4Priority }, out var admission));

        Assert.Equal(AdmissionVerdict.Unpriced, admission.Verdict);
        Assert.Null(admission.Refusal);
        Assert.Equal(0, session.Reserved);
    }

    [Fact]
    public void Breaks_the_cost_down_by_provider_and_model()
    {
        using var session = new GoshiSession(null, 1m);
        Settle(session, Cost(100));
        Settle(session, Cost(50) with { Estimated = true, Unconfirmed = true });
        Settle(session, Cost(30) with { Model = "other" });

        var (m, other) = (session.Models[0], session.Models[1]);

        Assert.Equal(("openai", "m", 2, 0.00015m, 0.00005m, 1), (m.Provider, m.Model, m.Requests, m.Usd, m.EstimatedUsd, m.Unconfirmed));
        Assert.Equal(150, m.Usage.OutputTokens);
        Assert.Equal(("other", 0.00003m), (other.Model, other.Usd));
        Assert.Equal(session.Spent, session.Models.Sum(model => model.Usd));
    }

    [Fact]
    public void Warns_once_before_the_limit_and_once_at_it()
    {
        using var session = new GoshiSession(null, 0.001m);
        BudgetWarning? Spend(long tokens) => Settle(session, Cost(tokens)).SessionWarning;

        Assert.Null(Spend(799));
        var near = Spend(1);
        Assert.Null(Spend(100));
        var full = Spend(100);
        Assert.Null(Spend(0));

        Assert.Equal(new BudgetWarning(null, IsAtLimit: false, 0.0008m, 0.001m), near);
        Assert.Equal(new BudgetWarning(null, IsAtLimit: true, 0.001m, 0.001m), full);
    }

    [Fact]
    public void Does_not_warn_before_a_limit_that_is_already_reached()
    {
        using var session = new GoshiSession(null, 0.001m);

        Assert.True(Settle(session, Cost(1000)).SessionWarning!.IsAtLimit);
        Assert.Null(Settle(session, Cost(0)).SessionWarning);
    }

    [Fact]
    public void Counts_the_first_refusal_as_reaching_the_limit()
    {
        using var session = new GoshiSession(null, 0.001m);

        session.TryAdmit(Call(tokenLimit: 1001), out var first);
        session.TryAdmit(Call(tokenLimit: 1001), out var second);

        Assert.True(first.Refusal!.Warning!.IsAtLimit);
        Assert.Null(second.Refusal!.Warning);
    }

    [Fact]
    public void Still_warns_before_the_limit_after_a_call_was_refused_for_what_others_hold()
    {
        var account = new BudgetAccount(null);
        var limit = new BudgetLimit(100, 80);

        account.Charge(10);
        Assert.True(account.WarnAtLimit(limit)!.IsAtLimit);
        account.Charge(75);

        Assert.False(account.WarnOnSpending(limit)!.IsAtLimit);
        account.Charge(15);
        Assert.Null(account.WarnOnSpending(limit));
    }

    [Fact]
    public void Warns_about_a_providers_limit_by_its_own_fraction()
    {
        using var session = new GoshiSession(null, 1m);
        session.TryAdmit(Call(tokenLimit: 600, budget: new("groq", 0.001m, warnAt: 0.5)), out var admission);

        var outcome = admission.Reservation!.Settle(Cost(500));

        Assert.Null(outcome.SessionWarning);
        Assert.Equal(new BudgetWarning("groq", IsAtLimit: false, 0.0005m, 0.001m), outcome.ProviderWarning);
    }

    [Fact]
    public void Warns_of_nothing_where_warnings_are_off()
    {
        using var session = new GoshiSession(null, 0.001m, warnAt: null);

        Assert.Null(Settle(session, Cost(1000)).SessionWarning);
        Assert.False(session.TryAdmit(Call(tokenLimit: 1), out var refused));
        Assert.Null(refused.Refusal!.Warning);
    }

    [Fact]
    public void Takes_no_new_calls_after_its_end_but_settles_those_in_flight()
    {
        var session = new GoshiSession(null, 1m);
        var call = Call(tokenLimit: 100);
        session.TryAdmit(call, out var admission);

        session.Dispose();
        session.Dispose();

        Assert.True(session.IsEnded);
        Assert.Throws<ObjectDisposedException>(() => session.TryAdmit(call, out _));
        Assert.Throws<ObjectDisposedException>(session.Reset);
        admission.Reservation!.Release();
        Assert.True(session.TryReserve(call, admission.WorstCasePico, out var retry, out _));
        retry!.Settle(Cost(70));
        Assert.True(session.TryAdmit(call with { IsInFlight = true }, out var fallback));
        fallback.Reservation!.Settle(Cost(30));
        Assert.Equal(0.0001m, session.Spent);
    }

    [Fact]
    public void Settles_a_call_of_before_a_reset_in_the_run_that_it_began_in()
    {
        using var session = new GoshiSession(null, 0.001m);
        Settle(session, Cost(300));
        session.TryAdmit(Call(tokenLimit: 500), out var before);

        var last = session.Reset();
        Assert.True(session.TryAdmit(Call(tokenLimit: 1000), out var after));
        var outcome = before.Reservation!.Settle(Cost(400));
        before.Reservation.Release();

        Assert.Equal((0.0003m, 0.0005m), (last.Spent, last.Reserved));
        Assert.Equal(0.0004m, outcome.ChargedUsd);
        Assert.Equal(0.0007m, outcome.SessionSpentUsd);
        Assert.Equal(0, session.Spent);
        Assert.Equal(0.001m, session.Reserved);
        Assert.Equal(0, session.Requests);
        after.Reservation!.Settle(Cost(10));
        Assert.Equal(0.00001m, session.Spent);
    }

    [Fact]
    public void Warns_again_after_a_reset()
    {
        using var session = new GoshiSession(null, 0.001m);
        Assert.NotNull(Settle(session, Cost(900)).SessionWarning);

        session.Reset();

        Assert.NotNull(Settle(session, Cost(900)).SessionWarning);
    }

    [Fact]
    public void Tells_of_changes_outside_its_lock()
    {
        using var session = new GoshiSession(null, 1m);
        var seen = new List<decimal>();
        // Another thread reads: inside the lock this would wait for ever.
        session.Changed += (sender, _) => seen.Add(Task.Run(() => ((GoshiSession)sender!).Spent).Result);

        Settle(session, Cost(100));
        session.Reset();
        session.Dispose();
        session.Dispose();

        Assert.Equal([0.0001m, 0m, 0m], seen);
    }

    [Fact]
    public void Settles_although_a_handler_throws()
    {
        using var session = new GoshiSession(null, 1m);
        var reached = false;
        session.Changed += (_, _) => throw new InvalidOperationException("display");
        session.Changed += (_, _) => reached = true;

        Settle(session, Cost(100));

        Assert.True(reached);
        Assert.Equal(0.0001m, session.Spent);
    }

    [Theory]
    [InlineData(1_000_000_000_000_000, true)]
    [InlineData(1_000_000_000_000_001, false)]
    public void Takes_a_limit_of_up_to_a_quadrillion(long limit, bool isTaken)
    {
        if (isTaken)
        {
            Assert.Equal(limit, new GoshiSession(null, limit).Remaining);
        }
        else
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new GoshiSession(null, limit));
        }
    }

    [Fact]
    public void Says_by_its_properties_what_its_snapshot_says()
    {
        using var session = new GoshiSession("s", 0.001m);
        session.TryAdmit(Call(tokenLimit: 900), out var admission);
        admission.Reservation!.Settle(Cost(950) with { Estimated = true });
        session.RecordFree("ollama", "llama", new() { InputTokens = 1 });
        session.RecordUnpriced("groq", "new", new() { InputTokens = 2 });

        var snapshot = session.Snapshot();

        Assert.Equal((0.00095m, 0.00005m, 0.00095m), (session.Spent, session.OvershootUsd, session.EstimatedUsd));
        Assert.Equal(
            (session.Name, session.Limit, session.Spent, session.Reserved, session.Remaining, session.EstimatedUsd, session.OvershootUsd),
            (snapshot.Name, snapshot.Limit, snapshot.Spent, snapshot.Reserved, snapshot.Remaining, snapshot.EstimatedUsd, snapshot.OvershootUsd));
        Assert.Equal(
            (session.Usage, session.Requests, session.UnpricedRequests, session.FreeRequests, session.IsEnded),
            (snapshot.Usage, snapshot.Requests, snapshot.UnpricedRequests, snapshot.FreeRequests, snapshot.IsEnded));
        Assert.Equal(session.Models, snapshot.Models);
        Assert.Equal(session.Warnings, snapshot.Warnings);
        Assert.Single(session.Warnings);
        Assert.Equal(session.ToString(), snapshot.ToString());
    }

    [Fact]
    public void Tells_of_each_warning_once_whoever_caused_it_and_whatever_a_handler_throws()
    {
        using var session = new GoshiSession(null, 0.001m);
        var told = new List<BudgetWarning>();
        session.Warned += (_, _) => throw new InvalidOperationException("display");
        session.Warned += (sender, warning) =>
        {
            Assert.Same(session, sender);
            told.Add(warning);
        };
        session.TryAdmit(Call(tokenLimit: 600, budget: new("groq", 0.0008m, warnAt: 0.5)), out var admission);

        admission.Reservation!.Settle(Cost(850));
        admission.Reservation.Settle(Cost(850));
        session.TryReserve(Call(), 1_000_000_000, out _, out _);
        session.TryAdmit(Call(tokenLimit: 1000), out _);

        Assert.Equal([(null, false), ("groq", true), (null, true)], told.Select(static warning => (warning.Provider, warning.IsAtLimit)));
        Assert.Equal(told, session.Warnings);
    }

    [Fact]
    public void Tells_of_a_new_call_that_does_not_fit()
    {
        using var session = new GoshiSession(null, 0.001m);
        var told = new List<BudgetWarning>();
        session.Warned += (_, warning) => told.Add(warning);

        Assert.False(session.TryAdmit(Call(tokenLimit: 2_000), out _));

        Assert.True(Assert.Single(told).IsAtLimit);
    }

    [Fact]
    public void Tells_of_a_call_that_is_counted_without_a_reservation()
    {
        using var session = new GoshiSession();
        var changes = 0;
        session.Changed += (_, _) => changes++;

        session.RecordFree("ollama", "llama", default);
        session.RecordUnpriced("groq", "new", default);

        Assert.Equal(2, changes);
    }

    [Fact]
    public void Names_the_sessions_limit_first_while_it_refuses_too()
    {
        using var session = new GoshiSession(null, 0.0005m);
        var groq = new ProviderBudget("groq", 0.0004m);

        session.TryAdmit(Call(tokenLimit: 501, budget: groq), out var both);
        session.TryAdmit(Call(tokenLimit: 500, budget: groq), out var own);

        Assert.Equal(BudgetScope.Session, both.Refusal!.Scope);
        Assert.Equal(
            "The call to groq/m was not sent: up to 0.000501 USD does not fit what is left of the limit of the session "
            + "(limit 0.0005 USD, spent 0.00, in flight 0.00). Raise max_cost_per_session, ask for fewer tokens, or begin a new session.",
            both.Refusal.ToException().Message);
        Assert.Equal(BudgetScope.Provider, own.Refusal!.Scope);
        Assert.Equal(
            "The call to groq/m was not sent: up to 0.0005 USD does not fit what is left of the limit of groq in this session "
            + "(limit 0.0004 USD, spent 0.00, in flight 0.00). Raise max_cost_per_session of groq, ask for fewer tokens, or begin a new session.",
            own.Refusal.ToException().Message);
    }

    [Fact]
    public void Where_nothing_is_estimated_a_providers_own_limit_is_asked_too()
    {
        using var session = new GoshiSession();
        var budget = new ProviderBudget("groq", 0.0001m, reserves: false);
        session.TryAdmit(Call(budget: budget), out var first);
        first.Reservation!.Settle(Cost(100));

        Assert.False(session.TryAdmit(Call(budget: budget), out var refused));

        Assert.Equal(BudgetScope.Provider, refused.Refusal!.Scope);
    }

    [Fact]
    public void A_cost_below_zero_counts_as_nothing()
    {
        using var session = new GoshiSession(null, 1m);

        Assert.Equal(0, Settle(session, Cost(0) with { Pico = -5 }).ChargedUsd);
        Assert.Equal(0, session.Spent);
    }

    [Fact]
    public void Providers_are_one_whatever_their_case()
    {
        using var session = new GoshiSession();
        session.TryAdmit(Call(tokenLimit: 400, budget: new("groq", 0.0005m)), out _);

        Assert.False(session.TryAdmit(Call(tokenLimit: 400, budget: new("Groq", 0.0005m)), out _));
    }

    [Fact]
    public void Reads_all_figures_at_one_moment()
    {
        using var session = new GoshiSession("s", 1m);
        Settle(session, Cost(100));
        session.TryAdmit(Call(tokenLimit: 50), out _);

        var snapshot = session.Snapshot();
        Settle(session, Cost(100));

        Assert.Equal((0.0001m, 0.00005m, 0.99985m), (snapshot.Spent, snapshot.Reserved, snapshot.Remaining));
        Assert.Equal((1, 1), (snapshot.Requests, snapshot.Models[0].Requests));
    }

    private static SettlementOutcome Settle(GoshiSession session, Settlement settlement)
    {
        // A hold of nothing, so that any cost can be booked against any limit.
        session.TryReserve(Call(), 0, out var reservation, out _);
        return reservation?.Settle(in settlement) ?? default;
    }

    /// <summary>A call to a model at one millionth of a dollar per token.</summary>
    private static AdmissionRequest Call(long bound = 0, int? tokenLimit = null, ProviderBudget? budget = null) => new()
    {
        Budget = budget ?? OpenAI,
        Model = "m",
        Billing = Billing.Priced,
        Price = Prices.OneMicro,
        PromptBound = bound,
        TokenLimit = tokenLimit,
    };

    private static Settlement Cost(long tokens) => new("openai", "m", new() { OutputTokens = tokens }, tokens * 1_000_000);
}
