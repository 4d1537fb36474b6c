using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;

namespace Goshi.Generators.Emit;

/// <summary>
/// Receives a <c>$$"""</c> template and indents what stands in a hole like the hole itself, so that a template looks
/// like its output and no emitter counts spaces.
/// </summary>
/// <remarks>
/// A hole takes text alone: a number or a date cannot reach the output in the machine's culture, because it does not
/// compile before it went through <see cref="CSharp"/>. Lines end in <c>\n</c> whatever the newlines of this source.
/// </remarks>
[InterpolatedStringHandler]
internal sealed class SourceWriter
{
    private readonly StringBuilder _text;
    private bool _lineHeldOnlyEmptyHoles;

    /// <summary>Called by the compiler.</summary>
    /// <param name="literalLength">The characters of the template outside its holes.</param>
    /// <param name="formattedCount">The number of holes.</param>
    public SourceWriter(int literalLength, int formattedCount) =>
        _text = new StringBuilder(literalLength + (formattedCount * 64));

    /// <summary>Writes a template.</summary>
    public static string Write(SourceWriter template) => template._text.ToString();

    /// <summary>Writes a template as a whole file, ended by one newline.</summary>
    public static string WriteFile(SourceWriter template) => Write(template).TrimEnd('\n') + "\n";

    /// <summary>Called by the compiler for the text outside the holes.</summary>
    public void AppendLiteral(string text)
    {
        text = text.Replace("\r\n", "\n");
        if (_lineHeldOnlyEmptyHoles && text.StartsWith("\n", StringComparison.Ordinal))
        {
            // A hole that stands alone on its line and has nothing to say takes its line with it.
            _text.Length -= CurrentLine().Length;
            text = WithoutDoubledEmptyLine(text.Substring(1));
        }

        _lineHeldOnlyEmptyHoles = false;
        _text.Append(text);
    }

    /// <summary>Called by the compiler for a hole: every line of the text gets the indentation of the hole's line.</summary>
    public void AppendFormatted(string? text)
    {
        var line = CurrentLine();
        if (string.IsNullOrEmpty(text))
        {
            _lineHeldOnlyEmptyHoles = line.Trim().Length == 0;
            return;
        }

        _lineHeldOnlyEmptyHoles = false;
        var indentation = line.Substring(0, line.Length - line.TrimStart(' ').Length);
        var lines = text!.Replace("\r\n", "\n").TrimEnd('\n').Split('\n');
        _text.Append(lines[0]);
        foreach (var next in lines.Skip(1))
        {
            _text.Append('\n').Append(next.Length == 0 ? "" : indentation).Append(next);
        }
    }

    /// <summary>Called by the compiler for a hole of several members, set apart by an empty line.</summary>
    public void AppendFormatted(IEnumerable<string> members) =>
        AppendFormatted(string.Join("\n\n", members.Where(static member => member.Length > 0)));

    /// <summary>Where a line was left out, two empty lines may meet each other or a brace: one of them goes too.</summary>
    private string WithoutDoubledEmptyLine(string next)
    {
        if (next.StartsWith("\n", StringComparison.Ordinal) && (EndsWith("\n\n") || EndsWith("{\n")))
        {
            return next.Substring(1);
        }

        if (next.TrimStart(' ').StartsWith("}", StringComparison.Ordinal) && EndsWith("\n\n"))
        {
            _text.Length--;
        }

        return next;
    }

    private bool EndsWith(string end) =>
        _text.Length >= end.Length && _text.ToString(_text.Length - end.Length, end.Length) == end;

    private string CurrentLine()
    {
        var start = _text.Length;
        while (start > 0 && _text[start - 1] != '\n')
        {
            start--;
        }

        return _text.ToString(start, _text.Length - start);
    }
}
