using Goshi.Configuration.Rules;

namespace Goshi.Generators.Model;

/// <summary>A value in one canonical, culture-free form, so that two spellings of it are equal.</summary>
/// <param name="Kind">What the key holds.</param>
/// <param name="Text">
/// The value: a time in ticks or <c>none</c>; a number as C# writes a decimal, without suffix; a boolean as
/// <c>true</c> or <c>false</c>; any other text as it is; empty for a list.
/// </param>
/// <param name="Items">The items of a list; empty for any other kind.</param>
internal sealed record SettingValue(KeyKind Kind, string Text, EquatableArray<string> Items)
{
    /// <summary>Makes the value of a key that holds no list.</summary>
    public SettingValue(KeyKind kind, string text)
        : this(kind, text, [])
    {
    }
}
