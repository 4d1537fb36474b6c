using System.Text.RegularExpressions;

namespace Goshi.EndToEnd.Tests;

/// <summary>The code that README.md shows, so that what it shows is compiled.</summary>
internal static partial class Readme
{
    public static string Text { get; } = File.ReadAllText(Path.Combine(PackedPackages.Repository, "README.md")).ReplaceLineEndings("\n");

    /// <summary>The first block of a language, without the indentation of the list that it stands in.</summary>
    public static string Block(string language) => Blocks(language).First();

    /// <summary>All C# of the README as one program: the parts build on one another.</summary>
    public static string Program()
    {
        var lines = Blocks("csharp").SelectMany(static block => block.Split('\n')).ToArray();
        var usings = lines.Where(IsUsingDirective).Distinct();
        return string.Join('\n', usings.Concat(lines.Where(static line => !IsUsingDirective(line))));
    }

    private static bool IsUsingDirective(string line) => Directive().IsMatch(line);

    private static IEnumerable<string> Blocks(string language) =>
        Fence().Matches(Text)
            .Where(match => match.Groups["language"].Value == language)
            .Select(static match => string.Join(
                '\n',
                match.Groups["code"].Value.Split('\n').Select(line => line.StartsWith(match.Groups["indent"].Value, StringComparison.Ordinal)
                    ? line[match.Groups["indent"].Length..] : line)));

    [GeneratedRegex(@"^(?<indent> *)```(?<language>\w+)\n(?<code>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^using [\w.]+;$")]
    private static partial Regex Directive();
}
