using Goshi.Loopback;

namespace QuickStart;

/// <summary>Both providers inside this process: no network, no key, no money.</summary>
internal sealed class LoopbackStage : IStage
{
    private const string KeyVariable = "GOSHI_QUICKSTART_KEY";

    private readonly LoopbackProvider _server;

    private LoopbackStage(LoopbackProvider server)
    {
        _server = server;
        Environment.SetEnvironmentVariable(KeyVariable, "not-a-real-key");
        RepairOpenAI();
        _server.Ollama.Always(Reply
            .Text("Red light ", "is scattered least, ", "so it is what is left ", "of a long way through the air.")
            .WithUsage(prompt: 40, completion: 22));
    }

    public string Description =>
        "On the loopback provider: OpenAI and Ollama are imitated inside this process. No network, no key, no money. (--live uses the real ones.)";

    public static async Task<LoopbackStage> StartAsync() => new(await LoopbackProvider.StartAsync());

    public void Configure(GoshiOptions options)
    {
        options.OpenAI.BaseUrl = _server.OpenAI.BaseUrl.ToString();
        options.OpenAI.ApiKeyEnv = KeyVariable;
        options.OpenAI.Free = false; // a loopback address counts as free, and here the cost is the point
        options.Ollama.BaseUrl = _server.Ollama.BaseUrl.ToString();
    }

    public void BreakOpenAI()
    {
        _server.OpenAI.Clear();
        _server.OpenAI.Always(Reply.Status(503));
    }

    public void RepairOpenAI()
    {
        _server.OpenAI.Clear();
        _server.OpenAI.Always(Reply
            .Text("Blue light ", "is scattered by the air ", "far more than red light, ", "so it comes from everywhere.")
            .WithUsage(prompt: 1_200, completion: 180, cached: 1_024));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
