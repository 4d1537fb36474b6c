namespace Goshi.PriceChecks;

/// <summary>Where the price table of the package lies.</summary>
internal static class PackagedTable
{
    /// <summary>Its place in the repository.</summary>
    public static string RelativePath { get; } = Path.Combine("pricing", "models.json");

    /// <summary>Looks for it in a folder and the folders around it.</summary>
    /// <returns>Its path, or null.</returns>
    public static string? Find(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            var path = Path.Combine(current.FullName, RelativePath);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
