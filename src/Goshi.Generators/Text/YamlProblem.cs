using System;

namespace Goshi.Generators.Text;

/// <summary>Says what a YAML parser's complaint means for the person who wrote the file.</summary>
internal static class YamlProblem
{
    /// <summary>A list or section in brackets without its end.</summary>
    public const string OpenBracket = "the bracket that is opened here is never closed";

    /// <summary>A key whose value follows its colon at once.</summary>
    public const string MissingSpace = "a space is missing after this ':'";

    /// <summary>A failure that the parser did not foresee.</summary>
    public const string Unknown = "the text here does not fit what stands before it; check indentation, quotes and brackets";

    private static readonly (string Part, string Meaning)[] Meanings =
    [
        ("found invalid mapping", "there is a second ':' in one value, or the indentation is wrong; put a value that holds ': ' in quotes"),
        ("invalid tab as indentation", "a tab cannot indent YAML"),
        ("tab character that violate", "a tab cannot indent YAML"),
        ("could not find expected ':'", "a ':' is missing after a key"),
        ("did not find expected key", "a key is expected here; check the indentation, and that every key ends with ':'"),
        ("did not find expected '-'", "a list item that begins with '-' is expected here; check the indentation"),
        ("expected ',' or ']'", "a ',' or the closing ']' of a list is missing"),
        ("expected ',' or '}'", "a ',' or the closing '}' of a section is missing"),
        ("unexpected end of stream", "a quote that is opened is never closed"),
        ("unexpected document indicator", "a quote that is opened is never closed"),
        ("wrong indentation", "a quote that is opened here is never closed, or its text goes on with too little indentation"),
        ("unknown escape character", "a backslash in double quotes begins an escape that does not exist; use single quotes"),
        ("hexadecimal number", "an escape in double quotes is not a hexadecimal number"),
        ("Unicode", "an escape in double quotes is not a character"),
        ("cannot start any token", "this character cannot begin a value; put the value in quotes"),
        ("anchor or alias", "'&' and '*' cannot begin a value; put the value in quotes"),
        ("more than one anchor", "'&' and '*' cannot begin a value; put the value in quotes"),
        ("a tag", "'!' cannot begin a value; put the value in quotes"),
        ("tag handle", "'!' cannot begin a value; put the value in quotes"),
        ("directive", "a line that begins with '%' is not understood"),
        ("incompatible YAML document", "the version of YAML is not supported"),
        ("block scalar", "the text after '|' or '>' is not indented as YAML asks"),
        ("comment", "a comment stands where none can stand"),
        ("did not find expected node content", "a value is missing here"),
        ("end of the stream", "the file ends too early"),
        ("document start", "a line that begins without a key, or a key longer than 1,024 characters, ends the document here"),
    ];

    /// <summary>The meaning of a complaint; never any of the file's text, which the complaint could quote.</summary>
    public static string Explain(string complaint)
    {
        foreach (var (part, meaning) in Meanings)
        {
            if (complaint.IndexOf(part, StringComparison.Ordinal) >= 0)
            {
                return meaning;
            }
        }

        return Unknown;
    }
}
