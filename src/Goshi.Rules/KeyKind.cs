namespace Goshi.Configuration.Rules;

/// <summary>What a goshi.yaml key holds, and so how its text is read.</summary>
internal enum KeyKind
{
    /// <summary>Free text.</summary>
    Text,

    /// <summary>One of <see cref="KeyRule.Allowed"/>.</summary>
    Choice,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>US dollars, a decimal number.</summary>
    Money,

    /// <summary>Seconds, or a number with one of the units ms, s, m, h.</summary>
    Time,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A list of texts; at run time also one text with commas.</summary>
    TextList,

    /// <summary>An absolute http or https address.</summary>
    Url,

    /// <summary>The name of an environment variable.</summary>
    VariableName,

    /// <summary>The id of a model.</summary>
    Model,

    /// <summary>The name of a provider.</summary>
    Provider,

    /// <summary>A path, relative to the file that holds it.</summary>
    Path,

    /// <summary>A number of seconds, or a duration as Go writes it; negative: for ever.</summary>
    KeepAlive,
}
