using Spectre.Console;

namespace QuickStart;

/// <summary>What was to be shown, and whether it happened.</summary>
internal sealed class Checklist
{
    private readonly List<(string What, bool Happened)> _items = [];

    public void Check(string what, bool happened) => _items.Add((what, happened));

    /// <summary>Prints the list; 0 only if all of it happened.</summary>
    public int Report()
    {
        Screen.Title("What was shown");
        foreach (var (what, happened) in _items)
        {
            AnsiConsole.MarkupLine(happened ? $"[green]  ok  {Markup.Escape(what)}[/]" : $"[red]  NOT {Markup.Escape(what)}[/]");
        }

        return _items.All(static item => item.Happened) ? 0 : 1;
    }
}
