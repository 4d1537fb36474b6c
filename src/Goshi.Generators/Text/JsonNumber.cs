namespace Goshi.Generators.Text;

/// <summary>The grammar of JSON's numbers.</summary>
internal static class JsonNumber
{
    /// <summary>Steps over a number: <c>-? (0 | 1-9 digits) (. digits)? (e sign? digits)?</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the number begins; afterwards its end, or the character that does not fit.</param>
    /// <returns>Whether it is a number and nothing that belongs to a number follows.</returns>
    public static bool TrySkip(string text, ref int position)
    {
        if (At(text, position) == '-')
        {
            position++;
        }

        return TrySkipInteger(text, ref position)
            && TrySkipFraction(text, ref position)
            && TrySkipExponent(text, ref position);
    }

    /// <summary>Whether the whole of a text is a JSON number.</summary>
    public static bool IsNumber(string text)
    {
        var position = 0;
        return TrySkip(text, ref position) && position == text.Length;
    }

    private static bool TrySkipInteger(string text, ref int position)
    {
        if (At(text, position) != '0')
        {
            return TrySkipDigits(text, ref position);
        }

        position++;
        return !IsDigit(At(text, position));
    }

    private static bool TrySkipFraction(string text, ref int position)
    {
        if (At(text, position) != '.')
        {
            return true;
        }

        position++;
        return TrySkipDigits(text, ref position);
    }

    private static bool TrySkipExponent(string text, ref int position)
    {
        if (At(text, position) is not ('e' or 'E'))
        {
            return true;
        }

        position++;
        if (At(text, position) is '+' or '-')
        {
            position++;
        }

        return TrySkipDigits(text, ref position);
    }

    private static bool TrySkipDigits(string text, ref int position)
    {
        var start = position;
        while (IsDigit(At(text, position)))
        {
            position++;
        }

        return position > start;
    }

    private static char At(string text, int position) => position < text.Length ? text[position] : '\0';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
