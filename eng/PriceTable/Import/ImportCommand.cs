using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Goshi.PriceChecks.Import;

/// <summary><c>import FILE --source NAME [--from DAY] [--table FILE] [--write] [--allow-jumps]</c></summary>
internal static partial class ImportCommand
{
    /// <summary>How it is called.</summary>
    public const string Usage =
        "dotnet run --project eng/PriceTable -- import <price file> --source <name> [--from yyyy-MM-dd] [--table <models.json>] [--write] [--allow-jumps]";

    /// <summary>Runs the command.</summary>
    /// <returns>0: done. 1: refused, and nothing was written. 2: called wrongly.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter errors)
    {
        if (Options(args) is not { } options)
        {
            errors.WriteLine("Usage: " + Usage);
            return 2;
        }

        var before = File.ReadAllText(options.Table);
        ImportReport report;
        try
        {
            report = PriceImport.Run(before, PriceFile.Read(File.ReadAllText(options.File), options.From), options.Source, options.From);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or KeyNotFoundException or InvalidOperationException)
        {
            errors.WriteLine($"{options.File} cannot be read as a price file: {exception.Message}");
            return 1;
        }

        output.WriteLine($"{report.Compared} models of the table are in the file; {report.Changes.Select(static change => change.Model).Distinct().Count()} differ.");
        if (report.Changes.Count > 0)
        {
            output.WriteLine(report.Table());
        }

        foreach (var (model, reason) in report.ByHand)
        {
            output.WriteLine($"{model} differs and is left to be done by hand: {reason}");
        }

        if (report.IsSuspicious && !options.AllowJumps)
        {
            errors.WriteLine($"Refused: a rate moves by more than {PriceChange.LargestPercent} percent, to 0 or from 0. Check it at the provider, then pass --allow-jumps.");
            return 1;
        }

        return Write(options, report, output, errors);
    }

    private static int Write(ImportOptions options, ImportReport report, TextWriter output, TextWriter errors)
    {
        var check = PriceTableCheck.Run(report.Text);
        foreach (var problem in check.Problems)
        {
            errors.WriteLine($"The new table fails its check at line {problem.Line}: {problem.Message}");
        }

        if (check.Problems.Count > 0)
        {
            return 1;
        }

        if (!options.Write)
        {
            output.WriteLine("Nothing was written; pass --write to add the new prices.");
        }
        else if (report.Changes.Count > 0)
        {
            File.WriteAllText(options.Table, report.Text);
            output.WriteLine($"{options.Table}: {check.Summary}");
        }

        return 0;
    }

    private static ImportOptions? Options(IReadOnlyList<string> args)
    {
        string? file = null, source = null, table = PackagedTable.Find(Directory.GetCurrentDirectory());
        var from = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        bool write = false, allowJumps = false;
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--write":
                    write = true;
                    break;
                case "--allow-jumps":
                    allowJumps = true;
                    break;
                case "--source" or "--from" or "--table" when i + 1 < args.Count:
                    _ = args[i] switch { "--source" => source = args[i + 1], "--from" => from = args[i + 1], _ => table = args[i + 1] };
                    i++;
                    break;
                case var path when file is null && !path.StartsWith('-'):
                    file = path;
                    break;
                default:
                    return null;
            }
        }

        return File.Exists(file) && File.Exists(table) && source is not null && SourceName().IsMatch(source)
            && DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? new ImportOptions(file, source, from, table, write, allowJumps)
            : null;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9.@_-]*$")]
    private static partial Regex SourceName();

    private sealed record ImportOptions(string File, string Source, string From, string Table, bool Write, bool AllowJumps);
}
