using Goshi.PriceChecks;
using Goshi.PriceChecks.Import;

if (args is ["import", .. var rest])
{
    return ImportCommand.Run(rest, Console.Out, Console.Error);
}

if (args is not (["check"] or ["check", _]))
{
    Console.Error.WriteLine("Usage: dotnet run --project eng/PriceTable -- check [path to models.json]");
    Console.Error.WriteLine("       " + ImportCommand.Usage);
    return 2;
}

var path = args.Length == 2 ? args[1] : PackagedTable.Find(Directory.GetCurrentDirectory());
if (path is null || !File.Exists(path))
{
    Console.Error.WriteLine($"There is no {path ?? PackagedTable.RelativePath}; run this inside the repository or name the file.");
    return 2;
}

var report = PriceTableCheck.Run(File.ReadAllText(path));
foreach (var problem in report.Problems)
{
    Console.Error.WriteLine($"{path}({problem.Line},{problem.Column}): error: {problem.Message}");
}

if (report.Problems.Count > 0)
{
    Console.Error.WriteLine($"{report.Problems.Count} problem(s).");
    return 1;
}

Console.WriteLine($"{path}: {report.Summary}");
return 0;
