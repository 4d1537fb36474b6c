using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Benchmarks.Contestants;

/// <summary>Ours through IChatClient, every duty on.</summary>
internal sealed class GoshiChatContestant : IContestant
{
    private readonly ServiceProvider _services;
    private readonly IChatClient _chat;

    public GoshiChatContestant(Uri baseUrl)
    {
        _services = GoshiServices.Create(baseUrl);
        _chat = _services.GetRequiredService<IGoshiChat>();
    }

    public string Name => "IGoshiChat";

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
