using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Goshi.Benchmarks.Figures;

namespace Goshi.Benchmarks.Compiler;

/// <summary>The SDK's own compiler over an empty program, each time in a process of its own, with the generator and without.</summary>
internal static class FreshCompiler
{
    private const int Pairs = 9;
    private const string Generator = "Goshi.Generators.GoshiGenerator";

    public static Figure[] Measure()
    {
        var folder = Directory.CreateTempSubdirectory("goshi-compiler").FullName;
        try
        {
            var (plain, ours) = (WriteArguments(folder, "plain", isOurs: false), WriteArguments(folder, "ours", isOurs: true));
            var (plainTimes, ourTimes, generatorTimes) = (new List<double>(), new List<double>(), new List<double>());
            for (var pair = 0; pair <= Pairs; pair++)
            {
                var (plainTime, _) = Compile(plain);
                var (ourTime, report) = Compile(ours);
                if (pair > 0) // the first fills the disk's cache
                {
                    plainTimes.Add(plainTime);
                    ourTimes.Add(ourTime);
                    generatorTimes.Add(GeneratorTime(report));
                }
            }

            var without = Median(plainTimes);
            return
            [
                new("generator in a fresh compiler", Median(generatorTimes), 60, "ms"),
                new("compiler alone, an empty program", without, null, "ms"),
                new("compiler with the generator, to it", Median(ourTimes) / without, 1.05, ""),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string WriteArguments(string folder, string name, bool isOurs)
    {
        var here = AppContext.BaseDirectory;
        var framework = RuntimeEnvironment.GetRuntimeDirectory();
        File.WriteAllText(Path.Combine(folder, "Program.cs"), "System.Console.WriteLine();");
        File.Copy(Path.Combine(here, "large.yaml"), Path.Combine(folder, "goshi.yaml"), overwrite: true);
        File.WriteAllText(
            Path.Combine(folder, ".globalconfig"),
            $"is_global = true\nbuild_property.RootNamespace = Acme.App\n[{Path.Combine(here, "models.json").Replace('\\', '/')}]\nbuild_metadata.AdditionalFiles.GoshiKind = prices\n");
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => path.StartsWith(framework, StringComparison.Ordinal) || Path.GetFileName(path) is "Goshi.Runtime.dll" or "Polly.Core.dll" || Path.GetFileName(path).StartsWith("Microsoft.Extensions.", StringComparison.Ordinal));
        string[] generator =
        [
            $"/analyzer:\"{Path.Combine(here, "Goshi.Generators.dll")}\"",
            $"/analyzer:\"{Path.Combine(here, "Goshi.Generators.Yaml.dll")}\"",
            $"/additionalfile:\"{Path.Combine(folder, "goshi.yaml")}\"",
            $"/additionalfile:\"{Path.Combine(here, "models.json")}\"",
            $"/analyzerconfig:\"{Path.Combine(folder, ".globalconfig")}\"",
        ];
        var arguments = Path.Combine(folder, name + ".rsp");
        File.WriteAllLines(
            arguments,
            [
                "/noconfig", "/nostdlib+", "/nologo", "/langversion:latest", "/reportanalyzer", "/parallel+",
                $"/out:\"{Path.Combine(folder, name + ".dll")}\"",
                .. references.Select(static path => $"/reference:\"{path}\""),
                .. isOurs ? generator : [],
                $"\"{Path.Combine(folder, "Program.cs")}\"",
            ]);
        return arguments;
    }

    private static (double Milliseconds, string Report) Compile(string arguments)
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var compiler = Directory.GetFiles(Path.Combine(root, "sdk"), "csc.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(root, "dotnet"), ["exec", compiler, "@" + arguments]) { RedirectStandardOutput = true })!;
        var report = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return process.ExitCode == 0 ? (time, report) : throw new InvalidOperationException(report);
    }

    /// <summary>The compiler's own report: <c>0.060   99      Goshi.Generators.GoshiGenerator</c>.</summary>
    private static double GeneratorTime(string report) => 1000 * double.Parse(
        report.Split('\n').First(static line => line.TrimEnd().EndsWith(Generator, StringComparison.Ordinal)).Trim().Split(' ')[0],
        CultureInfo.InvariantCulture);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
