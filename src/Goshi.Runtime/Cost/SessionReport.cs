using System.Globalization;
using System.Text;

namespace Goshi.Cost;

/// <summary>A session's figures as a table of plain text.</summary>
internal static class SessionReport
{
    private static readonly string[] Header = ["provider/model", "requests", "input", "cached", "output", "USD"];

    public static string Write(SessionSnapshot session)
    {
        var text = new StringBuilder().Append(Title(session));
        if (session.Models.Count > 0)
        {
            string[][] rows = [Header, .. session.Models.Select(Row)];
            var widths = Enumerable.Range(0, Header.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
            foreach (var row in rows)
            {
                text.Append('\n').Append(Line(row, widths));
            }
        }

        return text.ToString();
    }

    private static string Title(SessionSnapshot session)
    {
        var title = new StringBuilder("Session")
            .Append(session.Name is { } name ? $" '{name}'" : "")
            .Append(session.IsEnded ? " (ended)" : "")
            .Append(": ").Append(Money.Format(session.Spent));
        title.Append(session.Limit is { } limit ? $" of {Money.Format(limit)} USD spent" : " USD spent");
        AppendIf(title, session.EstimatedUsd != 0, $"{Money.Format(session.EstimatedUsd)} of it estimated");
        AppendIf(title, session.OvershootUsd != 0, $"{Money.Format(session.OvershootUsd)} more than reserved");
        AppendIf(title, session.Reserved != 0, $"{Money.Format(session.Reserved)} in flight");
        AppendIf(
            title, session.UnpricedRequests != 0,
            $"{Number(session.UnpricedRequests)} {(session.UnpricedRequests == 1 ? "request" : "requests")} of unknown cost");
        return title.ToString();
    }

    private static string[] Row(ModelCost model) =>
    [
        $"{model.Provider}/{model.Model}",
        Number(model.Requests),
        Number(model.Usage.InputTokens),
        Number(model.Usage.CachedInputTokens),
        Number(model.Usage.OutputTokens),
        Cost(model),
    ];

    private static string Cost(ModelCost model)
    {
        if (model.Requests > 0 && model.FreeRequests == model.Requests)
        {
            return "free";
        }

        var known = model.UnpricedRequests < model.Requests || model.Usd != 0;
        var cost = known ? Money.Format(model.Usd) : "unknown";
        var notes = new List<string>();
        AddIf(notes, known && model.UnpricedRequests > 0, $"{Number(model.UnpricedRequests)} unknown");
        AddIf(notes, model.EstimatedUsd != 0, $"{Money.Format(model.EstimatedUsd)} estimated");
        AddIf(notes, model.Unconfirmed > 0, $"{Number(model.Unconfirmed)} unconfirmed");
        return notes.Count == 0 ? cost : $"{cost} ({string.Join(", ", notes)})";
    }

    // The first and the last column are text of any length: left-aligned, the last one unpadded.
    private static string Line(string[] row, int[] widths)
    {
        var line = new StringBuilder().Append("  ").Append(row[0].PadRight(widths[0]));
        for (var column = 1; column < row.Length; column++)
        {
            line.Append("  ").Append(column == row.Length - 1 ? row[column] : row[column].PadLeft(widths[column]));
        }

        return line.ToString();
    }

    private static void AppendIf(StringBuilder text, bool condition, string part)
    {
        if (condition)
        {
            text.Append(", ").Append(part);
        }
    }

    private static void AddIf(List<string> notes, bool condition, string note)
    {
        if (condition)
        {
            notes.Add(note);
        }
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
