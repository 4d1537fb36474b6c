using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Text;

/// <summary>Reads the strings of one JSON text.</summary>
internal sealed class JsonStringReader(string text)
{
    // Shared by all strings of the text; few have escapes.
    private readonly StringBuilder _unescaped = new();

    /// <summary>Reads a string.</summary>
    /// <param name="position">Its opening quote; afterwards the character after its closing quote.</param>
    /// <param name="value">The string with its escapes resolved.</param>
    /// <returns>What is wrong, or null.</returns>
    public JsonError? Read(ref int position, out string value)
    {
        value = "";
        var chunk = ++position;
        _unescaped.Clear();
        while (position < text.Length)
        {
            var c = text[position];
            if (c == '"')
            {
                value = Finish(chunk, position++);
                return null;
            }

            if (c < ' ')
            {
                return ControlCharacter(position);
            }

            if (c != '\\')
            {
                position++;
                continue;
            }

            _unescaped.Append(text, chunk, position - chunk);
            if (Unescape(ref position) is { } error)
            {
                return error;
            }

            chunk = position;
        }

        return EndsInside();
    }

    private string Finish(int chunk, int end) =>
        _unescaped.Length == 0
            ? text.Substring(chunk, end - chunk)
            : _unescaped.Append(text, chunk, end - chunk).ToString();

    private JsonError? Unescape(ref int position)
    {
        var backslash = position++;
        if (position >= text.Length)
        {
            return EndsInside();
        }

        var c = text[position++];
        switch (c)
        {
            case '"' or '\\' or '/':
                _unescaped.Append(c);
                return null;
            case 'b':
                _unescaped.Append('\b');
                return null;
            case 'f':
                _unescaped.Append('\f');
                return null;
            case 'n':
                _unescaped.Append('\n');
                return null;
            case 'r':
                _unescaped.Append('\r');
                return null;
            case 't':
                _unescaped.Append('\t');
                return null;
            case 'u':
                return UnescapeUnit(backslash, ref position);
            default:
                return MalformedEscape(backslash, position);
        }
    }

    /// <summary>Reads four hexadecimal digits: one UTF-16 unit, which may be half of a pair.</summary>
    private JsonError? UnescapeUnit(int backslash, ref int position)
    {
        var unit = 0;
        for (var i = 0; i < 4; i++)
        {
            if (position >= text.Length)
            {
                return EndsInside();
            }

            var digit = HexDigit(text[position]);
            if (digit < 0)
            {
                return MalformedEscape(backslash, position);
            }

            unit = (unit * 16) + digit;
            position++;
        }

        _unescaped.Append((char)unit);
        return null;
    }

    private static int HexDigit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };

    private JsonError ControlCharacter(int position) => new(
        JsonErrorKind.ControlCharacter,
        new TextSpan(position, 1),
        "A string may not contain " + JsonCharacter.Name(text[position]) + "; write it as an escape");

    private static JsonError MalformedEscape(int backslash, int end) => new(
        JsonErrorKind.MalformedEscape,
        TextSpan.FromBounds(backslash, end),
        @"Expected an escape: \"" \\ \/ \b \f \n \r \t or \u and four hexadecimal digits");

    private JsonError EndsInside() => new(
        JsonErrorKind.UnexpectedEnd, new TextSpan(text.Length, 0), "The text ends inside a string");
}
