using System.Collections.Frozen;
using Goshi.Configuration.Rules;

namespace Goshi.Configuration;

/// <summary>The defaults that the rule table states as plain values. Those that follow other keys are in <see cref="SectionTimes"/>.</summary>
internal static class SettingDefaults
{
    private static readonly FrozenDictionary<string, object> Values = Read();

    /// <summary>The default of a key.</summary>
    /// <exception cref="KeyNotFoundException">The table states none, or states it in words: a mistake of the caller.</exception>
    public static object Of(string key) => Values[key];

    private static FrozenDictionary<string, object> Read()
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var rule in KeyRules.All)
        {
            // A default in words ("not sent") is no value of its key; for texts words and values look alike, so none is read.
            if (rule.Kind is KeyKind.Integer or KeyKind.Number or KeyKind.Time or KeyKind.Boolean or KeyKind.Choice or KeyKind.Provider
                && !rule.Default.Contains(' ', StringComparison.Ordinal)
                && ValueReader.Read(rule, rule.Default).Value is { } value)
            {
                values[rule.Name] = value;
            }
        }

        return values.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
