using FsCheck;
using FsCheck.Fluent;
using Goshi.Cost;

namespace Goshi.Tests.Cost;

public class GoshiSessionConcurrencyTests
{
    private const long Micro = 1_000_000;
    private const int Worst = 1_000;
    private const int Actual = 370;

    [Fact]
    public void Lets_exactly_as_many_calls_through_as_the_limit_pays()
    {
        using var session = new GoshiSession(null, ((99 * Actual) + Worst) / 1_000_000m);
        var succeeded = 0;
        var overspent = 0;

        RunOnThreads(64, () =>
        {
            while (true)
            {
                if (session.TryAdmit(Call(tokenLimit: Worst), out var admission))
                {
                    var now = session.Snapshot();
                    Interlocked.Add(ref overspent, now.Spent + now.Reserved > now.Limit ? 1 : 0);
                    admission.Reservation!.Settle(Cost(Actual));
                    Interlocked.Increment(ref succeeded);
                }
                else if (admission.Refusal!.ReservedUsd == 0)
                {
                    return;
                }
            }
        });

        Assert.Equal(100, succeeded);
        Assert.Equal(0, overspent);
        Assert.Equal(100 * Actual / 1_000_000m, session.Spent);
        Assert.Equal(0, session.Reserved);
    }

    [Fact]
    public void Loses_no_update_under_load()
    {
        const int Threads = 8;
        const int Calls = 20_000;
        using var session = new GoshiSession(null, 2 * Threads * Calls * Worst / 1_000_000m);

        RunOnThreads(Threads, () =>
        {
            for (var i = 0; i < Calls; i++)
            {
                session.TryAdmit(Call(tokenLimit: Worst), out var failed);
                session.TryAdmit(Call(tokenLimit: Worst), out var succeeded);
                failed.Reservation!.Release();
                succeeded.Reservation!.Settle(Cost(Actual));
            }
        });

        Assert.Equal(Threads * Calls * Actual / 1_000_000m, session.Spent);
        Assert.Equal(0, session.Reserved);
        Assert.Equal(Threads * Calls, session.Requests);
        Assert.Equal(Threads * Calls * (long)Actual, session.Usage.OutputTokens);
    }

    [Fact]
    public void Never_gives_two_callers_the_same_money_for_their_caps()
    {
        using var session = new GoshiSession(null, 0.01m);
        var admissions = new System.Collections.Concurrent.ConcurrentBag<Admission>();

        RunOnThreads(32, () =>
        {
            if (session.TryAdmit(Call(modelLimit: 3_000), out var admission))
            {
                admissions.Add(admission);
            }
        });

        Assert.Equal([1_000, 3_000, 3_000, 3_000], admissions.Select(admission => admission.TokenLimit!.Value).Order());
        Assert.Equal(0, session.Remaining);
    }

    [Fact]
    public void Ends_a_reservation_once_however_many_try()
    {
        for (var round = 0; round < 50; round++)
        {
            using var session = new GoshiSession(null, 1m);
            session.TryAdmit(Call(tokenLimit: Worst), out var admission);
            var first = 0;

            RunOnThreads(8, () => Interlocked.Add(ref first, admission.Reservation!.Settle(Cost(Actual)).IsFirst ? 1 : 0));

            Assert.Equal(1, first);
            Assert.Equal((Actual / 1_000_000m, 0m, 1), (session.Spent, session.Reserved, session.Requests));
        }
    }

    [Fact]
    public void Warns_once_however_many_spend()
    {
        using var session = new GoshiSession(null, 0.01m);
        var warnings = new System.Collections.Concurrent.ConcurrentBag<BudgetWarning>();

        RunOnThreads(16, () =>
        {
            while (session.TryAdmit(Call(tokenLimit: 100), out var admission))
            {
                if (admission.Reservation!.Settle(Cost(100)).SessionWarning is { } warning)
                {
                    warnings.Add(warning);
                }
            }
        });

        Assert.Single(warnings, warning => !warning.IsAtLimit);
        Assert.InRange(warnings.Count(warning => warning.IsAtLimit), 0, 1);
    }

    [Fact]
    public void Stays_consistent_under_settling_resetting_and_reading()
    {
        using var session = new GoshiSession(null, 0.05m);
        var inconsistent = 0;

        RunOnThreads(12, () =>
        {
            for (var i = 0; i < 500; i++)
            {
                if (session.TryAdmit(Call(tokenLimit: Worst), out var admission))
                {
                    var snapshot = session.Snapshot();
                    Interlocked.Add(ref inconsistent, IsConsistent(snapshot) ? 0 : 1);
                    admission.Reservation!.Settle(Cost(Actual));
                }

                if (i % 50 == 0)
                {
                    session.Reset();
                }
            }
        });

        Assert.Equal(0, inconsistent);
        Assert.Equal(0, session.Reserved);
        Assert.True(IsConsistent(session.Snapshot()));
    }

