namespace Goshi.Generators.Text;

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
internal sealed record ConfigEntry(ConfigScalar Key, ConfigNode Value);
