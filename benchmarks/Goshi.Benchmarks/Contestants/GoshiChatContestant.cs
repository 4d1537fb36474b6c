using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Benchmarks.Contestants;

/// <summary>Ours through IChatClient, every duty on.</summary>
internal sealed class GoshiChatContestant : IContestant
{
    private readonly ServiceProvider _services;
    private readonly IGoshiChat _chat;

    public GoshiChatContestant(Uri baseUrl, Action<GoshiOptions>? configure = null)
    {
        _services = GoshiServices.Create(baseUrl, configure);
        _chat = _services.GetRequiredService<IGoshiChat>();
    }

    public string Name => "IGoshiChat";

    public long ConnectionsOpened => _chat.Providers.Sum(static provider => provider.ConnectionsOpened);

    /// <summary>Opens the circuit of a provider by hand.</summary>
    public void Isolate(string provider) => _chat.Providers.Single(status => status.Name == provider).Breaker.Isolate();

    public async Task<string> AskAsync(string prompt)
    {
        var answer = await _chat.GetResponseAsync([new ChatMessage(ChatRole.User, prompt)]);
        return answer.Text;
    }

    public async Task<Streamed> StreamAsync(string prompt)
    {
        var characters = 0;
        var tokens = 0L;
        var first = 0L;
        await foreach (var update in _chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, prompt)]))
        {
            foreach (var content in update.Contents)
            {
                if (content is TextContent { Text: { Length: > 0 } text })
                {
                    first = first == 0 ? Stopwatch.GetTimestamp() : first;
                    characters += text.Length;
                }
                else if (content is UsageContent usage)
                {
                    tokens = usage.Details.OutputTokenCount ?? tokens;
                }
            }
        }

        return new Streamed(characters, tokens, first);
    }

    public void Dispose() => _services.Dispose();
}
