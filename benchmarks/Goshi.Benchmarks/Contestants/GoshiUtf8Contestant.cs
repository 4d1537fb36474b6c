using System.Diagnostics;
using System.Text;
using Goshi.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Benchmarks.Contestants;

/// <summary>Ours through the typed interface, the text of streams left as UTF-8.</summary>
internal sealed class GoshiUtf8Contestant : IContestant
{
    private readonly ServiceProvider _services;
    private readonly IOpenAIApi _api;

    public GoshiUtf8Contestant(Uri baseUrl)
    {
        _services = GoshiServices.Create(baseUrl);
        _api = _services.GetRequiredService<IOpenAIApi>();
    }

    public string Name => "IOpenAIApi, UTF-8";

    public async Task<string> AskAsync(string prompt)
    {
        var answer = await _api.CreateChatCompletionAsync(GoshiTypedContestant.Request(prompt, stream: false));
        return answer.Choices[0].Message.Content!;
    }

    public async Task<Streamed> StreamAsync(string prompt)
    {
        using var response = await _api.SendChatCompletionAsync(GoshiTypedContestant.Request(prompt, stream: true));
        response.EnsureSuccessStatusCode();
        using var reader = new OpenAIChunkReader(await response.Content.ReadAsStreamAsync(), "openai");
        var characters = 0;
        var tokens = 0L;
        var first = 0L;
        while (await reader.ReadAsync())
        {
            if (reader.Text.Length > 0)
            {
                first = first == 0 ? Stopwatch.GetTimestamp() : first;
                characters += Encoding.UTF8.GetCharCount(reader.Text);
            }

            tokens = reader.Chunk.Usage?.CompletionTokens ?? tokens;
        }

        return new Streamed(characters, tokens, first);
    }

    public void Dispose() => _services.Dispose();
}
