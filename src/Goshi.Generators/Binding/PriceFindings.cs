using System.Collections.Generic;
using System.Linq;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Binding;

/// <summary>Collects what is wrong with one price table.</summary>
internal sealed class PriceFindings(string path, SourceText text)
{
    private readonly List<DiagnosticInfo> _found = [];

    /// <summary>The number of findings so far.</summary>
    public int Count => _found.Count;

    /// <summary>Whether there are so many that no further one is taken.</summary>
    public bool IsFull => _found.Count >= DiagnosticLimit.MostFound;

    /// <summary>Adds one.</summary>
    public void Report(DiagnosticDescriptor descriptor, TextSpan span, params string[] arguments)
    {
        if (!IsFull)
        {
            _found.Add(DiagnosticInfo.Create(descriptor, path, text, span, arguments));
        }
    }

    /// <summary>Those that are listed, in the order of the file.</summary>
    public EquatableArray<DiagnosticInfo> ToEquatableArray() => DiagnosticLimit.Apply(_found);
}
