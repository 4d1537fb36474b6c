using Goshi.Generators.Binding;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Tests.Binding;

/// <summary>
/// A goshi.yaml in a test: each expected squiggle is marked <c>[|so|]</c>, and anything reported that is not expected,
/// elsewhere or in other words fails. Text that does not begin with <c>llm:</c> stands under llm.
/// </summary>
internal static class ConfigExpectation
{
    /// <summary>Nothing is wrong.</summary>
    public static GoshiConfig Clean(string yaml) => ExpectAll(yaml);

    /// <summary>One thing is wrong, at the mark.</summary>
    public static GoshiConfig Expect(string id, string yaml, string message) => ExpectAll(yaml, (id, message));

    /// <summary>These things are wrong, at the marks, in their order.</summary>
    public static GoshiConfig ExpectAll(string yaml, params (string Id, string Message)[] expected)
    {
        var (text, marks) = Unmark(UnderLlm(yaml));
        Assert.Equal(expected.Length, marks.Count);

        var bound = Bind(text);

        var wanted = expected.Zip(marks, (e, span) => $"{e.Id} '{text.Substring(span.Start, span.Length)}' at {span}: {e.Message}");
        Assert.Equal(wanted, bound.Diagnostics.Select(d => Show(d, text)));
        return bound.Value;
    }

    /// <summary>Reads and binds a whole file against the tests' price table.</summary>
    public static Bound<GoshiConfig> Bind(string text, PriceTable? prices = null, string? checkDate = null) =>
        ConfigBinder.Bind(
            ConfigReader.Read("goshi.yaml", SourceText.From(text), CancellationToken.None), prices ?? TestPrices.Table, checkDate, CancellationToken.None);

    /// <summary>The text of a message.</summary>
    public static string Message(DiagnosticInfo diagnostic) =>
        diagnostic.ToDiagnostic().GetMessage(System.Globalization.CultureInfo.InvariantCulture);

    private static string Show(DiagnosticInfo d, string text) =>
        $"{d.Descriptor.Id} '{text.Substring(d.Span.Start, d.Span.Length)}' at {d.Span}: {Message(d)}";

    private static string UnderLlm(string yaml) => yaml.StartsWith("llm", StringComparison.Ordinal) || yaml.StartsWith('#') || yaml.StartsWith("[|", StringComparison.Ordinal) && yaml.Contains("llm", StringComparison.Ordinal)
        ? yaml
        : "llm:\n" + string.Join("\n", yaml.Split('\n').Select(static line => line.Length == 0 ? line : "  " + line));

    private static (string Text, List<TextSpan> Marks) Unmark(string yaml)
    {
        var marks = new List<TextSpan>();
        while (yaml.IndexOf("[|", StringComparison.Ordinal) is var start and >= 0)
        {
            // "[[|x|]]" is a list with a marked item.
            if (yaml.AsSpan(start).StartsWith("[[|"))
            {
                start++;
            }

            yaml = yaml.Remove(start, 2);
            var end = yaml.IndexOf("|]", start, StringComparison.Ordinal);
            yaml = yaml.Remove(end, 2);
            marks.Add(TextSpan.FromBounds(start, end));
        }

        return (yaml, marks);
    }
}
