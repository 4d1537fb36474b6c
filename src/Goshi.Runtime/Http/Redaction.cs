using System.Text.RegularExpressions;

namespace Goshi.Http;

/// <summary>Takes secrets out of what a server says: servers quote the key that they refuse.</summary>
internal static partial class Redaction
{
    private const string Mask = "[redacted]";

    /// <summary>The longest message that is passed on, in characters.</summary>
    public const int MaxLength = 500;

    public static string Clean(string text, IReadOnlyList<string>? secrets)
    {
        foreach (var secret in secrets ?? [])
        {
            if (secret.Length > 0)
            {
                text = text.Replace(secret, Mask, StringComparison.Ordinal);
            }
        }

        text = KeyLike().Replace(text, Mask);
        text = Blank().Replace(text, " ").Trim();
        return text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, Cut(text)), "…");
    }

    private static int Cut(string text) => char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;

    // Keys of the providers in use, whole or with their middle starred out, and anything after "Bearer".
    [GeneratedRegex(@"(?<![A-Za-z0-9])(?:sk|pk|rk|gsk|xai|nvapi|hf|key|AIza)[-_][A-Za-z0-9_\-.*]{6,}|AIza[A-Za-z0-9_\-]{20,}|(?<=\b[Bb]earer\s)[^\s""',;]+")]
    private static partial Regex KeyLike();

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Blank();
}
