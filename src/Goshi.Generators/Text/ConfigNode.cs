using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Text;

/// <summary>A value of goshi.yaml and where it stands: a <see cref="ConfigScalar"/>, <see cref="ConfigSection"/> or <see cref="ConfigList"/>.</summary>
/// <remarks>Nodes live from reading to binding and never enter the model.</remarks>
internal abstract class ConfigNode(TextSpan span)
{
    /// <summary>The characters of the value.</summary>
    public TextSpan Span { get; internal set; } = span;

    /// <summary>What a person calls it: text, a list, a section.</summary>
    public abstract string Noun { get; }
}
