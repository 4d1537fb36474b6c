using System.Reflection;
using System.Xml.Linq;

namespace Goshi.EndToEnd.Tests;

/// <summary>Both packages, packed once into a folder of their own, with a package cache that is empty at first.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("goshi-e2e-").FullName;

    /// <summary>A version that no cache has seen.</summary>
    public string Version { get; } = $"0.1.0-e2e.{Guid.NewGuid():N}";

    public string Feed => Path.Combine(_root, "feed");

    private Dictionary<string, string?> Environment => new() { ["NUGET_PACKAGES"] = Path.Combine(_root, "cache") };

    internal static string Repository { get; } = typeof(PackedPackages).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "RepositoryRoot").Value!;

    public async Task InitializeAsync()
    {
        foreach (var project in (string[])["Goshi.Runtime", "Goshi.Generators"])
        {
            var (code, output) = await ProcessRunner.RunAsync(
                "dotnet", Path.Combine(Repository, "src", project), new Dictionary<string, string?>(),
                "pack", "--no-restore", "--configuration", "Release", "--output", Feed, $"-p:Version={Version}",
                $"-p:BaseOutputPath={Path.Combine(_root, "bin", project)}/");
            Assert.True(code == 0, output);
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A consumer in an empty folder, with this goshi.yaml.</summary>
    public async Task<ConsumerProject> CreateConsumerAsync(
        string goshiYaml, string? program = null, string rootNamespace = "Acme.Support", string fileName = "goshi.yaml", string framework = "net10.0")
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, Guid.NewGuid().ToString("N"))).FullName;
        var source = Path.Combine(AppContext.BaseDirectory, "Consumer");
        var project = await File.ReadAllTextAsync(Path.Combine(source, "Consumer.csproj.txt"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Consumer.csproj"),
            project.Replace("{version}", Version, StringComparison.Ordinal).Replace("{namespace}", rootNamespace, StringComparison.Ordinal).Replace("net10.0", framework, StringComparison.Ordinal));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Program.cs"), program ?? await File.ReadAllTextAsync(Path.Combine(source, "Program.cs.txt")));
        await File.WriteAllTextAsync(Path.Combine(folder, fileName), goshiYaml);

        // Nothing above the folder may reach in.
        await File.WriteAllTextAsync(Path.Combine(folder, "Directory.Build.props"), "<Project />");
        await File.WriteAllTextAsync(Path.Combine(folder, "Directory.Packages.props"), "<Project />");
        await WriteNuGetConfigAsync(folder);
        return new ConsumerProject(folder, Environment);
    }

    public static string SampleYaml() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Consumer", "goshi.yaml"));

    // Our packages come from the folder alone, all others from wherever this machine gets its packages.
    private async Task WriteNuGetConfigAsync(string folder)
    {
        var (_, listing) = await ProcessRunner.RunAsync(
            "dotnet", Repository, new Dictionary<string, string?>(), "nuget", "list", "source", "--format", "Short");
        var others = listing.Split('\n')
            .Where(static line => line.StartsWith("E ", StringComparison.Ordinal))
            .Select(static (line, index) => (Key: $"source{index}", Value: line[2..].Trim()))
            .ToArray();
        var config = new XElement(
            "configuration",
            new XElement(
                "packageSources",
                new XElement("clear"),
                Add("goshi", Feed),
                others.Select(static source => Add(source.Key, source.Value))),
            new XElement("fallbackPackageFolders", new XElement("clear")),
            new XElement(
                "packageSourceMapping",
                new XElement("clear"),
                Mapping("goshi", "Goshi.*"),
                others.Select(static source => Mapping(source.Key, "*"))));
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), config.ToString());

        static XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));

        static XElement Mapping(string key, string pattern) =>
            new("packageSource", new XAttribute("key", key), new XElement("package", new XAttribute("pattern", pattern)));
    }
}
