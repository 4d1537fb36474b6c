using Goshi.Generators.Binding;
using Goshi.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Tests.Binding;

/// <summary>Price tables for the tests of the binder.</summary>
internal static class PriceTables
{
    private static readonly Lazy<PriceTable> LazyPackaged = new(static () =>
    {
        var bound = Bind(PackagedText);
        Assert.Empty(bound.Diagnostics);
        return bound.Value;
    });

    /// <summary>The table that the package carries.</summary>
    public static PriceTable Packaged => LazyPackaged.Value;

    public static string PackagedText => File.ReadAllText(PackagedFile("models.json"));

    /// <summary>The path of a file of the repository's folder pricing.</summary>
    /// <remarks>Looked for around the test's own folder: CI maps the paths of source files away.</remarks>
    public static string PackagedFile(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "pricing", name)))
        {
            folder = folder.Parent ?? throw new FileNotFoundException("No folder around the test holds pricing/" + name);
        }

        return Path.Combine(folder.FullName, "pricing", name);
    }

    public static Bound<PriceTable> Bind(string json) =>
        PriceBinder.Bind("models.json", SourceText.From(json), CancellationToken.None);

    public static Bound<PriceTable> BindOver(PriceTable packaged, string json) =>
        PriceBinder.BindOver(packaged, "prices.json", SourceText.From(json), CancellationToken.None);

    /// <summary>A table around some models.</summary>
    public static string Around(string models) => $$"""{"version": 1, "as_of": "2026-11-22", "models": [{{models}}]}""";

    /// <summary>A chat model of provider acme around some prices.</summary>
    public static string Model(string prices, string id = "m") =>
        $$"""{"id": "{{id}}", "provider": "acme", "kind": "chat", "prices": [{{prices}}]}""";

    /// <summary>The record that prices an id, as the emitted lookup finds it.</summary>
    public static PriceRecord Find(PriceTable table, string id) =>
        table.Records.SingleOrDefault(record => record.Id == id || record.Aliases.Contains(id))
        ?? table.Records.Single(record => record.Prefixes.Any(prefix => id.StartsWith(prefix, StringComparison.Ordinal)));
}
