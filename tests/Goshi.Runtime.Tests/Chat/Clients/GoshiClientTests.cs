using Goshi.Loopback;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Chat.Clients;

/// <summary>A client of Goshi's at the loopback provider.</summary>
public abstract class GoshiClientContract : ChatClientContract
{
    private ChatHost? _host;
    private IChatClient? _client;

    protected override IChatClient Client => _client!;

    protected override int Requests => Script.Requests.Count;

    private protected virtual ProviderScript Script => _host!.Server.OpenAI;

    private protected ChatHost Host => _host!;

    public override async Task InitializeAsync()
    {
        _host = await ChatHost.StartAsync(Configure);
        _client = Create(_host);
        Script.Always(Reply.Text("Hello ", "from ", "here."));
    }

    public override async Task DisposeAsync() => await _host!.DisposeAsync();

    protected override async Task StallAsync(bool afterFirstWord)
    {
        var gate = new Gate();
        var reply = Reply.Text("Hello ", "from ", "here.");
        Script.Enqueue(afterFirstWord ? reply.After(1).Hold(gate) : reply.BeforeHeaders.Hold(gate));
        await gate.ReachedAsync();
    }

    private protected abstract IChatClient Create(ChatHost host);

    private protected virtual void Configure(TestOptions options)
    {
    }
}

public sealed class OpenAIRootClientTests : GoshiClientContract
{
    private protected override IChatClient Create(ChatHost host) => host.Chat;
}

public sealed class OllamaRootClientTests : GoshiClientContract
{
    private protected override ProviderScript Script => Host.Server.Ollama;

    private protected override void Configure(TestOptions options) => (options.Provider, options.Model) = ("ollama", "llama3.1:8b");

    private protected override IChatClient Create(ChatHost host) => host.Chat;
}

public sealed class ProfileClientTests : GoshiClientContract
{
    private protected override void Configure(TestOptions options) => options.Fast.Model = "gpt-4o-mini";

    private protected override IChatClient Create(ChatHost host) => host.Chat.Fast;
}

public sealed class OllamaProfileClientTests : GoshiClientContract
{
    private protected override ProviderScript Script => Host.Server.Ollama;

    private protected override void Configure(TestOptions options) => (options.Fast.Provider, options.Fast.Model) = ("ollama", "qwen3:8b");

    private protected override IChatClient Create(ChatHost host) => host.Chat.Fast;
}

public sealed class SessionClientTests : GoshiClientContract
{
    protected override bool EndsWhenDisposed => true;

    private protected override IChatClient Create(ChatHost host) => host.Chat.BeginSession(maxCostUsd: 100, name: "contract");
}

/// <summary>The client inside Microsoft's own pipeline: the contract holds for the outside too.</summary>
public sealed class PipelineClientTests : GoshiClientContract
{
    private protected override IChatClient Create(ChatHost host) => new ChatClientBuilder(host.Chat).UseFunctionInvocation().Build();
}
