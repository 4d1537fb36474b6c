namespace Goshi.Generators.Model;

/// <summary>One written key whose value is valid.</summary>
/// <param name="Key">The key in snake case, as in the rule table.</param>
/// <param name="Value">The value.</param>
internal sealed record Setting(string Key, SettingValue Value);
