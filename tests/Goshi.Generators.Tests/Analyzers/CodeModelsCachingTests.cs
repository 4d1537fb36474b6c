using System.Collections.Immutable;
using System.Text;
using Goshi.Generators.Analyzers;
using Goshi.Generators.Tests.Incremental;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Tests.Analyzers;

/// <summary>The analyzer runs at every edit of C#: what it has read of goshi.yaml and the price table, it does not read again.</summary>
public sealed class CodeModelsCachingTests
{
    private const string Yaml = "llm:\n  provider: openai\n  model: gpt-4o\n";

    private readonly CountedFile _yaml = new("/app/goshi.yaml", Yaml);
    private readonly CountedFile _prices = new("/package/models.json", Driver.PriceJson("2.5"));

    [Fact]
    public void An_edit_of_csharp_reads_nothing_again()
    {
        Assert.Equal(["GOSHI511"], Analyze("gpt-4p", _yaml, _prices));
        var (yaml, prices) = (_yaml.Characters, _prices.Characters);
        Assert.True(yaml > 0 && prices > 0);

        Assert.Equal(["GOSHI511"], Analyze("gpt-4q", _yaml, _prices));
        Assert.Empty(Analyze("gpt-4o", _yaml, _prices));

        Assert.Equal((yaml, prices), (_yaml.Characters, _prices.Characters));
    }

    [Fact]
    public void An_edit_of_goshi_yaml_is_seen_and_leaves_the_price_table_as_read()
    {
        Assert.Equal(["GOSHI511"], Analyze("gpt-4p", _yaml, _prices));
        var prices = _prices.Characters;

        Assert.Empty(Analyze("gpt-4p", new("/app/goshi.yaml", Yaml + "  fallback: [openai/gpt-4p]\n"), _prices));

        Assert.Equal(prices, _prices.Characters);
    }

    [Fact]
    public void An_edit_of_the_price_table_is_seen()
    {
        Assert.Equal(["GOSHI511"], Analyze("gpt-4p", _yaml, _prices));

        Assert.Empty(Analyze("gpt-4p", _yaml, new("/package/models.json", Driver.PriceJson("2.5").Replace("gpt-4o", "gpt-4p", StringComparison.Ordinal))));
    }

    private static IEnumerable<string> Analyze(string model, params CountedFile[] files) =>
        Consumer.Compilation($$"""_ = new Microsoft.Extensions.AI.ChatOptions { ModelId = "{{model}}" };""")
            .WithOptions(new CSharpCompilationOptions(OutputKind.ConsoleApplication))
            .WithAnalyzers([new CodeAnalyzer()], new AnalyzerOptions([.. files.Cast<AdditionalText>()], new Driver.Options([])))
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
            .Select(static found => found.Id);

    /// <summary>A file whose text is the same object until it is edited, as editors have it, and counts what is read of it.</summary>
    private sealed class CountedFile(string path, string text) : AdditionalText
    {
        private readonly CountedText _text = new(text);

        public int Characters => _text.Characters;

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    private sealed class CountedText(string text) : SourceText
    {
        private readonly SourceText _text = From(text, Encoding.UTF8);

        public int Characters { get; private set; }

        public override Encoding? Encoding => Encoding.UTF8;

        public override int Length => _text.Length;

        public override char this[int position] => Count(1, _text[position]);

        public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count) =>
            _text.CopyTo(sourceIndex, destination, destinationIndex, Count(count, count));

        public override string ToString(TextSpan span) => Count(span.Length, _text.ToString(span));

        private T Count<T>(int characters, T result)
        {
            Characters += characters;
            return result;
        }
    }
}
