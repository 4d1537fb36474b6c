using System.Globalization;
using Goshi.Generators.Text;

namespace Goshi.PriceChecks;

/// <summary>A model's limits and its retirement agree with themselves.</summary>
internal static class ModelCheck
{
    /// <summary>Checks one model.</summary>
    public static void Check(JsonNode model, string asOf, ProblemList problems)
    {
        CheckLimits(model, problems);
        if (model.Get("retirement") is { } retirement)
        {
            CheckRetirement(model, retirement, asOf, problems);
        }
    }

    private static void CheckLimits(JsonNode model, ProblemList problems)
    {
        if (Tokens(model, "context_window") is not { } window)
        {
            return;
        }

        foreach (var limit in new[] { "max_input_tokens", "max_output_tokens" })
        {
            if (Tokens(model, limit) > window)
            {
                problems.Add(model.Get(limit)!, $"'{limit}' of '{model.Text("id")}' is more than its context window of {window}");
            }
        }
    }

    // Dates in this form sort as text.
    private static void CheckRetirement(JsonNode model, JsonNode retirement, string asOf, ProblemList problems)
    {
        var date = retirement.Text("date")!;
        if (string.IsNullOrWhiteSpace(retirement.Text("source")))
        {
            problems.Add(retirement, $"The retirement of '{model.Text("id")}' names no source");
        }

        if (string.CompareOrdinal(retirement.Text("announced"), date) > 0)
        {
            problems.Add(retirement.Get("announced")!, $"'announced' comes after the retirement of '{model.Text("id")}' on {date}");
        }

        var isOver = string.CompareOrdinal(date, asOf) <= 0;
        if (isOver != (model.Text("status") == "retired"))
        {
            problems.Add(
                retirement.Get("date")!,
                $"'{model.Text("id")}' is '{model.Text("status")}', but its retirement on {date} is {(isOver ? "past" : "to come")} as of {asOf}");
        }
    }

    private static long? Tokens(JsonNode model, string name) =>
        model.Text(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
}
