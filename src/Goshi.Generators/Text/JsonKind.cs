namespace Goshi.Generators.Text;

/// <summary>What a JSON value is.</summary>
internal enum JsonKind
{
    /// <summary>Members in braces.</summary>
    Object,

    /// <summary>Items in brackets.</summary>
    Array,

    /// <summary>Text in quotes.</summary>
    String,

    /// <summary>A number, kept as it was written.</summary>
    Number,

    /// <summary><c>true</c>.</summary>
    True,

    /// <summary><c>false</c>.</summary>
    False,

    /// <summary><c>null</c>.</summary>
    Null,
}
