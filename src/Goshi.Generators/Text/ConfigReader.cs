using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;
using Microsoft.CodeAnalysis.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Goshi.Generators.Text;

/// <summary>Reads goshi.yaml into nodes with places. It never throws for what the file holds.</summary>
/// <remarks>
/// Only the parser's events are used, in one loop with a stack of its own: YAML object models recurse, and a deeply
/// nested file would end the compiler's process. The parser is quadratic in nesting, hence the limit.
/// </remarks>
internal sealed partial class ConfigReader
{
    /// <summary>The most characters that are read.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>The deepest nesting that is read; the deepest of ours is ten.</summary>
    public const int MaxDepth = 64;

    /// <summary>The most keys and values that are read.</summary>
    public const int MaxNodes = 10_000;

    private const string RootPath = "the file";

    private readonly string _path;
    private readonly SourceText _text;
    private readonly string _content;
    private readonly int _offset;
    private readonly Stack<OpenNode> _open = new();
    private readonly List<(string Name, TextSpan Span)> _foreignKeys = [];
    private readonly List<DiagnosticInfo> _diagnostics = [];
    private ConfigEntry? _llm;
    private int _nodes;

    private ConfigReader(string path, SourceText text)
    {
        _path = path;
        _text = text;
        var content = text.ToString();

        // A byte order mark that decoding left in would become part of the first key.
        _offset = content.Length > 0 && content[0] == '\uFEFF' ? 1 : 0;
        var end = content.IndexOf('\0');
        _content = content.Substring(_offset, (end < 0 ? content.Length : end) - _offset);
        if (end >= 0)
        {
            Report(Descriptors.NulCharacter, new TextSpan(end, 1));
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path, for diagnostics.</param>
    /// <param name="text">Its text.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static ConfigDocument Read(string path, SourceText text, CancellationToken cancellationToken)
    {
        if (text.Length > MaxLength)
        {
            var tooLarge = DiagnosticInfo.Create(
                Descriptors.FileTooLarge, path, text, text.Lines[0].Span, Count(text.Length), Count(MaxLength));
            return new ConfigDocument(path, text, llm: null, isComplete: false, [tooLarge]);
        }

        return new ConfigReader(path, text).Read(cancellationToken);
    }

    private ConfigDocument Read(CancellationToken cancellationToken)
    {
        var isComplete = ReadEvents(cancellationToken);
        if (isComplete && _llm is null && _diagnostics.Count == 0 && _foreignKeys.Find(static key => IsOurs(key.Name)) is { Name: { } first } misplaced)
        {
            Report(Descriptors.MisplacedKey, misplaced.Span, first, "the file's top level", "llm, so write a line 'llm:' above and indent all its keys below that");
        }
        else if (isComplete && _llm is null && _diagnostics.Count == 0)
        {
            var near = NearestName.Find("llm", _foreignKeys.Select(static key => key.Name));
            var hint = near is null ? "" : $"; did you mean 'llm' where {SecretShape.Quote(near)} stands?";
            Report(Descriptors.NoLlmSection, _foreignKeys.Find(key => key.Name == near).Span, hint);
        }

        // Sections beside llm are not ours, unless llm itself is empty: then its keys lost their indentation.
        if (_llm is { Value: ConfigScalar { IsNull: true } })
        {
            foreach (var (name, span) in _foreignKeys.Where(static key => IsOurs(key.Name)))
            {
                Report(Descriptors.MisplacedKey, span, name, "the file's top level", "llm, so indent it below that");
            }
        }

        return new ConfigDocument(_path, _text, _llm, isComplete && _content.Length + _offset == _text.Length, Sorted());
    }

    private static bool IsOurs(string name) =>
        KeyRules.Find(KeyScope.Llm, name) is not null || Array.IndexOf(KeyRules.Subsections, name) >= 0;

    private EquatableArray<DiagnosticInfo> Sorted() =>
        _diagnostics.OrderBy(diagnostic => diagnostic.Span.Start).ToEquatableArray();

    private bool ReadEvents(CancellationToken cancellationToken)
    {
        var last = new TextSpan(_offset, 0);
        var documents = 0;
        try
        {
            var parser = new Parser(new Scanner(new StringReader(_content), skipComments: true));
            while (parser.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                last = SpanOf(parser.Current!);
                if (parser.Current is DocumentStart && ++documents > 1)
                {
                    // The first one is whole, and is judged.
                    Report(Descriptors.SeveralDocuments, AtLeastOneCharacter(last));
                    return true;
                }

                if (!Take(parser.Current!, last))
                {
                    // Nobody types such a file: nothing of it is kept.
                    _llm = null;
                    return false;
                }
            }

            return true;
        }
        catch (YamlException exception)
        {
            ReportMalformed(exception, last);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The parser throws InvalidOperationException and others for some malformed files, most often for this one.
            if (_open.FirstOrDefault(static node => node.IsFlow) is { } bracket)
            {
                Report(Descriptors.MalformedYaml, new TextSpan(bracket.Start, 1), YamlProblem.OpenBracket);
            }
            else
            {
                Report(Descriptors.MalformedYaml, AtLeastOneCharacter(new TextSpan(last.End, 0)), YamlProblem.Unknown);
            }
        }

        CloseAll();
        return false;
    }

    /// <summary>What was read of a broken file is kept, so that its profiles stay in the generated code while one types.</summary>
    private void CloseAll()
    {
        while (_open.Count > 0)
        {
            Close(_open.Peek().Node.Span.End);
        }
    }

    /// <summary>False: nothing after this event is read.</summary>
    private bool Take(ParsingEvent e, TextSpan span)
    {
        switch (e)
        {
            case MappingEnd or SequenceEnd:
                Close(_open.Peek().IsFlow ? Math.Min(span.Start + 1, _text.Length) : span.Start);
                return true;
            case NodeEvent or AnchorAlias:
                return TakeNode(e, span);
            default:
                return true;
        }
    }

    private bool TakeNode(ParsingEvent e, TextSpan span)
    {
        if (++_nodes > MaxNodes)
        {
            Report(Descriptors.TooManyNodes, AtLeastOneCharacter(span), Count(MaxNodes));
            return false;
        }

        if (_open.Count == MaxDepth && e is (MappingStart or SequenceStart))
        {
            Report(Descriptors.NestedTooDeep, AtLeastOneCharacter(span), Count(MaxDepth));
            return false;
        }

        if (e is Scalar scalar && SecretShape.HoldsKey(scalar.Value))
        {
            // In sections that are not ours too: the whole file is committed, and given to the compiler.
            Report(Descriptors.LiteralSecret, FirstLine(span), "The file", ValueRules.Secret.Message);
        }

        var parent = _open.Count > 0 ? _open.Peek() : null;
        if (parent is null)
        {
            TakeRoot(e, span);
        }
        else if (parent is { IsMapping: true, HasKey: false })
        {
            TakeKey(parent, e, span);
        }
        else
        {
            TakeValue(parent, e, span);
        }

        return true;
    }

    private void TakeRoot(ParsingEvent e, TextSpan span)
    {
        if (e is MappingStart mapping)
        {
            _open.Push(new OpenNode(new ConfigSection(RootPath, span), mapping.Style == MappingStyle.Flow, isIgnored: false));
            return;
        }

        if (e is not Scalar { Value: "" })
        {
            Report(Descriptors.RootIsNotASection, AtLeastOneCharacter(span), e is SequenceStart ? "a list" : "text");
        }

        if (e is SequenceStart sequence)
        {
            _open.Push(new OpenNode(new ConfigList(span), sequence.Style == SequenceStyle.Flow, isIgnored: true));
        }
    }

    private void TakeKey(OpenNode parent, ParsingEvent e, TextSpan span)
    {
        parent.HasKey = true;
        parent.Key = null;
        if (e is Scalar scalar)
        {
            if (!parent.IsIgnored)
            {
                TakeTextKey(parent, scalar, span);
            }

            return;
        }

        // At the top it can only be somebody else's section.
        if (!parent.IsIgnored && _open.Count > 1)
        {
            ReportKeyShape(e, span);
            ((ConfigSection)parent.Node).HasOddKey = true;
        }

        parent.IsKeyOpen = OpenIgnored(e, span);
    }

    private void TakeTextKey(OpenNode parent, Scalar scalar, TextSpan span)
    {
        var key = new ConfigScalar(scalar.Value, scalar.Style == ScalarStyle.Plain, span);
        if (_open.Count == 1 && key.Text != "llm")
        {
            _foreignKeys.Add((key.Text, key.Span));
            return;
        }

        ReportProperties(scalar, span);
        if (key is { Text: "<<", IsPlain: true })
        {
            Report(Descriptors.MergeKey, span);
            ((ConfigSection)parent.Node).HasOddKey = true;
        }
        else if (!parent.TryUse(key, out var first))
        {
            var line = _text.Lines.GetLineFromPosition(first.Span.Start).LineNumber + 1;
            Report(Descriptors.DuplicateKey, AtLeastOneCharacter(span), SecretShape.Quote(key.Text), ((ConfigSection)parent.Node).Path, Count(line));
        }
        else
        {
            parent.Key = key;
        }
    }

    private void TakeValue(OpenNode parent, ParsingEvent e, TextSpan span)
    {
        var isWanted = !parent.IsIgnored && (!parent.IsMapping || parent.Key is not null);
        if (!isWanted)
        {
            if (!OpenIgnored(e, span))
            {
                parent.ValueEnded(span.End);
            }

            return;
        }

        if (e is AnchorAlias alias)
        {
            Report(Descriptors.Alias, span, SecretShape.Quote("*" + alias.Value.Value));
            parent.Drop();
            parent.ValueEnded(span.End);
            return;
        }

        var node = (NodeEvent)e;
        ReportProperties(node, span);
        var value = Create(parent, node, span);
        parent.Add(value);
        if (_open.Count == 1)
        {
            _llm = new ConfigEntry(parent.Key!, value);
        }

        if (value is ConfigScalar)
        {
            parent.ValueEnded(span.End);
        }
        else
        {
            _open.Push(new OpenNode(value, IsFlow(e), isIgnored: false));
        }
    }

    private static ConfigNode Create(OpenNode parent, NodeEvent node, TextSpan span) => node switch
    {
        Scalar scalar => new ConfigScalar(scalar.Value, scalar.Style == ScalarStyle.Plain, span),
        SequenceStart => new ConfigList(span),
        _ => new ConfigSection(parent.PathOf(RootPath), span),
    };

    /// <summary>Opens a node of which nothing is kept. False: it is a single event, over already.</summary>
    private bool OpenIgnored(ParsingEvent e, TextSpan span)
    {
        if (e is not (MappingStart or SequenceStart))
        {
            return false;
        }

        ConfigNode node = e is MappingStart ? new ConfigSection("", span) : new ConfigList(span);
        _open.Push(new OpenNode(node, IsFlow(e), isIgnored: true));
        return true;
    }

    private void Close(int position)
    {
        var end = _open.Pop().End(position);
        if (_open.Count > 0)
        {
            _open.Peek().ValueEnded(end);
        }
    }
}
