using System.Diagnostics;
using Goshi.Benchmarks.Server;
using Goshi.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Benchmarks.Contestants;

/// <summary>Ours through the typed interface: retry, breaker and deadlines of its one provider.</summary>
internal sealed class GoshiTypedContestant : IContestant
{
    private readonly ServiceProvider _services;
    private readonly IOpenAIApi _api;

    public GoshiTypedContestant(Uri baseUrl, Action<GoshiOptions>? configure = null)
    {
        _services = GoshiServices.Create(baseUrl, configure);
        _api = _services.GetRequiredService<IOpenAIApi>();
    }

    public string Name => "IOpenAIApi";

    public static OpenAIChatRequest Request(string prompt, bool stream) => new()
    {
        Model = Answers.Model,
        Messages = [new OpenAIMessage { Role = "user", Content = prompt }],
        Stream = stream ? true : null,
        IncludeUsage = stream ? true : null,
    };

    public async Task<string> AskAsync(string prompt)
    {
        var answer = await _api.CreateChatCompletionAsync(Request(prompt, stream: false));
        return answer.Choices[0].Message.Content!;
    }

    public async Task<Streamed> StreamAsync(string prompt)
    {
        var characters = 0;
        var tokens = 0L;
        var first = 0L;
        await foreach (var chunk in _api.StreamChatCompletionAsync(Request(prompt, stream: true)))
        {
            if (chunk.Choice?.Content is { Length: > 0 } text)
            {
                first = first == 0 ? Stopwatch.GetTimestamp() : first;
                characters += text.Length;
            }

            tokens = chunk.Usage?.CompletionTokens ?? tokens;
        }

        return new Streamed(characters, tokens, first);
    }

    public void Dispose() => _services.Dispose();
}
