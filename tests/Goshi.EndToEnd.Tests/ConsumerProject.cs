using System.Text.RegularExpressions;

namespace Goshi.EndToEnd.Tests;

/// <summary>A project of somebody who uses the packages.</summary>
public sealed partial class ConsumerProject(string folder, IReadOnlyDictionary<string, string?> environment)
{
    /// <summary>Writes one of its files.</summary>
    public Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text);

    /// <summary>Builds it; the distinct error and warning lines, without the project's name.</summary>
    public async Task<(int ExitCode, IReadOnlyList<string> Diagnostics, string Output)> BuildAsync()
    {
        var (code, output) = await ProcessRunner.RunAsync("dotnet", folder, environment, "build", "--nologo");
        var lines = output.Split('\n')
            .Select(static line => line.Trim())
            .Where(static line => Diagnostic().IsMatch(line))
            .Select(line => Project().Replace(line, "").Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))
            .Distinct()
            .ToArray();
        return (code, lines, output);
    }

    /// <summary>Runs what was built; its lines of <c>name: value</c>.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyDictionary<string, string?> variables) =>
        await ProcessRunner.RunAsync(
            "dotnet", folder, environment.Concat(variables).ToDictionary(), "run", "--no-build");

    [GeneratedRegex(@": (error|warning) [A-Z]+\d+:")]
    private static partial Regex Diagnostic();

    [GeneratedRegex(@" \[[^\]]+\]$")]
    private static partial Regex Project();
}
