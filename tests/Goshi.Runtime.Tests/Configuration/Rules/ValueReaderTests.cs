using System.Globalization;
using Goshi.Configuration.Rules;

namespace Goshi.Runtime.Tests.Configuration.Rules;

public sealed class ValueReaderTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30)]
    [InlineData("30 s", 30)]
    [InlineData("2m", 120)]
    [InlineData("1h", 3600)]
    [InlineData("0.25h", 900)]
    [InlineData("1.5", 1.5)]
    [InlineData(" 60 ", 60)]
    public void Reads_a_time_in_seconds_or_with_a_unit(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read("request_timeout", text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("30 sec")]
    [InlineData("30d")]
    [InlineData("2M")]
    [InlineData("1e2s")]
    [InlineData("1,5")]
    [InlineData("00:01:00")]
    [InlineData("NaN")]
    [InlineData("none")]
    public void Refuses_what_is_no_time(string text)
    {
        var problem = Read("request_timeout", text).Problem!;

        Assert.Equal(ValueProblemKind.WrongType, problem.Kind);
        Assert.Equal(
            "must be a time in seconds or with a unit (500ms, 30s, 2m, 1h) above 0 and at most 2073600 s, not '" + text + "'",
            problem.Message);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1s")]
    [InlineData("577h")]
    [InlineData("0.00000001")]
    [InlineData("79228162514264337593543950335h")]
    public void Refuses_a_time_outside_its_range(string text) =>
        Assert.Equal(ValueProblemKind.OutOfRange, Read("request_timeout", text).Problem!.Kind);

    [Fact]
    public void Reads_none_where_a_time_may_be_without_end()
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, Read("streaming_timeout", "none").Value);
        Assert.EndsWith(", or none, not 'nil'", Read("streaming_timeout", "nil").Problem!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", null)]
    [InlineData("10", null)]
    [InlineData("11", "must be a whole number from 0 to 10, not 11")]
    [InlineData("-1", "must be a whole number from 0 to 10, not -1")]
    [InlineData("3.0", "must be a whole number from 0 to 10, not '3.0'")]
    [InlineData("three", "must be a whole number from 0 to 10, not 'three'")]
    [InlineData("99999999999", "must be a whole number from 0 to 10, not '99999999999'")]
    public void Reads_whole_numbers_in_their_range(string text, string? problem) =>
        Assert.Equal(problem, Read("max_retries", text).Problem?.Message);

    [Theory]
    [InlineData("0.7", 0.7)]
    [InlineData("2", 2.0)]
    [InlineData("1e-1", 0.1)]
    public void Reads_numbers(string text, double expected) => Assert.Equal(expected, Read("temperature", text).Value);

    [Theory]
    [InlineData("2.1")]
    [InlineData("-0.1")]
    [InlineData("Infinity")]
    [InlineData("0,7")]
    public void Refuses_numbers_outside_their_range(string text) => Assert.NotNull(Read("temperature", text).Problem);

    [Fact]
    public void Reads_money_exactly()
    {
        Assert.Equal(0.0000000000001m, Read("max_cost_per_session", "0.0000000000001").Value);
        Assert.Equal(
            "must be an amount of US dollars above 0, not 0",
            Read("max_cost_per_session", "0.00").Problem!.Message);
        Assert.Equal("must be an amount of US dollars above 0, not '$1'", Read("max_cost_per_session", "$1").Problem!.Message);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    public void Reads_booleans(string text, bool expected) => Assert.Equal(expected, Read("track_usage", text).Value);

    [Fact]
    public void Refuses_the_booleans_of_older_yaml() =>
        Assert.Equal("must be true or false, not 'yes'", Read("track_usage", "yes").Problem!.Message);

    [Fact]
    public void Offers_the_nearest_word_of_a_choice()
    {
        var problem = Read("on_budget_exceeded", "falback").Problem!;

        Assert.Equal(ValueProblemKind.NotAllowed, problem.Kind);
        Assert.Equal("must be one of fail, fallback, not 'falback'; did you mean 'fallback'?", problem.Message);
    }

    [Fact]
    public void Reads_a_list_from_items_or_from_one_text_with_commas()
    {
        Assert.Equal(["ollama", "groq/llama"], (string[])Read("fallback", " ollama, groq/llama ").Value!);
        Assert.Empty((string[])Read("fallback", "").Value!);
        Assert.Equal(
            "must be a list of tools, vision, json_schema, not 'tool'; did you mean 'tools'?",
            ValueReader.ReadList(Rule("needs"), ["tool"]).Problem!.Message);
    }

    [Theory]
    [InlineData("http://localhost:11434", null)]
    [InlineData("https://api.openai.com/v1", null)]
    [InlineData("localhost:11434", "must be an absolute http or https address such as https://api.openai.com/v1, not 'localhost:11434'; begin it with http:// or https://")]
    [InlineData("ftp://host", "must be an absolute http or https address such as https://api.openai.com/v1, not 'ftp://host'")]
    [InlineData("https://host?api-version=1", "must be an absolute http or https address such as https://api.openai.com/v1, without a query or fragment")]
    [InlineData("https://me:hunter2@host", "must be an absolute http or https address such as https://api.openai.com/v1, without a user name or password")]
    public void Reads_addresses(string text, string? problem) => Assert.Equal(problem, Read("base_url", text).Problem?.Message);

    [Theory]
    [InlineData("sk-proj-abcdefghijklmnop")]
    [InlineData("gsk_abcdefghijklmnop")]
    [InlineData("abcdef0123456789abcdef0123456789")]
    [InlineData("Bearer abc")]
    public void Never_repeats_a_secret_that_stands_for_its_name(string secret)
    {
        var problem = Read("api_key_env", secret).Problem!;

        Assert.Equal(ValueProblemKind.Secret, problem.Kind);
        Assert.DoesNotContain(secret, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Repeats_no_value_of_a_variable_name_at_all()
    {
        var problem = Read("api_key_env", "my secret").Problem!;

        Assert.Equal(ValueProblemKind.WrongType, problem.Kind);
        Assert.DoesNotContain("my secret", problem.Message, StringComparison.Ordinal);
        Assert.Null(Read("api_key_env", "GROQ_API_KEY").Problem);
    }

    [Fact]
    public void Never_repeats_a_secret_in_any_other_key()
    {
        const string Secret = "sk-proj-abcdefghijklmnop";

        foreach (var rule in KeyRules.All)
        {
            Assert.DoesNotContain(Secret, ValueReader.Read(rule, Secret).Problem?.Message ?? "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Reads_the_example_of_every_key()
    {
        foreach (var rule in KeyRules.All)
        {
            Assert.Null(ValueReader.Read(rule, rule.Example.Trim('[', ']')).Problem);
        }
    }

    [Fact]
    public void Does_not_depend_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(0.7, Read("temperature", "0.7").Value);
            Assert.Equal(TimeSpan.FromMilliseconds(1500), Read("request_timeout", "1.5s").Value);
            Assert.Equal("0.7", ValueReader.Canonical(0.7));
            Assert.Equal("1.50", ValueReader.Canonical(1.50m));
            Assert.Equal("must be a number from 0 to 2, not 2.5", Read("temperature", "2.5").Problem!.Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("request_timeout", "1m", "600000000")]
    [InlineData("streaming_timeout", "none", "none")]
    [InlineData("track_usage", "TRUE", "true")]
    [InlineData("fallback", "a, b", "a,b")]
    [InlineData("max_retries", "+3", "3")]
    public void Has_one_form_for_each_value(string key, string text, string canonical) =>
        Assert.Equal(canonical, ValueReader.Canonical(Read(key, text).Value!));

    private static KeyRule Rule(string key) => KeyRules.All.Single(rule => rule.Name == key);

    private static TextReading Read(string key, string text) => ValueReader.Read(Rule(key), text);
}
