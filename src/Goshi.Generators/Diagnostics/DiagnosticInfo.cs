using System.Linq;
using Goshi.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Diagnostics;

/// <summary>A diagnostic as a value: what the pipeline caches and compares, where Roslyn's own holds trees and locations.</summary>
/// <param name="Descriptor">What it is an instance of; the descriptors are singletons, so the reference is its identity.</param>
/// <param name="Path">The file in which it stands.</param>
/// <param name="Span">The characters underlined, as offsets into the file.</param>
/// <param name="Lines">The same, as lines and columns counted from 0, columns in UTF-16 units.</param>
/// <param name="Arguments">What the message's placeholders become. Never a secret.</param>
internal sealed record DiagnosticInfo(
    DiagnosticDescriptor Descriptor,
    string Path,
    TextSpan Span,
    LinePositionSpan Lines,
    EquatableArray<string> Arguments)
{
    /// <summary>Makes one for a span of a text, from which the lines are worked out.</summary>
    public static DiagnosticInfo Create(
        DiagnosticDescriptor descriptor, string path, SourceText text, TextSpan span, params string[] arguments) =>
        new(descriptor, path, span, text.Lines.GetLinePositionSpan(span), arguments.ToEquatableArray());

    /// <summary>The diagnostic that the compiler shows.</summary>
    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Descriptor, Location.Create(Path, Span, Lines), Arguments.ToArray<object?>());
}
