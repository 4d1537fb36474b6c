using Goshi.Configuration;
using Goshi.Hosting;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Chat;

/// <summary>What the generator would emit for a file with one profile, written by hand.</summary>
internal sealed class TestOptions : LlmOptions
{
    public TestOptions()
    {
        OpenAI = Add(new OpenAIProviderOptions("openai", ProviderApi.OpenAI, this) { IsConfigured = true });
        Ollama = Add(new OllamaProviderOptions("ollama", this));
        Fast = Add(new ProfileOptions(this, "fast"));
        Provider = "openai";
        Model = "gpt-4o";
        RetryBackoffMin = TimeSpan.FromMilliseconds(1);
        RetryBackoffMax = TimeSpan.FromMilliseconds(2);
    }

    public OpenAIProviderOptions OpenAI { get; }

    public OllamaProviderOptions Ollama { get; }

    public ProfileOptions Fast { get; }
}

internal interface ITestChat : IChatClient
{
    GoshiSession Session { get; }

    IReadOnlyList<ProviderStatus> Providers { get; }

    IChatClient Fast { get; }

    ITestChat BeginSession(decimal? maxCostUsd = null, string? name = null);

    CostEstimate Estimate(IEnumerable<ChatMessage> messages, ChatOptions? options = null);
}

internal sealed class TestChat(ChatEngine engine, GoshiSession? session) : GoshiChatBase(engine, session), ITestChat
{
    public IChatClient Fast => Profile(0);

    public ITestChat BeginSession(decimal? maxCostUsd = null, string? name = null) =>
        new TestChat(Engine, NewSession(maxCostUsd, name));
}

internal sealed class TestOpenAIApi(ProviderConnection connection)
{
    public ProviderConnection Connection => connection;
}

internal sealed class TestOllamaApi(ProviderConnection connection)
{
    public ProviderConnection Connection => connection;
}
