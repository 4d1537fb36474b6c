using System.Globalization;

namespace Goshi.Generators.Text;

/// <summary>Words for a character in an error message.</summary>
internal static class JsonCharacter
{
    /// <summary>The character in quotes if it shows, else its code point.</summary>
    public static string Name(char c) =>
        c is > ' ' and <= '~' ? "'" + c + "'" : "U+" + ((int)c).ToString("X4", CultureInfo.InvariantCulture);
}
