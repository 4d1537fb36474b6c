using Goshi.Generators.Text;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Tests.Text;

public class JsonScannerTests
{
    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    [InlineData(" \t\r\n[ 1 , 2 ]\n", "[1,2]")]
    [InlineData("""{"a":{"b":[true,false,null]}}""", """{"a":{"b":[true,false,null]}}""")]
    [InlineData("""{"":""}""", """{"":""}""")]
    [InlineData("""{"a":1,"a":2}""", """{"a":1,"a":2}""")]
    [InlineData("\"text\"", "\"text\"")]
    [InlineData("-0", "-0")]
    [InlineData("-12.50e+10", "-12.50e+10")]
    [InlineData("0.1E-2", "0.1E-2")]
    [InlineData("123456789012345678901234567890.000000001", "123456789012345678901234567890.000000001")]
    public void Reads_what_is_JSON(string text, string expected) => Assert.Equal(expected, Write(Read(text)));

    [Theory]
    [InlineData("""  "\"\\\/\b\f\n\r\t" """, "\"\\/\b\f\n\r\t")]
    [InlineData(""" "\u0041\u00e9\u20AC" """, "A\u00e9\u20AC")]
    [InlineData(""" "\ud83d\ude00" """, "\ud83d\ude00")]
    [InlineData("\"a\u2028b\u2029c\u0085d\"", "a\u2028b\u2029c\u0085d")]
    [InlineData("\"\uFEFF\"", "\uFEFF")]
    [InlineData("\"\u007F\"", "\u007F")]
    [InlineData(""" "a\u0000b" """, "a\0b")]
    public void Reads_every_string_that_JSON_allows(string text, string expected) =>
        Assert.Equal(expected, Read(text).Text);

    [Fact]
    public void Keeps_a_lone_surrogate_as_it_is()
    {
        Assert.Equal('\uDEAD', Assert.Single(Read("""  "\uDEAD"  """).Text));
        Assert.Equal('\uD83D', Assert.Single(Read("\"" + '\uD83D' + "\"").Text));
    }

    [Fact]
    public void Skips_one_byte_order_mark() => Assert.Equal(new TextSpan(1, 2), Read("\uFEFF[]").Span);

    [Theory]
    [InlineData("", JsonErrorKind.UnexpectedEnd, 0, 0)]
    [InlineData("  \n", JsonErrorKind.UnexpectedEnd, 3, 0)]
    [InlineData("\uFEFF\uFEFF[]", JsonErrorKind.UnexpectedCharacter, 1, 1)]
    [InlineData("{", JsonErrorKind.UnexpectedEnd, 1, 0)]
    [InlineData("[1", JsonErrorKind.UnexpectedEnd, 2, 0)]
    [InlineData("[1 2]", JsonErrorKind.UnexpectedCharacter, 3, 1)]
    [InlineData("""{"a" 1}""", JsonErrorKind.UnexpectedCharacter, 5, 1)]
    [InlineData("""{"a":1 "b":2}""", JsonErrorKind.UnexpectedCharacter, 7, 1)]
    [InlineData("{a:1}", JsonErrorKind.UnexpectedCharacter, 1, 1)]
    [InlineData("{'a':1}", JsonErrorKind.UnexpectedCharacter, 1, 1)]
    [InlineData("{,}", JsonErrorKind.UnexpectedCharacter, 1, 1)]
    [InlineData("[1}", JsonErrorKind.UnexpectedCharacter, 2, 1)]
    [InlineData("// no\n[]", JsonErrorKind.UnexpectedCharacter, 0, 1)]
    [InlineData("[1,]", JsonErrorKind.TrailingComma, 2, 1)]
    [InlineData("""{"a":1 , }""", JsonErrorKind.TrailingComma, 7, 1)]
    [InlineData("NaN", JsonErrorKind.UnknownWord, 0, 3)]
    [InlineData("[True]", JsonErrorKind.UnknownWord, 1, 4)]
    [InlineData("[nul]", JsonErrorKind.UnknownWord, 1, 3)]
    [InlineData("01", JsonErrorKind.MalformedNumber, 0, 2)]
    [InlineData("[-]", JsonErrorKind.MalformedNumber, 1, 2)]
    [InlineData("[1.]", JsonErrorKind.MalformedNumber, 1, 3)]
    [InlineData("[1.5e+]", JsonErrorKind.MalformedNumber, 1, 6)]
    [InlineData("[.5]", JsonErrorKind.UnexpectedCharacter, 1, 1)]
    [InlineData("[+5]", JsonErrorKind.UnexpectedCharacter, 1, 1)]
    [InlineData("[0x1F]", JsonErrorKind.UnexpectedCharacter, 2, 1)]
    [InlineData("\"abc", JsonErrorKind.UnexpectedEnd, 4, 0)]
    [InlineData("\"a\nb\"", JsonErrorKind.ControlCharacter, 2, 1)]
    [InlineData("\"\t\"", JsonErrorKind.ControlCharacter, 1, 1)]
    [InlineData(@"""\x""", JsonErrorKind.MalformedEscape, 1, 2)]
    [InlineData(@"""\u12G4""", JsonErrorKind.MalformedEscape, 1, 4)]
    [InlineData("[] []", JsonErrorKind.TrailingContent, 3, 1)]
    [InlineData("[\u00A01]", JsonErrorKind.UnexpectedCharacter, 1, 1)]
    public void Refuses_what_is_not_JSON_at_its_place(string text, object kind, int start, int length)
    {
        var document = JsonScanner.Scan(text, CancellationToken.None);

        Assert.Null(document.Root);
        Assert.Equal(((JsonErrorKind)kind, new TextSpan(start, length)), (document.Error!.Kind, document.Error.Span));
    }

