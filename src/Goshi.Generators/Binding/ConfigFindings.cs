using System.Collections.Generic;
using System.Linq;
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

    /// <summary>Adds a finding; the same one again, reached through another profile, says nothing new.</summary>
    public void Report(DiagnosticDescriptor descriptor, TextSpan span, params string[] arguments) =>
        _known.Add(DiagnosticInfo.Create(descriptor, document.Path, document.Text, OneLine(span), arguments));

    /// <summary>Adds a finding of another binder in the same file.</summary>
    public void Report(DiagnosticInfo finding) => Report(finding.Descriptor, finding.Span, [.. finding.Arguments]);

    /// <summary>
    /// The reader's findings and these, in the order of the file. What was not read to its end is not judged: what seems
    /// to be missing may only be unread.
    /// </summary>
    public EquatableArray<DiagnosticInfo> ToEquatableArray() =>
        document.Diagnostics
            .Concat(document.IsComplete ? _known : [])
            .OrderBy(static finding => finding.Span.Start)
            .ThenBy(static finding => finding.Descriptor.Id, System.StringComparer.Ordinal)
            .ToEquatableArray();

    /// <summary>A section of twenty lines is not underlined as a whole.</summary>
    private TextSpan OneLine(TextSpan span)
    {
        var end = document.Text.Lines.GetLineFromPosition(span.Start).End;
        return TextSpan.FromBounds(span.Start, span.End < end ? span.End : end < span.Start ? span.Start : end);
    }
}
