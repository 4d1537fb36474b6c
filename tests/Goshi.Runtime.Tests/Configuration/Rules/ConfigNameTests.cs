using Goshi.Configuration.Rules;

namespace Goshi.Runtime.Tests.Configuration.Rules;

public sealed class ConfigNameTests
{
    [Theory]
    [InlineData("groq", true)]
    [InlineData("my-groq_2", true)]
    [InlineData("A", true)]
    [InlineData("", false)]
    [InlineData("2groq", false)]
    [InlineData("-groq", false)]
    [InlineData("groq-", false)]
    [InlineData("my--groq", false)]
    [InlineData("my groq", false)]
    [InlineData("grök", false)]
    [InlineData("groq\n", false)]
    public void Allows_letters_and_digits_between_single_separators(string name, bool expected) =>
        Assert.Equal(expected, ConfigName.IsValid(name));

    [Fact]
    public void Allows_64_characters()
    {
        Assert.True(ConfigName.IsValid(new string('a', 64)));
        Assert.False(ConfigName.IsValid(new string('a', 65)));
    }

    [Fact]
    public void Ignores_case_and_takes_both_separators_as_equal()
    {
        Assert.True(ConfigName.AreEqual("My-Groq", "my_groq"));
        Assert.Equal(ConfigName.Comparer.GetHashCode("My-Groq"), ConfigName.Comparer.GetHashCode("my_groq"));
        Assert.False(ConfigName.AreEqual("mygroq", "my_groq"));
    }
}
