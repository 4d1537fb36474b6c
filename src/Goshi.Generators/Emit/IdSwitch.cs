using System.Collections.Generic;
using System.Linq;

namespace Goshi.Generators.Emit;

/// <summary>
/// A look-up of ids as nested switches: by whichever character tells most of them apart, with one comparison at the end.
/// C#'s own switch over many strings hashes every character first, which would be most of the time that a price takes.
/// </summary>
internal static class IdSwitch
{
    /// <summary>The arms of <c>id.Length switch { ... }</c> that find an id exactly.</summary>
    /// <param name="results">By id, the expression of its arm.</param>
    public static string Exact(IReadOnlyDictionary<string, string> results) => Lines(
        from id in results.Keys
        group id by id.Length into ids
        orderby ids.Key
        select Arm(CSharp.Number(ids.Key), [.. ids], results, isExact: true));

    /// <summary>The arms of <c>id switch { ... }</c> that find the longest of the prefixes that an id starts with.</summary>
    /// <param name="results">By prefix, the expression of its arm.</param>
    public static string Prefixes(IReadOnlyDictionary<string, string> results) =>
        results.Count == 0 ? "" : Arm("_", [.. results.Keys], results, isExact: false);

    private static string Arm(string label, IReadOnlyList<string> keys, IReadOnlyDictionary<string, string> results, bool isExact)
    {
        if (keys.Count == 1 || MostTelling(keys) is not { } position)
        {
            return Lines(
                from key in keys
                orderby key.Length descending
                select $"{label} when {Comparison(key, isExact)} => {results[key]},");
        }

        var arms = Lines(
            from key in keys
            group key by key[position] into same
            orderby same.Key
            select Arm(CSharp.Literal(same.Key), [.. same], results, isExact));
        var index = CSharp.Number(position);
        return SourceWriter.Write($$"""
            {{label}}{{(isExact ? "" : $" when id.Length > {index}")}} => id[{{index}}] switch
            {
                {{arms}}
                _ => null,
            },
            """);
    }

    private static string Comparison(string key, bool isExact) => isExact
        ? $"id == {CSharp.Literal(key)}"
        : $"id.StartsWith({CSharp.Literal(key)}, global::System.StringComparison.Ordinal)";

    // Null: all are equal as far as the shortest goes, so one starts with another. Ids of one length never are.
    private static int? MostTelling(IReadOnlyList<string> keys)
    {
        var best = Enumerable.Range(0, keys.Min(static key => key.Length))
            .Select(position => (Position: position, Kinds: keys.Select(key => key[position]).Distinct().Count()))
            .OrderByDescending(static candidate => candidate.Kinds)
            .FirstOrDefault();
        return best.Kinds > 1 ? best.Position : null;
    }

    private static string Lines(IEnumerable<string> lines) => string.Join("\n", lines);
}
