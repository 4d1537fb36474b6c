using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Text;

/// <summary>One member of a JSON object.</summary>
internal sealed class JsonMember(string name, TextSpan nameSpan, JsonNode value)
{
    /// <summary>Its name with escapes resolved.</summary>
    public string Name { get; } = name;

    /// <summary>The characters of the name, quotes included.</summary>
    public TextSpan NameSpan { get; } = nameSpan;

    /// <summary>Its value.</summary>
    public JsonNode Value { get; } = value;
}
