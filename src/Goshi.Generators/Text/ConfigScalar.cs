using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Text;

/// <summary>Text, still without a type: whether <c>yes</c> or <c>0x10</c> mean anything is for the rules to say.</summary>
/// <param name="text">The text, unquoted and unescaped.</param>
/// <param name="isPlain">Whether it is written without quotes.</param>
/// <param name="span">Where it stands, quotes included.</param>
internal sealed class ConfigScalar(string text, bool isPlain, TextSpan span) : ConfigNode(span)
{
    /// <summary>The text, unquoted and unescaped.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it is written without quotes.</summary>
    public bool IsPlain { get; } = isPlain;

    /// <summary>Whether it is YAML's null: nothing at all, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull => IsPlain && (Text is "" or "~" or "null" or "Null" or "NULL");

    /// <inheritdoc/>
    public override string Noun => IsNull ? "nothing" : "text";
}
