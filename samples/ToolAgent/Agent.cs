using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace ToolAgent;

/// <summary>
/// The plain loop: ask, run the tools that the answer calls, ask again with their results, until an answer calls none. The
/// package Microsoft.Extensions.AI has the same as UseFunctionInvocation; this is all there is to it.
/// </summary>
internal sealed class Agent(IGoshiChat chat, IReadOnlyList<AIFunction> tools, int maxRounds)
{
    private readonly List<ChatMessage> _messages = [];

    /// <summary>Tools run at the same time, so they are noted by many threads.</summary>
    public ConcurrentQueue<ToolRun> Runs { get; } = new();

    public List<decimal> RoundCosts { get; } = [];

    public async Task<string> AskAsync(string question, CancellationToken cancellationToken = default)
    {
        _messages.Add(new ChatMessage(ChatRole.User, question));
        for (var round = 1; round <= maxRounds; round++)
        {
            AnsiConsole.MarkupLineInterpolated($"[blue]round {round}[/]");
            var response = await StreamAsync(cancellationToken);
            _messages.AddRange(response.Messages);
            var calls = response.Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>().ToList();
            if (calls.Count == 0)
            {
                return response.Text;
            }

            // All at once: a slow tool does not hold up the others.
            var results = await Task.WhenAll(calls.Select(call => RunAsync(call, cancellationToken)));
            _messages.Add(new ChatMessage(ChatRole.Tool, [.. results]));
        }

        throw new InvalidOperationException($"The model still calls tools after {maxRounds} rounds.");
    }

    private async Task<ChatResponse> StreamAsync(CancellationToken cancellationToken)
    {
        var before = chat.Session.Spent;
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in chat.GetStreamingResponseAsync(_messages, new ChatOptions { Tools = [.. tools] }, cancellationToken))
        {
            AnsiConsole.Write(update.Text);
            updates.Add(update);
        }

        var response = updates.ToChatResponse();
        RoundCosts.Add(chat.Session.Spent - before);
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLine(FormattableString.Invariant(
            $"[grey]  {response.Usage?.InputTokenCount} prompt and {response.Usage?.OutputTokenCount} completion tokens,[/] [green]{RoundCosts[^1]:0.000000} USD[/]"));
        return response;
    }

    private async Task<FunctionResultContent> RunAsync(FunctionCallContent call, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        object? result;
        var failed = true;
        try
        {
            // Arguments that the model wrote badly come as an exception in the call; it is told, and may try again.
            result = call.Exception is { } malformed ? $"The arguments are not valid JSON: {malformed.Message}"
                : tools.FirstOrDefault(tool => tool.Name == call.Name) is not { } tool ? $"There is no tool '{call.Name}'."
                : await tool.InvokeAsync(new AIFunctionArguments(call.Arguments), cancellationToken);
            failed = call.Exception is not null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The model reads what went wrong and decides how to go on: an agent does not die of a tool.
            result = $"The tool failed: {failure.Message}";
        }

        Runs.Enqueue(new ToolRun(call.Name, failed, watch.Elapsed));
        AnsiConsole.MarkupLine(Markup.Escape(FormattableString.Invariant(
            $"  {call.Name}: {(failed ? "failed" : "done")} after {watch.Elapsed.TotalMilliseconds:0} ms")));
        return new FunctionResultContent(call.CallId, result);
    }
}
