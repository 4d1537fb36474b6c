using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using ToolAgent;

// An agent with three tools, one of which fails and one of which is slow: streamed, with the cost of each round. The model is
// played inside this process: no network, no key, no money.
await using var model = await LoopbackModel.StartAsync();
await using var services = new ServiceCollection().AddGoshi(model.Configure).BuildServiceProvider();
var chat = services.GetRequiredService<IGoshiChat>();

var agent = new Agent(
    chat,
    [
        AIFunctionFactory.Create(TripTools.Weather, "weather"),
        AIFunctionFactory.Create(TripTools.Hotels, "hotels"),
        AIFunctionFactory.Create(TripTools.TrainsAsync, "trains"),
    ],
    maxRounds: 5);
AnsiConsole.Write(new Rule("[bold]Goshi ToolAgent[/]").LeftJustified());
var answer = await agent.AskAsync("I am in Oslo. Is tomorrow a good day for Bergen?");
AnsiConsole.WriteLine();
AnsiConsole.WriteLine(chat.Session.ToString());

// Exit code 0 only if all of it happened.
(string What, bool Happened)[] checks =
[
    ("the answer was streamed to its end", answer.EndsWith("hotels.", StringComparison.Ordinal)),
    ("a tool answered", agent.Runs.Any(static run => run is { Name: "weather", Failed: false })),
    ("a tool failed, and the agent went on", agent.Runs.Any(static run => run is { Name: "hotels", Failed: true })),
    ("the model was told of the failure", model.Requests[1].BodyText.Contains("booking system does not answer", StringComparison.Ordinal)),
    ("a slow tool was waited for", agent.Runs.Any(static run => run is { Name: "trains", Failed: false } && run.Elapsed >= TripTools.Slowness - TimeSpan.FromMilliseconds(50))),
    ("each of three rounds was admitted and priced", chat.Session.Requests == 3 && agent.RoundCosts.Count == 3 && agent.RoundCosts.TrueForAll(static usd => usd > 0)),
    ("the rounds add up to the session", agent.RoundCosts.Sum() == chat.Session.Spent && chat.Session.Reserved == 0),
];
foreach (var (what, happened) in checks)
{
    AnsiConsole.MarkupLine(happened ? $"[green]  ok  {Markup.Escape(what)}[/]" : $"[red]  NOT {Markup.Escape(what)}[/]");
}

return checks.All(static check => check.Happened) ? 0 : 1;
