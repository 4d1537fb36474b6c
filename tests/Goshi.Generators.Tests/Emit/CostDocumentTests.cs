using System.Globalization;
using System.Runtime.CompilerServices;

namespace Goshi.Generators.Tests.Emit;

/// <summary>The worked examples of docs/cost.md, computed by the calculators of the packaged table.</summary>
public class CostDocumentTests
{
    [Fact]
    public void Every_worked_example_is_what_the_generated_calculators_compute()
    {
        var examples = Examples();

        Assert.True(examples.Select(static example => example[0]).Distinct().Count() >= 10, "There should be examples of ten models.");
        foreach (var cells in examples)
        {
            var usage = new TokenUsage
            {
                InputTokens = Number(cells[3]), CachedInputTokens = Number(cells[4]), CacheWriteTokens = Number(cells[5]),
                AudioInputTokens = Number(cells[6]), OutputTokens = Number(cells[7]), AudioOutputTokens = Number(cells[8]),
            };
            var isPriced = PackagedCosts.TryCalculate(
                cells[0].Trim('`'), in usage, Enum.Parse<ServiceTier>(cells[1], ignoreCase: true),
                DateOnly.Parse(cells[2], CultureInfo.InvariantCulture), out var usd);

            Assert.True(isPriced, string.Join(" | ", cells));
            Assert.Equal((cells[0], decimal.Parse(cells[9], CultureInfo.InvariantCulture)), (cells[0], usd));
        }
    }

    private static string[][] Examples() =>
    [
        .. from line in File.ReadAllLines(DocumentPath())
           where line.StartsWith("| `", StringComparison.Ordinal)
           let cells = line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)
           where cells.Length == 11
           select cells,
    ];

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static string DocumentPath([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/cost.md");
}
