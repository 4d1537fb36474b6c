using Goshi.Generators.Text;
using Microsoft.CodeAnalysis.Text;
using static Goshi.Generators.Tests.Binding.ConfigExpectation;

namespace Goshi.Generators.Tests.Text;

public sealed class ConfigReaderTests
{
    [Theory]
    [InlineData("llm:\n  model: a[|:|] b", "there is a second ':' in one value, or the indentation is wrong; put a value that holds ': ' in quotes")]
    [InlineData("llm:\n  model: [|@|]x", "this character cannot begin a value; put the value in quotes")]
    [InlineData("llm:\n  needs: [|[|]tools\nx: 1", "the bracket that is opened here is never closed")]
    [InlineData("llm:\n  system_prompt: [|'never closed|]", "a quote that is opened is never closed")]
    [InlineData("llm:\n  provider[|:|]openai\n  model: gpt-4o\n", "a space is missing after this ':'")]
    [InlineData("llm:\n  model: gpt-4o\n  max_retries[|:|]3\n\n  # why\n  temperature: 1\n", "a space is missing after this ':'")]
    [InlineData("llm:\n  model: gpt-4o\n  openai:\n    max_retries: 3\n  temperature[|:|]1", "a space is missing after this ':'")]
    public void Malformed_yaml_is_explained_at_its_place(string yaml, string meaning) =>
        Expect("GOSHI001", yaml, "The file is not valid YAML: " + meaning);

    [Fact]
    public void What_the_parser_itself_trips_over_is_a_diagnostic_too()
    {
        var found = Assert.Single(Bind("llm: [a, b\nslow: x").Diagnostics);

        Assert.Equal("GOSHI001", found.Descriptor.Id);
    }

    [Fact]
    public void Of_a_broken_file_only_the_break_is_reported_and_what_stands_before_it_is_kept()
    {
        var bound = Bind("llm:\n  max_retries: 4\n  nonsense: 1\n  profiles:\n    fast: {}\n  model: a: b\n");

        Assert.Equal(["GOSHI001"], bound.Diagnostics.Select(d => d.Descriptor.Id));
        Assert.Equal(["Fast"], bound.Value.Profiles.Select(p => p.CSharpName));
        Assert.Equal(["max_retries"], bound.Value.Llm.Select(s => s.Key));
    }

    [Fact]
    public void A_tab_is_reported_where_it_stands() =>
        Expect("GOSHI011", "llm:\n[|\t|]provider: ollama", "A tab cannot indent YAML; use spaces");

    [Fact]
    public void A_nul_character_is_reported_where_it_stands() =>
        Expect("GOSHI012", "llm:\n  provider: oll[|\0|]ama\n  zzz: 1", "A NUL character ends the YAML here; remove it, or save the file as UTF-8");

    [Fact]
    public void A_second_document_is_reported() =>
        ExpectAll(
        "llm:\n  provider: [|olama|]\n[|---|]\nllm: {}\n",
        ("GOSHI201", "Unknown provider 'olama' in llm.provider; did you mean 'ollama'?"),
        ("GOSHI005", "A second YAML document starts here; put everything into one"));

    [Fact]
    public void Anchors_aliases_merge_keys_and_tags_are_reported_each() => ExpectAll(
        "openai: [|&base|]\n  model: gpt-4o\nollama:\n  [|<<|]: *base\nmodel: [|*base|]\nmax_retries: [|!!int|] 3",
        ("GOSHI006", "Anchor '&base' is not supported; write the value at each place that needs it"),
        ("GOSHI008", "Merge key '<<' is not supported; write the keys out here, or move what all providers share directly under llm"),
        ("GOSHI007", "Alias '*base' is not supported; write the value out here"),
        ("GOSHI009", "Tag '!!int' is not supported; write the plain value"));

    [Fact]
    public void What_an_alias_or_a_merge_key_may_have_held_is_not_also_missing() => ExpectAll(
        "providers:\n  a: {api: [|*x|]}\n  b: {[|<<|]: *y}\nopenai: {model: [|*z|]}",
        ("GOSHI007", "Alias '*x' is not supported; write the value out here"),
        ("GOSHI008", "Merge key '<<' is not supported; write the keys out here, or move what all providers share directly under llm"),
        ("GOSHI007", "Alias '*z' is not supported; write the value out here"));

