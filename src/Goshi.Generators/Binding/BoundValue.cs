using Goshi.Configuration.Rules;
using Goshi.Generators.Model;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Binding;

/// <summary>A key whose value is valid by itself.</summary>
/// <param name="Rule">The key's rule.</param>
/// <param name="Path">The key's full name in messages: <c>llm.openai.max_retries</c>.</param>
/// <param name="Value">The value, of the type that the rule's kind has.</param>
/// <param name="Node">Where the value stands.</param>
/// <param name="Items">The items that bound, when it is a list.</param>
internal sealed record BoundValue(KeyRule Rule, string Path, object Value, ConfigNode Node, ConfigScalar[] Items)
{
    /// <summary>Where the value stands.</summary>
    public TextSpan Span => Node.Span;

    /// <summary>The value without its place.</summary>
    public Setting ToSetting() => Rule.Kind == KeyKind.TextList
        ? new Setting(Rule.Name, new SettingValue(Rule.Kind, "", ((string[])Value).ToEquatableArray()))
        : new Setting(Rule.Name, new SettingValue(Rule.Kind, ValueReader.Canonical(Value)));
}
