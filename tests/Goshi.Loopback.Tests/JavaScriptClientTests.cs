using System.Diagnostics;

namespace Goshi.Loopback.Tests;

/// <summary>Public clients of other languages find nothing to complain about.</summary>
/// <remarks>
/// They run where <c>npm install</c> was run in the folder JavaScript (and Node.js is there), and are skipped elsewhere.
/// </remarks>
public sealed class JavaScriptClientTests
{
    private const string Key = "not-a-real-key";

    private static readonly Reply Hello = Reply.Text("Hello", " world").WithUsage(12, 3, cached: 4);

    private static readonly Reply Weathers =
        Reply.ToolCalls(new ToolCall("weather", """{"city":"Oslo"}"""), new ToolCall("weather", """{"city":"Rome"}"""));

    [NodeFact]
    public async Task OpenAIs_client_understands_everything()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.ApiKey = Key;
        server.OpenAI.Enqueue(
            Hello, Hello, Weathers, Reply.Text("""{"city":"Oslo"}"""), Reply.Refusal("No."),
            Reply.ToolCall("weather", """{"city":"Oslo"}"""), Reply.Text("It rains."),
            Reply.RateLimited(TimeSpan.Zero), Reply.Text("After a retry"),
            Reply.Status(400, "Too long.", code: "context_length_exceeded", param: "messages"),
            Reply.Stream("Hello").ThenError(),
            Reply.Embeddings([1f, 0.5f], [0f, 1f]));
        await RunAsync("openai.mjs", server.OpenAI.BaseUrl, Key);
    }

    [NodeFact]
    public async Task Ollamas_client_understands_everything()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.Ollama.HasOnly("llama3.1:8b", "nomic-embed-text:latest");
        server.Ollama.Enqueue(
            Hello.WithReasoning("Well."), Hello, Weathers,
            Reply.ToolCalls(new ToolCall("weather", "{}"), new ToolCall("time", "{}")), Reply.Text("""{"city":"Oslo"}"""),
            Reply.Stream("Hello").ThenError("ran out of memory"),
            Reply.Embeddings([1f, 0.5f], [0f, 1f]));
        await RunAsync("ollama.mjs", server.Ollama.BaseUrl);
    }

    [NodeFact]
    public async Task The_AI_SDK_finds_every_body_valid()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.ApiKey = Key;
        server.OpenAI.RejectsUnknownParameters = true;
        for (var client = 0; client < 2; client++)
        {
            server.OpenAI.Enqueue(
                Hello, Hello, Weathers, Reply.Text("It rains."), Reply.Text("""{"city":"Oslo"}"""), Reply.Status(400, "Too long."));
        }

        server.OpenAI.Enqueue(Reply.Embeddings([1f, 0.5f], [0f, 1f]), Hello.WithReasoning("Well."));
        await RunAsync("ai-sdk.mjs", server.OpenAI.BaseUrl, Key);
    }

    private static async Task RunAsync(string script, Uri address, string key = "")
    {
        var start = new ProcessStartInfo("node", [script, address.ToString(), key])
        {
            WorkingDirectory = NodeFactAttribute.Folder, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var complaints = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, complaints);
    }
}
