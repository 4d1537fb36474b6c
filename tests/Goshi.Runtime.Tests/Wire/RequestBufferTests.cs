using System.Text;
using System.Text.Json;
using Goshi.Wire;

namespace Goshi.Runtime.Tests.Wire;

public sealed class RequestBufferTests
{
    [Fact]
    public void A_body_stays_what_it_was_when_the_next_one_is_written()
    {
        var first = Write("first");
        var second = Write("second, and longer");

        Assert.Equal("\"first\"", Text(first));
        Assert.Equal("\"second, and longer\"", Text(second));
    }

    [Fact]
    public void A_body_may_be_written_while_another_one_is()
    {
        var inner = "";
        var outer = RequestBuffer.Write("outer", (json, text) =>
        {
            json.WriteStartArray();
            inner = Text(Write("inner"));
            json.WriteStringValue(text);
            json.WriteEndArray();
        });

        Assert.Equal("[\"outer\"]", Text(outer));
        Assert.Equal("\"inner\"", inner);
    }

    [Fact]
    public void A_body_that_failed_leaves_nothing_behind()
    {
        Assert.Throws<InvalidOperationException>(() => RequestBuffer.Write("half", static (json, text) =>
        {
            json.WriteStartObject();
            json.WriteString("text", text);
            throw new InvalidOperationException();
        }));

        Assert.Equal("\"whole\"", Text(Write("whole")));
    }

    [Fact]
    public void A_long_body_is_written_whole_and_the_next_one_too()
    {
        var text = new string('x', 1_000_000);

        Assert.Equal(text.Length + 2, Write(text).Length);
        Assert.Equal("\"short\"", Text(Write("short")));
    }

    private static ReadOnlyMemory<byte> Write(string text) =>
        RequestBuffer.Write(text, static (json, text) => json.WriteStringValue(text));

    private static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);
}
