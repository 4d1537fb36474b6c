namespace Goshi.Runtime.Tests.Faults;

/// <summary>The table in docs/reliability.md: between its marks, one row per fault.</summary>
internal static class FaultTable
{
    private const string Begin = "<!-- fault table: written by the tests -->";
    private const string End = "<!-- end of fault table -->";
    private const string Head = "| fault | OpenAI, whole | OpenAI, streamed | Ollama, whole | Ollama, streamed |\n|---|---|---|---|---|\n";

    public static string File { get; } = Path.Combine(RepositoryRoot(), "docs", "reliability.md");

    public static bool Updates { get; } = Environment.GetEnvironmentVariable("GOSHI_UPDATE") == "1";

    public static string RowOf(Fault fault, IEnumerable<string> cells) => $"| {fault.Name} | {string.Join(" | ", cells)} |";

    /// <summary>The rows that stand in the file.</summary>
    public static string[] Rows()
    {
        var (_, table, _) = Split();
        return [.. table.Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];
    }

    public static void Write(IEnumerable<string> rows)
    {
        var (before, _, after) = Split();
        System.IO.File.WriteAllText(File, $"{before}{Begin}\n{Head}{string.Join('\n', rows)}\n{End}{after}");
    }

    private static (string Before, string Table, string After) Split()
    {
        var text = System.IO.File.ReadAllText(File).ReplaceLineEndings("\n");
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, "docs/reliability.md has lost the marks of its fault table.");
        return (text[..begin], text[(begin + Begin.Length)..end], text[(end + End.Length)..]);
    }

    private static string RepositoryRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(directory, "Goshi.Toolkit.sln")))
        {
            directory = Path.GetDirectoryName(directory)!;
        }

        return directory;
    }
}