    /// <summary>Any order of admitting, retrying, settling, releasing and resetting, over two providers with limits of their own.</summary>
    [Fact]
    public void Never_overspends_in_any_order_of_events()
    {
        var events = Gen.Choose(0, 9).SelectMany(kind => Gen.Choose(0, 3_000).Select(size => (kind, size))).ListOf().ToArbitrary();

        Prop.ForAll(events, list => new Interleaving().Run(list)).QuickCheckThrowOnFailure();
    }

    private static bool IsConsistent(SessionSnapshot snapshot) =>
        snapshot.Spent + snapshot.Reserved <= snapshot.Limit
        && snapshot.Remaining == snapshot.Limit - snapshot.Spent - snapshot.Reserved
        && snapshot.Models.Sum(model => model.Usd) == snapshot.Spent
        && snapshot.Models.Sum(model => model.Requests) == snapshot.Requests;

    private static void RunOnThreads(int count, Action body)
    {
        using var start = new Barrier(count);
        var threads = Enumerable.Range(0, count).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            body();
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private static AdmissionRequest Call(int? tokenLimit = null, int? modelLimit = null, ProviderBudget? budget = null) => new()
    {
        Budget = budget ?? new("openai"),
        Model = "m",
        Billing = Billing.Priced,
        Price = Prices.OneMicro,
        TokenLimit = tokenLimit,
        ModelTokenLimit = modelLimit,
    };

    private static Settlement Cost(long tokens, string provider = "openai") =>
        new(provider, "m", new() { OutputTokens = tokens }, tokens * Micro);

    private sealed class Interleaving
    {
        private readonly GoshiSession _session = new(null, 0.01m);
        private readonly ProviderBudget[] _budgets = [new("openai", 0.006m), new("groq", 0.007m)];
        private readonly List<(Admission Admission, ProviderBudget Budget, int Run)> _inFlight = [];
        private readonly Dictionary<string, decimal> _spent = new() { ["openai"] = 0, ["groq"] = 0 };
        private int _run;

        public bool Run(IEnumerable<(int Kind, int Size)> events)
        {
            foreach (var (kind, size) in events)
            {
                Do(kind, size);
                if (!Holds())
                {
                    return false;
                }
            }

            while (_inFlight.Count > 0)
            {
                End(0, charged: 1);
            }

            return Holds() && _session.Reserved == 0;
        }

        private void Do(int kind, int size)
        {
            switch (kind)
            {
                case <= 4:
                    Admit(_budgets[kind % 2], kind < 2 ? null : size);
                    break;
                case <= 7 when _inFlight.Count > 0:
                    End(size % _inFlight.Count, size);
                    break;
                case 8 when _inFlight.Count > 0:
                    _inFlight[0].Admission.Reservation!.Release();
                    _inFlight.RemoveAt(0);
                    break;
                case 9 when size % 10 == 0:
                    _session.Reset();
                    _run++;
                    _spent["openai"] = _spent["groq"] = 0;
                    break;
            }
        }

        private void Admit(ProviderBudget budget, int? tokenLimit)
        {
            if (_session.TryAdmit(Call(tokenLimit, modelLimit: 2_000, budget), out var admission))
            {
                _inFlight.Add((admission, budget, _run));
            }
        }

        // What a call costs is never more than its worst case, and settling twice must not count.
        private void End(int index, long charged)
        {
            var (admission, budget, run) = _inFlight[index];
            var tokens = Math.Min(charged, admission.WorstCasePico / Micro);
            admission.Reservation!.Settle(Cost(tokens, budget.Provider));
            admission.Reservation.Settle(Cost(tokens, budget.Provider));
            _inFlight.RemoveAt(index);
            _spent[budget.Provider] += run == _run ? tokens / 1_000_000m : 0;
        }

        private bool Holds()
        {
            var snapshot = _session.Snapshot();
            var reserved = _inFlight.Where(call => call.Run == _run).Sum(call => call.Admission.WorstCasePico) / 1_000_000_000_000m;
            return IsConsistent(snapshot)
                && snapshot.Spent == _spent.Values.Sum()
                && snapshot.Reserved == reserved
                && _budgets.All(budget => snapshot.Models.Where(model => model.Provider == budget.Provider).Sum(model => model.Usd)
                    == _spent[budget.Provider] && _spent[budget.Provider] <= Money.FromPico(budget.Limit!.Pico));
        }
    }
}