    [Fact]
    public void A_duplicate_key_names_the_line_of_the_first() =>
        Expect("GOSHI010", "openai:\n  model: gpt-4o\n  [|model|]: gpt-5.4-mini", "Key 'model' appears twice in llm.openai; the first is in line 3");

    [Fact]
    public void The_first_of_two_values_counts() =>
        Assert.Equal("4", Expect("GOSHI010", "max_retries: 4\n[|max_retries|]: x", "Key 'max_retries' appears twice in llm; the first is in line 2").Llm[0].Value.Text);

    [Fact]
    public void A_key_must_be_text() => ExpectAll(
        "[|[|]a]: b\nprovider: ollama\n[|{|]a: b}: c",
        ("GOSHI013", "A key must be plain text, not a list"),
        ("GOSHI013", "A key must be plain text, not a section"));

    [Theory]
    [InlineData("# llm\n[|-|] llm", "a list")]
    [InlineData("# llm\n[|llm|]", "text")]
    public void The_file_must_hold_keys(string yaml, string noun) =>
        Expect("GOSHI014", yaml, $"The file must hold keys such as 'llm:', not {noun}");

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("safety: {}\n")]
    public void A_file_without_llm_is_warned_about(string text)
    {
        var found = Assert.Single(Bind(text).Diagnostics);

        Assert.Equal(("GOSHI015", "The file has no key 'llm', so every setting has its default"), (found.Descriptor.Id, Message(found)));
    }

    [Fact]
    public void A_misspelt_llm_is_pointed_out() =>
        Assert.Equal(
            "The file has no key 'llm', so every setting has its default; did you mean 'llm' where 'lm' stands?",
            Message(Assert.Single(Bind("lm:\n  model: x\n").Diagnostics)));

    [Fact]
    public void Our_keys_without_llm_are_one_mistake() => Assert.Equal(
        ("GOSHI102", "Key 'provider' does not apply in the file's top level; it applies in llm, so write a line 'llm:' above and indent all its keys below that"),
        (Assert.Single(Bind("# x\nprovider: openai\nmodel: gpt-4o\n").Diagnostics) is var found ? found.Descriptor.Id : "", Message(found)));

    [Fact]
    public void Sections_of_others_are_left_alone() => Clean(
        "# others\nsafety: &s {a: 1, a: 2, ? [x] : y}\nlogging: *s\naudit: !custom {<<: *s}\nllm:\n  provider: ollama\nbehavior: [1, *s]\n? [complex, key]\n: value\nsafety: again\n");

    [Fact]
    public void A_byte_order_mark_carriage_returns_and_emoji_keep_positions_right()
    {
        const string text = "\uFEFFllm:\r\n  system_prompt: 'Be 🙂'\r\n  max_retries: 99 # 🙂\r\n";

        var found = Assert.Single(Bind(text).Diagnostics);

        Assert.Equal("99", text.Substring(found.Span.Start, found.Span.Length));
        Assert.Equal(new LinePosition(2, 15), found.Lines.Start);
    }

    [Fact]
    public void Nesting_stops_at_the_limit()
    {
        var found = Assert.Single(Bind("llm: " + new string('[', 100_000)).Diagnostics);

        Assert.Equal(("GOSHI003", "Nested more than 64 levels deep; goshi.yaml needs fewer than ten"), (found.Descriptor.Id, Message(found)));
    }

    [Fact]
    public void A_file_of_over_one_mebibyte_is_not_read()
    {
        var found = Assert.Single(Bind("llm: {}\n#" + new string('x', ConfigReader.MaxLength)).Diagnostics);

        Assert.Equal(("GOSHI002", "The file has 1,048,585 characters; at most 1,048,576 are read"), (found.Descriptor.Id, Message(found)));
        Assert.Equal(new TextSpan(0, 7), found.Span);
    }

    [Fact]
    public void Too_many_values_stop_the_reading()
    {
        var found = Assert.Single(Bind("llm: [" + string.Concat(Enumerable.Repeat("a,", ConfigReader.MaxNodes)) + "]").Diagnostics);

        Assert.Equal("GOSHI004", found.Descriptor.Id);
    }

    [Fact]
    public void Reading_can_be_cancelled() => Assert.Throws<OperationCanceledException>(() =>
        ConfigReader.Read("goshi.yaml", SourceText.From("llm: {}"), new CancellationToken(canceled: true)));
}
