using Goshi.Generators.Emit;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Goshi.Generators.Tests.Emit;

public class CSharpTests
{
    public static TheoryData<string> HostileTexts { get; } =
    [
        "", "plain", "\"quoted\"", "\\", "\\\"", "a\nb\r\nc", "\0", "{{x}} {0} {", "\"\"\"", "\u2028\u2029\u0085", "😀", "\ud800", "\udc00x", "// */ <c>&", "%s", "\u202e",
    ];

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void A_literal_reads_back_as_the_text_and_stays_on_one_line(string text)
    {
        var literal = CSharp.Literal(text);

        Assert.DoesNotContain('\n', literal);
        var expression = Assert.IsType<LiteralExpressionSyntax>(SyntaxFactory.ParseExpression(literal));
        Assert.Equal(text, expression.Token.Value);
        Assert.Equal(literal, expression.ToFullString());
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void A_comment_is_valid_XML_on_one_line(string text)
    {
        var doc = CSharp.Doc(text);

        Assert.DoesNotContain(doc, static character => character is '\r' or '\n' or '\u0085' or '\u2028' or '\u2029');
        System.Xml.Linq.XElement.Parse($"<summary>{doc}</summary>");
    }

    [Theory]
    [InlineData("Name", "Name")]
    [InlineData("class", "@class")]
    [InlineData("record", "@record")]
    [InlineData("await", "@await")]
    [InlineData("9lives", "_9lives")]
    [InlineData("a-b c", "a_b_c")]
    [InlineData("", "_")]
    [InlineData("größe", "größe")]
    public void An_identifier_is_one(string name, string identifier) => Assert.Equal(identifier, CSharp.Identifier(name));

    [Theory]
    [InlineData("My.App", "My.App")]
    [InlineData("my-app", "my_app")]
    [InlineData("My.2nd App.class", "My._2nd_App.@class")]
    [InlineData("..A..B.", "A.B")]
    [InlineData(" ", "")]
    public void A_namespace_is_sanitised_part_by_part(string name, string expected) => Assert.Equal(expected, CSharp.Namespace(name));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(16384, "16384")]
    [InlineData(128000, "128_000")]
    [InlineData(2147483648, "2_147_483_648")]
    [InlineData(-100000, "-100_000")]
    [InlineData(-99999, "-99999")]
    [InlineData(long.MinValue, "-9_223_372_036_854_775_808")]
    public void Long_whole_numbers_are_grouped(long value, string expected) => Assert.Equal(expected, CSharp.Number(value));

    [Fact]
    [UseCulture("de-DE")]
    public void Numbers_and_dates_ignore_the_culture()
    {
        Assert.Equal("1.5m", CSharp.Number(1.5m));
        Assert.Equal("123_456", CSharp.Number(123_456L));
        Assert.Equal("new global::System.DateOnly(2026, 1, 9)", CSharp.Date("2026-01-09"));
    }
}
