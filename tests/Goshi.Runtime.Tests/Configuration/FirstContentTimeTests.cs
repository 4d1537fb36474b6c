namespace Goshi.Runtime.Tests.Configuration;

public sealed class FirstContentTimeTests
{
    private readonly TestOptions _options = new() { Provider = "openai", RetryBackoffMax = TimeSpan.FromSeconds(10) };

    [Fact]
    public void The_last_target_takes_all_its_attempts_which_grow_and_all_its_waits()
    {
        _options.Fallback = [];
        _options.RequestTimeout = TimeSpan.FromSeconds(40);
        _options.StreamingTimeout = TimeSpan.FromSeconds(80);

        // 40, 60, 80 and 80 s, with three waits of 10 s.
        Expect(40 + 60 + 80 + 80 + 30);
    }

    [Fact]
    public void A_target_before_another_takes_its_time_and_one_more_attempt()
    {
        _options.Fallback = ["groq"];
        _options.MaxRetries = 1;
        _options.Groq.MaxRetries = 0;

        Expect(30 + 60 + 60);
    }

    [Fact]
    public void Deadlines_that_fit_into_that_time_make_the_last_attempt_longer()
    {
        _options.Fallback = ["groq"];
        _options.Groq.MaxRetries = 0;
        _options.OpenAI.RequestTimeout = TimeSpan.FromSeconds(8);

        // 8 and 12 s pass within the 30 s; the third attempt has 18 s.
        Expect(30 + 18 + 60);
    }

    [Fact]
    public void Attempts_that_cannot_fill_that_time_take_their_own()
    {
        _options.Fallback = ["groq"];
        _options.Groq.MaxRetries = 0;
        _options.OpenAI.RequestTimeout = TimeSpan.FromSeconds(2);
        _options.OpenAI.MaxRetries = 1;
        _options.OpenAI.RetryBackoffMax = TimeSpan.FromSeconds(1);

        Expect(2 + 1 + 3 + 60);
    }

    [Fact]
    public void Without_a_retry_a_target_takes_one_attempt()
    {
        _options.Fallback = ["groq"];
        _options.MaxRetries = 0;

        Expect(60 + 60);
    }

    [Fact]
    public void Ollama_waits_for_its_model_and_never_longer_after_a_deadline()
    {
        _options.Provider = "ollama";
        _options.Ollama.FirstTokenTimeout = TimeSpan.FromSeconds(100);
        _options.MaxRetries = 2;

        Expect((3 * 100) + 20);
    }

    [Fact]
    public void Under_auto_the_longer_of_both_orders_counts_with_the_question_for_ollama()
    {
        _options.Provider = "auto";
        _options.MaxRetries = 0;
        _options.OpenAI.IsConfigured = true;

        Expect(0.4 + 60 + 600);
    }

    [Fact]
    public void Without_a_deadline_there_is_no_longest_time()
    {
        _options.Provider = "ollama";
        _options.StreamingTimeout = Timeout.InfiniteTimeSpan;

        Assert.Equal(Timeout.InfiniteTimeSpan, _options.LongestTimeToFirstContent);
    }

    [Fact]
    public void A_profile_has_its_own()
    {
        _options.MaxRetries = 0;
        _options.Fast.Fallback = [];
        _options.Fast.RequestTimeout = TimeSpan.FromSeconds(5);

        Assert.Equal(TimeSpan.FromSeconds(5), _options.Fast.LongestTimeToFirstContent);
    }

    private void Expect(double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), _options.LongestTimeToFirstContent);
}
