using Goshi.Generators.Text;

namespace Goshi.PriceChecks;

/// <summary>Every figure names a source, and every source is described.</summary>
internal static class SourceCheck
{
    /// <summary>The names in the table's list of sources.</summary>
    public static HashSet<string> Known(JsonNode table, ProblemList problems)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in table.List("sources"))
        {
            if (!names.Add(source.Text("name")!))
            {
                problems.Add(source, $"The source '{source.Text("name")}' is described twice");
            }

            if (string.IsNullOrWhiteSpace(source.Text("what")))
            {
                problems.Add(source, $"The source '{source.Text("name")}' needs 'what': where it is found");
            }
        }

        return names;
    }

    /// <summary>Checks one model.</summary>
    public static void Check(JsonNode model, HashSet<string> known, ProblemList problems)
    {
        var sources = model.List("sources");
        if (sources.Length == 0)
        {
            problems.Add(model.Get("id")!, $"The model '{model.Text("id")}' names no source");
        }

        foreach (var source in sources.Where(source => !known.Contains(source.Text)))
        {
            problems.Add(source, $"The source '{source.Text}' is not in the table's list of sources");
        }
    }
}
