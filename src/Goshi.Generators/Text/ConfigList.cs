using System.Collections.Generic;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Text;

/// <summary>Values in order.</summary>
/// <param name="span">Where it stands.</param>
internal sealed class ConfigList(TextSpan span) : ConfigNode(span)
{
    /// <summary>The items in the order of the file.</summary>
    public List<ConfigNode> Items { get; } = [];

    /// <inheritdoc/>
    public override string Noun => "a list";
}
