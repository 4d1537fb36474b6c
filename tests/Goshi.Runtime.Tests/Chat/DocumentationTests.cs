using System.Text.RegularExpressions;

namespace Goshi.Runtime.Tests.Chat;

/// <summary>What docs/LLM_INTEGRATION.md and docs/troubleshooting.md show is true of the runtime.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public async Task The_circuit_of_the_guide_works_as_shown()
    {
        await using var host = await ChatHost.StartAsync();
        var chat = host.Chat;
        var output = new StringWriter();
        Action<string> write = output.WriteLine;

        // docs/LLM_INTEGRATION.md has these lines, with Console.WriteLine for write.
        var circuit = chat.Providers[0].Breaker;
        circuit.Changed += change => write($"{change.Provider}: {change.From} -> {change.To}");
        circuit.Isolate(); // no call is sent to this provider from here on; the fallback answers
        circuit.Reset();   // closed again, failures forgotten

        Assert.Equal("openai: Closed -> Isolated\nopenai: Isolated -> Closed\n", output.ToString().ReplaceLineEndings("\n"));
        var code = CodeBlock().Match(Read("docs/LLM_INTEGRATION.md")).Groups[1].Value;
        var here = Read("tests/Goshi.Runtime.Tests/Chat/DocumentationTests.cs");
        Assert.All(
            code.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Contains(line.Replace("Console.WriteLine", "write", StringComparison.Ordinal), here, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_error_type_has_its_entry()
    {
        var headings = Read("docs/troubleshooting.md").Split('\n').Where(static line => line.StartsWith("## ", StringComparison.Ordinal)).Select(static line => line[3..]).ToHashSet();
        var errors = typeof(GoshiException).Assembly.GetExportedTypes()
            .Where(static type => type.IsSubclassOf(typeof(GoshiException)) && !type.IsAbstract)
            .Select(static type => type.Name);

        Assert.Superset(errors.ToHashSet(), headings);
    }

    private static string Read(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Goshi.Toolkit.sln")))
        {
            folder = folder.Parent!;
        }

        return File.ReadAllText(Path.Combine(folder.FullName, path)).ReplaceLineEndings("\n");
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
