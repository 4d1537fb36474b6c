using System.ClientModel;
using System.Diagnostics;
using Goshi.Benchmarks.Server;
using OpenAI;
using OpenAI.Chat;

namespace Goshi.Benchmarks.Contestants;

/// <summary>OpenAI's own library.</summary>
internal sealed class OpenAISdkContestant(Uri baseUrl) : IContestant
{
    private readonly ChatClient _client = new(
        Answers.Model, new ApiKeyCredential(Keys.Value), new OpenAIClientOptions { Endpoint = baseUrl });

    public string Name => "OpenAI SDK";

    public async Task<string> AskAsync(string prompt)
    {
        ChatCompletion answer = await _client.CompleteChatAsync(new UserChatMessage(prompt));
        return answer.Content[0].Text;
    }

    public async Task<Streamed> StreamAsync(string prompt)
    {
        var characters = 0;
        var tokens = 0L;
        var first = 0L;
        await foreach (var update in _client.CompleteChatStreamingAsync(new UserChatMessage(prompt)))
        {
            foreach (var part in update.ContentUpdate)
            {
                if (part.Text.Length > 0)
                {
                    first = first == 0 ? Stopwatch.GetTimestamp() : first;
                    characters += part.Text.Length;
                }
            }

            tokens = update.Usage?.OutputTokenCount ?? tokens;
        }

        return new Streamed(characters, tokens, first);
    }

    public void Dispose()
    {
    }
}
