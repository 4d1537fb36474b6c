using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Goshi.Benchmarks.Server;

namespace Goshi.Benchmarks.Contestants;

/// <summary>
/// What a careful engineer writes without a library: HttpClient, System.Text.Json with source generation, the framework's
/// SseParser over spans, minimal types, a bare retry loop. No duty beyond.
/// </summary>
internal sealed class FloorContestant(string name, Uri baseUrl, HttpClient http) : IContestant
{
    private readonly Uri _address = new(baseUrl + "/chat/completions");

    public FloorContestant(Uri baseUrl) : this("floor", baseUrl, new HttpClient())
    {
    }

    public string Name => name;

    public async Task<string> AskAsync(string prompt)
    {
        using var response = await SendAsync(prompt, stream: false);
        await using var body = await response.Content.ReadAsStreamAsync();
        var answer = await JsonSerializer.DeserializeAsync(body, FloorContext.Default.FloorCompletion);
        return answer!.Choices[0].Message.Content;
    }

    public async Task<Streamed> StreamAsync(string prompt)
    {
        using var response = await SendAsync(prompt, stream: true);
        await using var body = await response.Content.ReadAsStreamAsync();
        var characters = 0;
        var tokens = 0L;
        var first = 0L;
        await foreach (var item in SseParser.Create(body, static (_, data) => Parse(data)).EnumerateAsync())
        {
            if (item.Data is not { } chunk)
            {
                continue; // the terminator; the rest of the body is read so that the connection is used again
            }

            if (chunk.Choices.Length > 0 && chunk.Choices[0].Delta.Content is { Length: > 0 } text)
            {
                first = first == 0 ? Stopwatch.GetTimestamp() : first;
                characters += text.Length;
            }

            tokens = chunk.Usage?.CompletionTokens ?? tokens;
        }

        return new Streamed(characters, tokens, first);
    }

    public void Dispose() => http.Dispose();

    private static FloorChunk? Parse(ReadOnlySpan<byte> data) =>
        data.SequenceEqual("[DONE]"u8) ? null : JsonSerializer.Deserialize(data, FloorContext.Default.FloorChunk);

    private async Task<HttpResponseMessage> SendAsync(string prompt, bool stream)
    {
        var request = new FloorRequest(Answers.Model, [new FloorMessage("user", prompt)], stream ? true : null, stream ? new FloorStreamOptions(true) : null);
        var body = JsonSerializer.SerializeToUtf8Bytes(request, FloorContext.Default.FloorRequest);
        for (var attempt = 0; ; attempt++)
        {
            var message = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(body) };
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Keys.Value);
            var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
            if ((int)response.StatusCode < 500 || attempt == 3)
            {
                return response.EnsureSuccessStatusCode();
            }

            response.Dispose();
        }
    }
}
