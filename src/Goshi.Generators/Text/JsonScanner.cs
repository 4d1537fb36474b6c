using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Text;

/// <summary>Reads strict JSON (RFC 8259) into nodes that know their place. Never throws on any text.</summary>
/// <remarks>
/// Why not a library: System.Text.Json is no part of netstandard2.0 and a second copy of it in a compiler's process is
/// asking for trouble, and a YAML parser takes broken JSON for good and costs ten times as much on a cold start.
/// Positions are offsets in UTF-16 units; <see cref="SourceText.Lines"/> turns them into lines and columns.
/// A lone surrogate, raw or escaped, is valid by the grammar and is kept as it is.
/// </remarks>
internal sealed class JsonScanner
{
    /// <summary>How deep values may nest; a price table needs seven levels.</summary>
    public const int MaxDepth = 32;

    /// <summary>The longest text that is read, in UTF-16 units.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private const char ByteOrderMark = '\uFEFF';

    private readonly string _text;
    private readonly CancellationToken _cancellationToken;
    private readonly JsonStringReader _strings;
    private int _position;
    private int _depth;
    private JsonError? _error;

    private JsonScanner(string text, CancellationToken cancellationToken)
    {
        _text = text;
        _cancellationToken = cancellationToken;
        _strings = new JsonStringReader(text);
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="System.OperationCanceledException">The build was cancelled.</exception>
    public static JsonDocument Scan(SourceText text, CancellationToken cancellationToken) =>
        text.Length > MaxLength ? TooLong(text.Length) : Scan(text.ToString(), cancellationToken);

    /// <summary>Reads a text.</summary>
    /// <exception cref="System.OperationCanceledException">The build was cancelled.</exception>
    public static JsonDocument Scan(string text, CancellationToken cancellationToken) =>
        text.Length > MaxLength ? TooLong(text.Length) : new JsonScanner(text, cancellationToken).ScanDocument();

    private static JsonDocument TooLong(int length)
    {
        var message = string.Format(
            CultureInfo.InvariantCulture, "{0} characters are more than the limit of {1}", length, MaxLength);
        return new JsonDocument(null, new JsonError(JsonErrorKind.TooLong, new TextSpan(0, 0), message));
    }

    private JsonDocument ScanDocument()
    {
        if (_text.Length > 0 && _text[0] == ByteOrderMark)
        {
            _position = 1;
        }

        var root = ScanValue();
        if (root is not null)
        {
            SkipWhiteSpace();
            if (_position < _text.Length)
            {
                root = Fail(JsonErrorKind.TrailingContent, _position, 1, "Nothing may follow the document's value");
            }
        }

        return new JsonDocument(root, _error);
    }

    private JsonNode? ScanValue()
    {
        SkipWhiteSpace();
        if (_position >= _text.Length)
        {
            return FailAtEnd("a value");
        }

        var c = _text[_position];
        return c switch
        {
            '{' => ScanObject(),
            '[' => ScanArray(),
            '"' => ScanString(),
            '-' or (>= '0' and <= '9') => ScanNumber(),
            (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => ScanWord(),
            _ => FailUnexpected("a value"),
        };
    }

    private JsonNode? ScanObject()
    {
        var start = _position;
        if (!Enter())
        {
            return null;
        }

        var members = new List<JsonMember>();
        var more = !Closes('}');
        while (more)
        {
            if (ScanMember() is not { } member)
            {
                return null;
            }

            members.Add(member);
            if (!Continues('}', out more))
            {
                return null;
            }
        }

        return Leave(JsonNode.Object(From(start), members));
    }

    private JsonMember? ScanMember()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        SkipWhiteSpace();
        if (_position >= _text.Length || _text[_position] != '"')
        {
            FailUnexpected("a property name in double quotes");
            return null;
        }

        if (ScanString() is not { } name)
        {
            return null;
        }

        SkipWhiteSpace();
        if (_position >= _text.Length || _text[_position] != ':')
        {
            FailUnexpected("':'");
            return null;
        }

        _position++;
        return ScanValue() is { } value ? new JsonMember(name.Text, name.Span, value) : null;
    }

    private JsonNode? ScanArray()
    {
        var start = _position;
        if (!Enter())
        {
            return null;
        }

        var items = new List<JsonNode>();
        var more = !Closes(']');
        while (more)
        {
            if (ScanValue() is not { } item)
            {
                return null;
            }

            items.Add(item);
            if (!Continues(']', out more))
            {
                return null;
            }
        }

        return Leave(JsonNode.List(From(start), items));
    }

    private JsonNode? ScanString()
    {
        var start = _position;
        if (_strings.Read(ref _position, out var text) is { } error)
        {
            _error = error;
            return null;
        }

        return JsonNode.Scalar(JsonKind.String, From(start), text);
    }

    private JsonNode? ScanNumber()
    {
        var start = _position;
        if (!JsonNumber.TrySkip(_text, ref _position))
        {
            return _position >= _text.Length
                ? FailAtEnd("a digit")
                : Fail(JsonErrorKind.MalformedNumber, start, _position - start + 1, "The number is malformed");
        }

        return JsonNode.Scalar(JsonKind.Number, From(start), _text.Substring(start, _position - start));
    }

    private JsonNode? ScanWord()
    {
        var start = _position;
        while (_position < _text.Length && _text[_position] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'))
        {
            _position++;
        }

        switch (_text.Substring(start, _position - start))
        {
            case "true":
                return JsonNode.Scalar(JsonKind.True, From(start));
            case "false":
                return JsonNode.Scalar(JsonKind.False, From(start));
            case "null":
                return JsonNode.Scalar(JsonKind.Null, From(start));
            default:
                return Fail(
                    JsonErrorKind.UnknownWord, start, _position - start, "Expected true, false, null or a quoted string");
        }
    }

    /// <summary>Steps over an opening bracket.</summary>
    private bool Enter()
    {
        if (++_depth > MaxDepth)
        {
            Fail(JsonErrorKind.TooDeep, _position, 1, "Values may not nest deeper than 32 levels");
            return false;
        }

        _position++;
        return true;
    }

    private JsonNode Leave(JsonNode node)
    {
        _depth--;
        return node;
    }

    /// <summary>Steps over a closing bracket that comes next.</summary>
    private bool Closes(char bracket)
    {
        SkipWhiteSpace();
        if (_position >= _text.Length || _text[_position] != bracket)
        {
            return false;
        }

        _position++;
        return true;
    }

    /// <summary>Steps over what follows an item: a comma, then there are more, or the closing bracket.</summary>
    private bool Continues(char bracket, out bool more)
    {
        more = false;
        if (Closes(bracket))
        {
            return true;
        }

        if (_position >= _text.Length || _text[_position] != ',')
        {
            FailUnexpected(bracket == '}' ? "',' or '}'" : "',' or ']'");
            return false;
        }

        var comma = _position++;
        if (Closes(bracket))
        {
            Fail(JsonErrorKind.TrailingComma, comma, 1, "No comma may follow the last item");
            return false;
        }

        return more = true;
    }

    private void SkipWhiteSpace()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\n' or '\r' or '\t')
        {
            _position++;
        }
    }

    private TextSpan From(int start) => TextSpan.FromBounds(start, _position);

    private JsonNode? FailUnexpected(string expected)
    {
        if (_position >= _text.Length)
        {
            return FailAtEnd(expected);
        }

        var message = "Expected " + expected + " but found " + JsonCharacter.Name(_text[_position]);
        return Fail(JsonErrorKind.UnexpectedCharacter, _position, 1, message);
    }

    private JsonNode? FailAtEnd(string expected) =>
        Fail(JsonErrorKind.UnexpectedEnd, _text.Length, 0, "The text ends where " + expected + " is expected");

    private JsonNode? Fail(JsonErrorKind kind, int start, int length, string message)
    {
        _error = new JsonError(kind, new TextSpan(start, length), message);
        return null;
    }
}
