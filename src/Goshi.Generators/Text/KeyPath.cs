using Goshi.Configuration.Rules;

namespace Goshi.Generators.Text;

/// <summary>Full names of keys, as messages give them.</summary>
internal static class KeyPath
{
    /// <summary>The name of a key in a section: <c>llm.openai</c> and <c>model</c>; never a secret that stands in a key's place.</summary>
    public static string Append(string section, string key) => section + "." + Show(key);

    /// <summary>A key as a message may show it.</summary>
    public static string Show(string key)
    {
        var quoted = SecretShape.Quote(key);
        return quoted == "'" + key + "'" && key.Length > 0 ? key : "...";
    }
}
