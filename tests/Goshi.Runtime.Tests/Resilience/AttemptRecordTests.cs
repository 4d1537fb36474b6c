using System.Net;

namespace Goshi.Resilience;

public class AttemptRecordTests
{
    [Fact]
    public void Our_errors_are_quoted_in_one_line_with_their_status()
    {
        var error = new ProviderException("openai answered 503.\nTry again.", "openai") { StatusCode = HttpStatusCode.ServiceUnavailable };

        var attempt = AttemptRecord.Of(error, "openai", "gpt-5.4-mini", TimeSpan.FromSeconds(2));

        Assert.Equal(new Attempt("openai", "gpt-5.4-mini", "openai answered 503. Try again.", TimeSpan.FromSeconds(2)) { StatusCode = 503 }, attempt);
    }

    [Fact]
    public void Others_errors_are_named_only_since_they_may_quote_a_prompt()
    {
        var attempt = AttemptRecord.Of(new ArgumentException("my prompt"), "openai", null, TimeSpan.Zero);

        Assert.Equal("failed with ArgumentException", attempt.Outcome);
    }

    [Fact]
    public void A_cancellation_is_the_callers()
    {
        Assert.Equal("cancelled by the caller", AttemptRecord.Of(new TaskCanceledException("x"), "openai", null, TimeSpan.Zero).Outcome);
    }
}
