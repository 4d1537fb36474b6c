using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QuickStart;
using Spectre.Console;

// The main job in one run: a streamed answer with its cost, an outage, recovery, a budget, a summary.
// Without arguments everything happens inside this process; --live uses the endpoints of goshi.yaml.
Screen.Start();
var live = args.Contains("--live");
await using var stage = live ? (IStage)new LiveStage() : await LoopbackStage.StartAsync();

var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders().AddProvider(new ConsoleLog());
builder.Services.AddGoshi(stage.Configure);
using var host = builder.Build();
var chat = host.Services.GetRequiredService<IGoshiChat>();
var options = host.Services.GetRequiredService<IOptions<GoshiOptions>>().Value;
var done = new Checklist();

AnsiConsole.Write(new Rule("[bold]Goshi QuickStart[/]").LeftJustified());
Screen.Line($"[yellow]{stage.Description}[/]");

Screen.Title("1. What goshi.yaml became");
Screen.Options(options);

Screen.Title("2. A streamed answer, with its tokens and its cost");
Screen.Estimate(chat.Estimate(Question("Why is the sky blue?")));
await AskAsync("Why is the sky blue?");
done.Check("an answer was streamed and priced", chat.Session.Spent > 0 && chat.Session.Usage.OutputTokens > 0);

Screen.Title("3. An outage: retries, the circuit opens, Ollama answers");
stage.BreakOpenAI();
var model = await AskAsync("And why is it red in the evening?");
done.Check("Ollama answered during the outage", model == options.Ollama.Model);
done.Check("the circuit of openai opened", Status("openai").Circuit is not Goshi.CircuitState.Closed);
var requests = Status("openai").RequestsSent;
await AskAsync("And at noon?");
done.Check("the open circuit was skipped without a request", Status("openai").RequestsSent == requests);

Screen.Title("4. Recovery: one probe closes the circuit");
stage.RepairOpenAI();
Screen.Line($"[grey]the circuit lets a probe through in {Status("openai").RetryAfter.TotalSeconds:0.0} s[/]");
while (Status("openai").RetryAfter is { Ticks: > 0 } wait)
{
    await Task.Delay(wait);
}

model = await AskAsync("Is the sky blue on Mars?");
done.Check("openai answers again", model?.StartsWith("gpt-", StringComparison.Ordinal) == true && Status("openai").Circuit is Goshi.CircuitState.Closed);

Screen.Title("5. A budget refuses the call that would exceed it");
using (var small = chat.BeginSession(maxCostUsd: 0.004m, name: "small"))
{
    try
    {
        await small.GetResponseAsync(Question("A short answer, please."));
        await small.GetResponseAsync(Question("And now a long one."), new ChatOptions { MaxOutputTokens = 4_000 });
        done.Check("the budget refused a call", false);
    }
    catch (Goshi.BudgetExceededException refusal)
    {
        Screen.Line($"[red]{refusal.Message}[/]");
        done.Check("the budget refused a call", small.Session.Spent <= small.Session.Limit && small.Session.Reserved == 0);
    }
}

Screen.Title("6. The session");
AnsiConsole.WriteLine(chat.Session.ToString());
foreach (var provider in chat.Providers)
{
    Screen.Line(
        $"{provider.Name}: [green]{provider.ConnectionsOpened}[/] connections opened for [green]{provider.RequestsSent}[/] requests, circuit {provider.Circuit}");
    done.Check($"{provider.Name} reused its connections", provider.ConnectionsOpened < Math.Max(2, provider.RequestsSent));
}

return done.Report();

async Task<string?> AskAsync(string question)
{
    var before = chat.Session.Spent;
    var updates = new List<ChatResponseUpdate>();
    Screen.Line($"[blue]> {question}[/]");
    await foreach (var update in chat.GetStreamingResponseAsync(Question(question)))
    {
        Screen.Piece(update.Text);
        updates.Add(update);
    }

    var response = updates.ToChatResponse();
    Screen.Cost(response, chat.Session.Spent - before);
    return response.ModelId;
}

static ChatMessage[] Question(string text) => [new(ChatRole.User, text)];

Goshi.ProviderStatus Status(string provider) => chat.Providers.Single(status => status.Name == provider);
