using Goshi.Generators.Emit;

namespace Goshi.Generators.Tests.Emit;

public class SourceWriterTests
{
    [Fact]
    public void A_block_is_indented_like_its_hole()
    {
        var body = "if (x)\n{\n    y();\n}";

        Assert.Equal("{\n    if (x)\n    {\n        y();\n    }\n}", SourceWriter.Write($$"""
            {
                {{body}}
            }
            """));
    }

    [Fact]
    public void Blocks_nest()
    {
        var inner = SourceWriter.Write($$"""
            a
                {{"b\nc"}}
            """);

        Assert.Equal("  a\n      b\n      c", SourceWriter.Write($"  {inner}"));
    }

    [Fact]
    public void An_empty_hole_takes_its_line_with_it()
    {
        var nothing = "";

        Assert.Equal("a\nb", SourceWriter.Write($$"""
            a
                {{nothing}}
            b
            """));
    }

    [Fact]
    public void Empty_lines_around_an_empty_hole_do_not_double()
    {
        var nothing = "";

        Assert.Equal("{\n    a\n\n    b\n}", SourceWriter.Write($$"""
            {
                {{nothing}}

                a

                {{nothing}}

                b

                {{nothing}}
            }
            """));
    }

    [Fact]
    public void An_empty_hole_among_text_leaves_the_line()
    {
        var nothing = "";

        Assert.Equal("a\nx\nb", SourceWriter.Write($$"""
            a
            {{nothing}}x
            b
            """));
    }

    [Fact]
    public void Members_are_set_apart_by_one_empty_line_without_spaces()
    {
        string[] members = ["a;", "", "b;\nc;"];

        Assert.Equal("{\n    a;\n\n    b;\n    c;\n}", SourceWriter.Write($$"""
            {
                {{members}}
            }
            """));
    }

    [Fact]
    public void Lines_end_alike_on_every_system()
    {
        var block = "a\r\nb";

        Assert.Equal("a\nb\n", SourceWriter.WriteFile($"{block}\r\n"));
    }
}
