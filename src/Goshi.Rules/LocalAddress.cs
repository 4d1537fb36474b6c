using System;
using System.Globalization;

namespace Goshi.Configuration.Rules;

/// <summary>Ollama's address from the goshi application's two keys, <c>local.url</c> and <c>local.port</c>.</summary>
internal static class LocalAddress
{
    /// <summary>The url, with the port when the url has none of its own. A url that is none is returned as it is.</summary>
    public static string Compose(string url, int port)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || WrittenPort(url) is not null)
        {
            return url;
        }

        var (_, end) = Authority(url);
        return url.Substring(0, end) + ":" + port.ToString(CultureInfo.InvariantCulture) + url.Substring(end);
    }

    /// <summary>The port that stands in the url; null: none.</summary>
    public static int? WrittenPort(string url)
    {
        // Not Uri.Port: it gives 80 for http://host as well as for http://host:80.
        var (start, end) = Authority(url);
        var colon = url.LastIndexOf(':', Math.Max(start, end) - 1, Math.Max(start, end) - start);
        var text = colon < 0 ? "" : url.Substring(colon + 1, end - colon - 1);
        // The colons inside [::1] are followed by the bracket.
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
    }

    private static (int Start, int End) Authority(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : scheme + 3;
        var end = url.IndexOfAny(['/', '?', '#'], start);
        return (start, end < 0 ? url.Length : end);
    }
}
