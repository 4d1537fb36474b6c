using Goshi.Configuration.Rules;

namespace Goshi.Runtime.Tests.Configuration.Rules;

public sealed class NearestNameTests
{
    private static readonly string[] Providers = ["openai", "ollama", "groq"];

    [Theory]
    [InlineData("opnai", "openai")]
    [InlineData("oepnai", "openai")]
    [InlineData("OpenAI", "openai")]
    [InlineData("olama", "ollama")]
    [InlineData("gorq", "groq")]
    [InlineData("anthropic", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void Finds_what_was_probably_meant(string text, string? expected) => Assert.Equal(expected, NearestName.Find(text, Providers));

    [Theory]
    [InlineData("max_retires", "max_retries")]
    [InlineData("max-retries", "max_retries")]
    [InlineData("api_key", "api_key_env")]
    [InlineData("timeout", null)]
    [InlineData("max_token", "max_tokens")]
    public void Finds_keys(string text, string? expected) =>
        Assert.Equal(expected, NearestName.Find(text, KeyRules.All.Select(static rule => rule.Name)));

    [Fact]
    public void Counts_a_swap_of_neighbours_as_one() => Assert.Equal(1, NearestName.Distance("retires", "retries"));

    [Fact]
    public void Gives_up_on_texts_that_are_no_typing_mistake() =>
        Assert.Null(NearestName.Find(new string('a', 100_000), [new string('a', 99_999)]));

    [Fact]
    public void Takes_the_first_of_equally_near_names() => Assert.Equal("abcd", NearestName.Find("abcx", ["abcd", "abce"]));
}