    [Fact]
    public void Names_a_character_that_does_not_show_by_its_code_point() =>
        Assert.Equal("Expected ',' or ']' but found U+00A0", JsonScanner.Scan("[1\u00A0]", CancellationToken.None).Error!.Message);

    [Fact]
    public void Gives_every_value_its_line_and_column()
    {
        var text = SourceText.From("{\n  \"a\": [\n    \"x\",\r\n    12.5]\n}");

        var list = JsonScanner.Scan(text, CancellationToken.None).Root!.Members[0];

        Assert.Equal("(1,2)-(1,5)", text.Lines.GetLinePositionSpan(list.NameSpan).ToString());
        Assert.Equal("(2,4)-(2,7)", text.Lines.GetLinePositionSpan(list.Value.Items[0].Span).ToString());
        Assert.Equal("(3,4)-(3,8)", text.Lines.GetLinePositionSpan(list.Value.Items[1].Span).ToString());
    }

    [Fact]
    public void Nests_to_the_limit_and_no_deeper()
    {
        const int depth = JsonScanner.MaxDepth;

        Assert.Null(Error(new string('[', depth) + new string(']', depth)));
        Assert.Equal(JsonErrorKind.TooDeep, Error(new string('[', depth + 1) + new string(']', depth + 1)));
        Assert.Equal(JsonErrorKind.TooDeep, Error(new string('[', 1_000_000)));
        Assert.Null(Error("[" + string.Join(",", Enumerable.Repeat("[[]]", 100)) + "]"));
    }

    [Fact]
    public void Reads_no_text_beyond_the_limit()
    {
        var text = "[]".PadRight(JsonScanner.MaxLength + 1);

        Assert.Equal(JsonErrorKind.TooLong, Error(text));
        Assert.Equal(JsonErrorKind.TooLong, JsonScanner.Scan(SourceText.From(text), CancellationToken.None).Error!.Kind);
        Assert.Null(Error(text[..JsonScanner.MaxLength]));
    }

    [Fact]
    public void Says_what_is_wrong_wherever_a_text_is_cut_off()
    {
        const string text = """ {"a\u0041\n": [-1.5e+3, true, null, "\"", {}], "b": {"c": [[]]}}""";

        for (var length = 0; length < text.Length; length++)
        {
            Assert.Equal(JsonErrorKind.UnexpectedEnd, Error(text[..length]) switch
            {
                // "tru" is a word before it is the end.
                JsonErrorKind.UnknownWord => JsonErrorKind.UnexpectedEnd,
                var kind => kind,
            });
        }

        Assert.Null(Error(text));
    }

    [Fact]
    public void Never_throws_whichever_character_is_broken()
    {
        const string text = """{"a\u0041\n": [-1.5e+3, true, "\""], "b": {"c": [[]]}}""";

        for (var position = 0; position < text.Length; position++)
        {
            foreach (var broken in "\0\"\\{}[],:-.e0ux\n\uD800\uFEFF")
            {
                var document = JsonScanner.Scan(text[..position] + broken + text[(position + 1)..], CancellationToken.None);
                Assert.True(document.Root is null != document.Error is null);
            }
        }
    }

    [Fact]
    public void Stops_when_the_build_is_cancelled() =>
        Assert.Throws<OperationCanceledException>(() => JsonScanner.Scan("""{"a":1}""", new CancellationToken(canceled: true)));

    private static JsonNode Read(string text)
    {
        var document = JsonScanner.Scan(text, CancellationToken.None);
        Assert.Null(document.Error);
        return document.Root!;
    }

    private static JsonErrorKind? Error(string text) => JsonScanner.Scan(text, CancellationToken.None).Error?.Kind;

    private static string Write(JsonNode node) => node.Kind switch
    {
        JsonKind.Object => "{" + string.Join(",", node.Members.Select(m => $"\"{m.Name}\":{Write(m.Value)}")) + "}",
        JsonKind.Array => "[" + string.Join(",", node.Items.Select(Write)) + "]",
        JsonKind.String => $"\"{node.Text}\"",
        JsonKind.Number => node.Text,
        _ => node.Kind.ToString().ToLowerInvariant(),
    };
}
