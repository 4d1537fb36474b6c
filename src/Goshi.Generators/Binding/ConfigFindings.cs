using System.Collections.Generic;
using System.Linq;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Binding;

/// <summary>Collects what is wrong with one goshi.yaml.</summary>
internal sealed class ConfigFindings(ConfigDocument document)
{
    private readonly HashSet<DiagnosticInfo> _known = [];

    /// <summary>Whether there are so many findings that no further one is taken.</summary>
    public bool IsFull => _known.Count >= DiagnosticLimit.MostFound;

    /// <summary>Adds a finding; the same one again, reached through another profile, says nothing new.</summary>
    public void Report(DiagnosticDescriptor descriptor, TextSpan span, params string[] arguments)
    {
        if (!IsFull)
        {
            _known.Add(DiagnosticInfo.Create(descriptor, document.Path, document.Text, OneLine(span), arguments));
        }
    }

    /// <summary>Adds a finding of the price table's binder, which quotes what it does not know from a file that holds no secrets.</summary>
    public void Report(DiagnosticInfo finding) => Report(
        finding.Descriptor, finding.Span,
        finding.Arguments.Select(static text => SecretShape.LooksLikeSecret(text.Trim('\'')) ? SecretShape.Quote(text.Trim('\'')) : text).ToArray());

    /// <summary>
    /// The reader's findings and these, in the order of the file. What was not read to its end is not judged: what seems
    /// to be missing may only be unread.
    /// </summary>
    public EquatableArray<DiagnosticInfo> ToEquatableArray()
    {
        var found = document.IsComplete ? _known.AsEnumerable() : [];
        var secrets = new HashSet<TextSpan>(
            document.Diagnostics.Concat(found).Where(static finding => finding.Descriptor == Descriptors.LiteralSecret).Select(static finding => finding.Span));

        // What else is wrong with a secret is of no interest; of two words for it, the binder's say what belongs there.
        var told = new HashSet<TextSpan>();
        return DiagnosticLimit.Apply(found.Concat(document.Diagnostics).Where(finding =>
            !secrets.Contains(finding.Span) || (finding.Descriptor == Descriptors.LiteralSecret && told.Add(finding.Span))));
    }

    /// <summary>A section of twenty lines is not underlined as a whole.</summary>
    private TextSpan OneLine(TextSpan span)
    {
        var end = document.Text.Lines.GetLineFromPosition(span.Start).End;
        return TextSpan.FromBounds(span.Start, span.End < end ? span.End : end < span.Start ? span.Start : end);
    }
}
