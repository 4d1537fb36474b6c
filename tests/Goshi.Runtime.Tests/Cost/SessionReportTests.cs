using System.Globalization;
using Goshi.Cost;

namespace Goshi.Tests.Cost;

public class SessionReportTests
{
    [Fact]
    public void Reads_as_a_table_alike_in_every_culture()
    {
        using var session = new GoshiSession("night", 1m);
        Book(session, new("openai", "gpt-4o", new() { InputTokens = 12_345, CachedInputTokens = 400, OutputTokens = 500 }, 7_000_000_000));
        Book(session, new("openai", "gpt-4o", new() { InputTokens = 1, OutputTokens = 1 }, 500_000_000, Estimated: true, Unconfirmed: true));
        session.RecordFree("ollama", "llama3.1:8b", new() { InputTokens = 20, OutputTokens = 30 });
        session.RecordUnpriced("groq", "new", new() { InputTokens = 5 });
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal(
                """
                Session 'night': 0.0075 of 1.00 USD spent, 0.0005 of it estimated, 1 request of unknown cost
                  provider/model      requests   input  cached  output  USD
                  openai/gpt-4o              2  12,346     400     501  0.0075 (0.0005 estimated, 1 unconfirmed)
                  ollama/llama3.1:8b         1      20       0      30  free
                  groq/new                   1       5       0       0  unknown
                """.ReplaceLineEndings("\n"),
                session.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Tells_what_is_in_flight_what_came_on_top_and_what_is_known_of_a_model_in_part()
    {
        using var session = new GoshiSession(null, 1m);
        var call = new AdmissionRequest { Budget = new("openai"), Model = "m", Billing = Billing.Priced, Price = Prices.OneMicro, TokenLimit = 100 };
        session.TryAdmit(in call, out var admission);
        admission.Reservation!.Settle(new("openai", "m", new() { OutputTokens = 300 }, 300_000_000));
        session.RecordUnpriced("openai", "m", new() { InputTokens = 5 });
        session.RecordUnpriced("openai", "m", new() { InputTokens = 5 });
        session.RecordFree("openai", "m", new() { InputTokens = 5 });
        session.TryAdmit(in call, out _);

        var lines = session.ToString().Split('\n');

        Assert.Equal("Session: 0.0003 of 1.00 USD spent, 0.0002 more than reserved, 0.0001 in flight, 2 requests of unknown cost", lines[0]);
        Assert.EndsWith("0.0003 (2 unknown)", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Has_no_table_before_the_first_request()
    {
        var session = new GoshiSession();
        session.Dispose();

        Assert.Equal("Session (ended): 0.00 USD spent", session.ToString());
    }

    private static void Book(GoshiSession session, Settlement settlement)
    {
        var call = new AdmissionRequest { Budget = new(settlement.Provider), Model = settlement.Model, Billing = Billing.Priced, Price = Prices.Gpt4o };
        session.TryReserve(in call, 0, out var reservation, out _);
        reservation!.Settle(in settlement);
    }
}
