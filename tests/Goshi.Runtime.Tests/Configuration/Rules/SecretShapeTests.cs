using Goshi.Configuration.Rules;

namespace Goshi.Runtime.Tests.Configuration.Rules;

public sealed class SecretShapeTests
{
    [Theory]
    [InlineData("sk-abcdefgh")]
    [InlineData("sk-proj-T3BlbkFJ")]
    [InlineData(" sk-ant-api03-xyzxyz")]
    [InlineData("gsk_abcdefgh")]
    [InlineData("xai-abcdefgh")]
    [InlineData("AIzaSyA-1234567")]
    [InlineData("hf_abcdefgh")]
    [InlineData("bearer x")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("https://user:pass@host/v1")]
    public void Knows_a_secret(string text)
    {
        Assert.True(SecretShape.LooksLikeSecret(text));
        Assert.DoesNotContain(text.Trim(), SecretShape.Quote(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OPENAI_API_KEY")]
    [InlineData("HF_TOKEN")]
    [InlineData("OPENAIKEYFORPRODUCTION2024EU")]
    [InlineData("A_VERY_LONG_NAME_OF_A_VARIABLE_WITH_A_KEY_2024")]
    [InlineData("gpt-4o-2024-05-13")]
    [InlineData("hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M")]
    [InlineData("ft:gpt-4o-mini-2024-07-18:my-org:custom-suffix:AbCd1234")]
    [InlineData("https://my-resource.openai.azure.com")]
    [InlineData("sk-")]
    public void Knows_a_name(string text) => Assert.False(SecretShape.LooksLikeSecret(text));

    [Theory]
    [InlineData("OPENAI_API_KEY", true)]
    [InlineData("_x1", true)]
    [InlineData("1X", false)]
    [InlineData("MY-KEY", false)]
    [InlineData("MY KEY", false)]
    [InlineData("", false)]
    [InlineData("SCHLÜSSEL", false)]
    public void Knows_the_names_of_variables(string text, bool expected) => Assert.Equal(expected, SecretShape.IsVariableName(text));

    [Fact]
    public void Quotes_on_one_line_and_not_at_length()
    {
        Assert.Equal("'a...'", SecretShape.Quote("a\nb"));
        Assert.Equal("'" + new string('a', 60) + "...'", SecretShape.Quote(new string('a', 61)));
        Assert.Equal("''", SecretShape.Quote(""));
    }
}
