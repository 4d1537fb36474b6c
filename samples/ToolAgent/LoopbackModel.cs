using Goshi.Loopback;

namespace ToolAgent;

/// <summary>A model inside this process that plays three rounds: three calls at once, one more, the answer.</summary>
internal sealed class LoopbackModel : IAsyncDisposable
{
    private const string KeyVariable = "GOSHI_TOOLAGENT_KEY";

    private readonly LoopbackProvider _server;

    private LoopbackModel(LoopbackProvider server)
    {
        _server = server;
        Environment.SetEnvironmentVariable(KeyVariable, "not-a-real-key");
        _server.OpenAI.Enqueue(Reply
            .Text("Let me look ", "that up.")
            .ThenToolCalls(
                new ToolCall("weather", """{"city":"Bergen"}"""),
                new ToolCall("hotels", """{"city":"Bergen"}"""),
                new ToolCall("trains", """{"from":"Oslo","to":"Bergen"}"""))
            .WithUsage(prompt: 310, completion: 74));
        _server.OpenAI.Enqueue(Reply.ToolCall("weather", """{"city":"Oslo"}""").WithUsage(prompt: 480, completion: 22, cached: 256));
        _server.OpenAI.Enqueue(Reply
            .Text("Take the train at 08:05. ", "It rains a little in Bergen, ", "and I could not reach the hotels.")
            .WithUsage(prompt: 530, completion: 41, cached: 256));
    }

    /// <summary>The requests that have arrived.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _server.OpenAI.Requests;

    public static async Task<LoopbackModel> StartAsync() => new(await LoopbackProvider.StartAsync());

    public void Configure(GoshiOptions options)
    {
        options.OpenAI.BaseUrl = _server.OpenAI.BaseUrl.ToString();
        options.OpenAI.ApiKeyEnv = KeyVariable;
        options.OpenAI.Free = false; // a loopback address counts as free, and here the cost is the point
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
