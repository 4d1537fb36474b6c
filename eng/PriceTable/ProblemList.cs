using Goshi.Generators.Text;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.PriceChecks;

/// <summary>Collects problems by their place in the text.</summary>
internal sealed class ProblemList(SourceText text)
{
    private readonly List<(int Start, Problem Problem)> _found = [];

    /// <summary>Adds one at a value.</summary>
    public void Add(JsonNode node, string message) => Add(node.Span, message);

    /// <summary>Adds one at a span.</summary>
    public void Add(TextSpan span, string message)
    {
        var place = text.Lines.GetLinePosition(span.Start);
        _found.Add((span.Start, new Problem(place.Line + 1, place.Character + 1, message)));
    }

    /// <summary>All of them in the order of the file.</summary>
    public IReadOnlyList<Problem> InOrder() => [.. _found.OrderBy(static found => found.Start).Select(static found => found.Problem)];
}
