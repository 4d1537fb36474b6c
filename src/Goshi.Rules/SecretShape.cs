using System;

namespace Goshi.Configuration.Rules;

/// <summary>Tells secrets from names, so that no message ever repeats one.</summary>
internal static class SecretShape
{
    private const int MaxQuotedLength = 60;
    private const int ShortestKey = 16;

    private static readonly char[] WordBreaks = [' ', '\t', '\r', '\n', '"', '\'', '`', ',', ';', '(', ')', '<', '>', '[', ']', '{', '}', '=', ':', '/'];

    // How long a piece without a separator may be before it counts as random. Words stay below it.
    private const int LongestWord = 24;

    // OpenAI, Anthropic and OpenRouter, Stripe-like, Groq, xAI, Google, Hugging Face, Replicate, Perplexity, Nvidia,
    // Cerebras, Fireworks, Tavily, GitHub, AWS, GitLab, Slack, tokens in JSON.
    private static readonly string[] Prefixes =
    [
        "sk-", "sk_", "pk-", "pk_", "gsk_", "xai-", "AIza", "hf_", "r8_", "pplx-", "nvapi-", "csk-", "fw_", "tvly-", "ghp_", "gho_", "ghs_",
        "github_pat_", "AKIA", "glpat-", "xoxb-", "xoxp-", "eyJ",
    ];

    /// <summary>Whether a text looks like a key, a token or a credential rather than a name.</summary>
    public static bool LooksLikeSecret(string text)
    {
        var trimmed = text.Trim();
        return trimmed.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            || trimmed.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            || HasKnownPrefix(trimmed)
            || HasUserInfo(trimmed)
            || HasRandomPiece(trimmed);
    }

    /// <summary>
    /// Whether any word of a free text is a key of a known provider. Stricter than <see cref="LooksLikeSecret"/>: a prompt may
    /// quote a hash, and the name of a model may look random.
    /// </summary>
    public static bool HoldsKey(string text)
    {
        foreach (var piece in text.Split(WordBreaks, StringSplitOptions.RemoveEmptyEntries))
        {
            if (piece.Length >= ShortestKey && HasKnownPrefix(piece) && HasDigit(piece))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a text can be the name of an environment variable: letters, digits and underscores.</summary>
    public static bool IsVariableName(string text)
    {
        if (text.Length == 0 || text[0] is >= '0' and <= '9')
        {
            return false;
        }

        foreach (var c in text)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A text in quotes for a message: shortened, on one line, and left out when it looks like a secret.</summary>
    public static string Quote(string text)
    {
        if (LooksLikeSecret(text))
        {
            return "a value that looks like a secret and is not shown";
        }

        var end = 0;
        while (end < text.Length && end < MaxQuotedLength && !char.IsControl(text[end]))
        {
            end++;
        }

        return end == text.Length ? "'" + text + "'" : "'" + text.Substring(0, end) + "...'";
    }

    private static bool HasKnownPrefix(string text)
    {
        foreach (var prefix in Prefixes)
        {
            // With its case: HF_TOKEN is the name of a variable, hf_... is a token.
            if (text.StartsWith(prefix, StringComparison.Ordinal) && text.Length >= prefix.Length + 8)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasDigit(string text)
    {
        foreach (var c in text)
        {
            if (c is >= '0' and <= '9')
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasUserInfo(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return false;
        }

        var end = text.IndexOfAny(['/', '?', '#'], scheme + 3);
        var at = text.IndexOf('@', scheme + 3);
        return at >= 0 && (end < 0 || at < end);
    }

    // Keys are lower or mixed case; a long name in capitals with a year at its end is the name of a variable.
    private static bool HasRandomPiece(string text)
    {
        int length = 0, digits = 0, small = 0;
        foreach (var c in text)
        {
            if (c is >= '0' and <= '9')
            {
                digits++;
                length++;
            }
            else if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'))
            {
                small += c >= 'a' ? 1 : 0;
                length++;
            }
            else
            {
                (length, digits, small) = (0, 0, 0);
            }

            if (length >= LongestWord && digits >= 4 && small >= 4)
            {
                return true;
            }
        }

        return false;
    }
}
