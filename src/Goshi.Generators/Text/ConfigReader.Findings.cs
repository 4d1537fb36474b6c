using System;
using System.Globalization;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Goshi.Generators.Text;

/// <content>What is wrong, and where: from the parser's marks to spans of the text.</content>
internal sealed partial class ConfigReader
{
    private void ReportProperties(NodeEvent node, TextSpan span)
    {
        if (!node.Anchor.IsEmpty)
        {
            var anchor = "&" + node.Anchor.Value;
            Report(Descriptors.Anchor, Find(anchor, span), SecretShape.Quote(anchor));
        }

        if (!node.Tag.IsEmpty)
        {
            // Not the tag that the parser has resolved: what the user wrote, if it can be found.
            var start = _text.ToString(span).IndexOf('!');
            var written = start < 0 ? "!" : FirstWord(_text.ToString(TextSpan.FromBounds(span.Start + start, span.End)));
            Report(Descriptors.Tag, Find(written, span), SecretShape.Quote(written));
        }
    }

    private void ReportKeyShape(ParsingEvent e, TextSpan span)
    {
        var what = e switch { SequenceStart => "a list", MappingStart => "a section", _ => "an alias" };
        Report(Descriptors.KeyIsNotText, AtLeastOneCharacter(span), what);
    }

    private void ReportMalformed(YamlException exception, TextSpan last)
    {
        var start = Position(exception.Start);
        var tab = TabIndentation(Math.Min(start, last.End));
        if (tab is { } position && exception.Message.IndexOf("tab", StringComparison.Ordinal) >= 0)
        {
            Report(Descriptors.Tab, new TextSpan(position, 1));
            return;
        }

        if (MissingSpaceBefore(start) is { } colon)
        {
            Report(Descriptors.MalformedYaml, new TextSpan(colon, 1), YamlProblem.MissingSpace);
            return;
        }

        var span = TextSpan.FromBounds(start, Math.Max(start, Position(exception.End)));
        Report(Descriptors.MalformedYaml, AtLeastOneCharacter(FirstLine(span)), YamlProblem.Explain(exception.Message));
    }

    /// <summary>The first tab in the indentation of a line, looked for after a position. The parser blames the section around it.</summary>
    private int? TabIndentation(int from)
    {
        for (var line = _text.Lines.GetLineFromPosition(from).LineNumber; line < _text.Lines.Count; line++)
        {
            var span = _text.Lines[line].Span;
            for (var i = span.Start; i < span.End && _text[i] is ' ' or '\t'; i++)
            {
                if (_text[i] == '\t')
                {
                    return i;
                }
            }
        }

        return null;
    }

    /// <summary>A colon without its space, in the line of a position or in the last one before it: the parser stumbles over what follows.</summary>
    private int? MissingSpaceBefore(int position)
    {
        var last = _text.Lines.GetLineFromPosition(position).LineNumber;
        for (var number = last; number >= 0; number--)
        {
            var line = _text.Lines[number];
            var text = _text.ToString(line.Span);
            if (MissingSpace.ColonIn(text) is var colon and >= 0)
            {
                return line.Start + colon;
            }

            if (number < last && text.Trim() is { Length: > 0 } content && content[0] != '#')
            {
                break;
            }
        }

        return null;
    }

    private TextSpan Find(string written, TextSpan span)
    {
        var at = _text.ToString(span).IndexOf(written, StringComparison.Ordinal);
        return at < 0 ? AtLeastOneCharacter(FirstLine(span)) : new TextSpan(span.Start + at, written.Length);
    }

    private static string FirstWord(string text)
    {
        var end = text.IndexOfAny([' ', '\t', '\r', '\n', ',', ']', '}']);
        return end < 0 ? text : text.Substring(0, end);
    }

    private TextSpan FirstLine(TextSpan span)
    {
        var end = _text.Lines.GetLineFromPosition(span.Start).End;
        return TextSpan.FromBounds(span.Start, Math.Max(span.Start, Math.Min(span.End, end)));
    }

    /// <summary>An empty span draws no squiggle: takes the character after it, or at the end of a line the one before.</summary>
    private TextSpan AtLeastOneCharacter(TextSpan span)
    {
        if (span.Length > 0 || _text.Length == 0)
        {
            return span;
        }

        var line = _text.Lines.GetLineFromPosition(span.Start);
        return span.Start < line.End ? new TextSpan(span.Start, 1)
            : span.Start > line.Start ? new TextSpan(span.Start - 1, 1)
            : span;
    }

    private TextSpan SpanOf(ParsingEvent e)
    {
        var start = Position(e.Start);
        return TextSpan.FromBounds(start, Math.Max(start, Position(e.End)));
    }

    private int Position(Mark mark) => (int)Math.Min(Math.Max(0, mark.Index + _offset), _text.Length);

    private static bool IsFlow(ParsingEvent e) =>
        e is MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow };

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private void Report(DiagnosticDescriptor descriptor, TextSpan span, params string[] arguments) =>
        _diagnostics.Add(DiagnosticInfo.Create(descriptor, _path, _text, span, arguments));
}
