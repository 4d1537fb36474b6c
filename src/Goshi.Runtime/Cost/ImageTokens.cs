namespace Goshi.Cost;

/// <summary>The most prompt tokens that one image can be, by model.</summary>
internal static class ImageTokens
{
    /// <summary>For a model whose maximum no source gives.</summary>
    public const int Unsourced = 4_000;

    /// <summary>At <c>detail: original</c> an image is cut into up to 10,000 patches (openai/codex, pull request 19865).</summary>
    public const int AtOriginalDetail = 10_000;

    // OpenAI's image guide. Tiles: a base plus up to 8 tiles of 512 pixels (2,048 x 768). Patches: up to 1,536 of 32 pixels
    // times a factor. The longest prefix that fits counts.
    private static readonly (string Prefix, int Tokens)[] Maxima =
    [
        ("gpt-4o-mini", 2_833 + (8 * 5_667)),
        ("gpt-4.1-mini", 2_489),
        ("gpt-4.1-nano", 3_779),
        ("o4-mini", 2_642),
        ("gpt-4o", 85 + (8 * 170)),
        ("gpt-4.1", 1_536),
        ("gpt-4-turbo", 85 + (8 * 170)),
        ("o1", 75 + (8 * 150)),
        ("o3", 75 + (8 * 150)),
    ];

    /// <summary>The maximum for a model.</summary>
    /// <param name="model">The model's id; null: unknown.</param>
    /// <param name="isOriginalDetail">Whether the image is sent at its full size.</param>
    public static int Maximum(string? model, bool isOriginalDetail)
    {
        var most = BaseModel(model) is { } id ? ForModel(id) : Unsourced;
        return isOriginalDetail ? Math.Max(most, AtOriginalDetail) : most;
    }

    private static int ForModel(string id)
    {
        foreach (var (prefix, tokens) in Maxima)
        {
            // o1 must not stand for o10, nor gpt-4o for a later family: a prefix ends where the id does or at a hyphen.
            if (id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (id.Length == prefix.Length || id[prefix.Length] == '-'))
            {
                return tokens;
            }
        }

        return Unsourced;
    }

    // ft:gpt-4o-mini-2024-07-18:team::id
    private static string? BaseModel(string? model) =>
        model is not null && model.StartsWith("ft:", StringComparison.OrdinalIgnoreCase) ? model[3..].Split(':')[0] : model;
}
