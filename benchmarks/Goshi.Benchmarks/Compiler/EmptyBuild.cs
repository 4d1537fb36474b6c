using System.Diagnostics;
using Goshi.Benchmarks.Figures;

namespace Goshi.Benchmarks.Compiler;

/// <summary>
/// <c>dotnet build --no-restore</c> of an empty console project: without our packages, with the runtime's, and with the
/// generator's and a goshi.yaml of one provider. The three take turns, and each is compared with the first of its round.
/// </summary>
internal static class EmptyBuild
{
    private const int Rounds = 9;
    private const int WarmUpRounds = 15; // for the compiler server, which optimises what it has run 30 times
    private const string Yaml = "llm:\n  provider: openai\n  model: gpt-5.4-mini\n";

    private static readonly string[] Packages = ["", "Goshi.Runtime", "Goshi.Generators"];

    public static Figure[] Measure()
    {
        var folder = Directory.CreateTempSubdirectory("goshi-build").FullName;
        var projects = Packages.Select(package => CreateProject(folder, package)).ToArray();
        try
        {
            return [.. Measure(projects, isShared: true, "compiler server"), .. Measure(projects, isShared: false, "fresh compiler")];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Figure[] Measure(string[] projects, bool isShared, string name)
    {
        var times = projects.Select(static _ => new List<double>()).ToArray();
        for (var round = -(isShared ? WarmUpRounds : 1); round < Rounds; round++)
        {
            for (var i = 0; i < projects.Length; i++)
            {
                File.SetLastWriteTimeUtc(Path.Combine(projects[i], "Program.cs"), DateTime.UtcNow);
                var start = Stopwatch.GetTimestamp();
                Dotnet(projects[i], "build", "--no-restore", $"-p:UseSharedCompilation={isShared}");
                if (round >= 0)
                {
                    times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        return
        [
            new($"{name}: an empty build", Median(times[0]), null, "ms"),
            new($"{name}: with the runtime, to it", Median(times[1].Zip(times[0], static (with, without) => with / without)), null, ""),
            new($"{name}: with the generator, to it", Median(times[2].Zip(times[0], static (with, without) => with / without)), 1.05, ""),
            new($"{name}: with the generator, added", Median(times[2].Zip(times[0], static (with, without) => with - without)), null, "ms"),
        ];
    }

    private static string CreateProject(string folder, string package)
    {
        const string version = "0.0.0-measured";
        var feed = Path.Combine(folder, "feed");
        if (package.Length > 0)
        {
            Dotnet(Path.Combine(Repository(), "src", package), "pack", "-c", "Release", "-o", feed, $"-p:Version={version}", $"-p:BaseOutputPath={Path.Combine(folder, "bin", package)}/");
        }

        var project = Directory.CreateDirectory(Path.Combine(folder, package.Length > 0 ? package : "Empty")).FullName;
        Write("Empty.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <RestoreAdditionalProjectSources>{feed}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{Path.Combine(folder, "packages")}</RestorePackagesPath>
              </PropertyGroup>
              {(package.Length > 0 ? $"<ItemGroup><PackageReference Include=\"{package}\" Version=\"{version}\" /></ItemGroup>" : "")}
            </Project>
            """);
        Write("Program.cs", "Console.WriteLine(\"Hello, World!\");\n");
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        if (package == "Goshi.Generators")
        {
            Write("goshi.yaml", Yaml);
        }

        Dotnet(project, "restore");
        return project;

        void Write(string name, string text) => File.WriteAllText(Path.Combine(project, name), text);
    }

    private static void Dotnet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };

        // A machine that builds one thing only may have the server turned off for all.
        start.Environment.Remove("UseSharedCompilation");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(output);
        }
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Goshi.Toolkit.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run it from the repository.");
        }

        return folder;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
