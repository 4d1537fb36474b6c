namespace Goshi.Generators.Text;

/// <summary>Why a text is not the JSON that is read here.</summary>
internal enum JsonErrorKind
{
    /// <summary>A character that cannot stand there.</summary>
    UnexpectedCharacter,

    /// <summary>The text ends inside a value.</summary>
    UnexpectedEnd,

    /// <summary>A comma before a closing bracket.</summary>
    TrailingComma,

    /// <summary>A word other than true, false and null.</summary>
    UnknownWord,

    /// <summary>A number that JSON does not allow, such as <c>01</c>, <c>.5</c> or <c>1.</c>.</summary>
    MalformedNumber,

    /// <summary>A backslash that begins no escape.</summary>
    MalformedEscape,

    /// <summary>A control character, such as a line break, inside a string.</summary>
    ControlCharacter,

    /// <summary>Something after the value that is the document.</summary>
    TrailingContent,

    /// <summary>Values nested deeper than <see cref="JsonScanner.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>A text longer than <see cref="JsonScanner.MaxLength"/>.</summary>
    TooLong,
}
