using System.Text;

namespace Goshi.Loopback.Tests;

/// <summary>Sends verbatim JSON and reads verbatim bytes.</summary>
internal static class Wire
{
    public const string OpenAIChat = """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}""";
    public const string OpenAIStream = """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"stream":true}""";
    public const string OllamaChat = """{"model":"llama3.1:8b","messages":[{"role":"user","content":"Hi"}]}""";

    private static readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });

    /// <summary>Done when the headers are in.</summary>
    public static Task<HttpResponseMessage> PostAsync(
        string url, string json, CancellationToken cancellationToken = default, HttpClient? client = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        return (client ?? _client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public static Task<HttpResponseMessage> ChatAsync(
        this OpenAIScript openai, string json = OpenAIStream, CancellationToken cancellationToken = default, HttpClient? client = null) =>
        PostAsync(openai.BaseUrl + "/chat/completions", json, cancellationToken, client);

    public static Task<HttpResponseMessage> ChatAsync(
        this OllamaScript ollama, string json = OllamaChat, CancellationToken cancellationToken = default, HttpClient? client = null) =>
        PostAsync(ollama.BaseUrl + "api/chat", json, cancellationToken, client);

    public static Task<HttpResponseMessage> GetAsync(Uri baseUrl, string path) => _client.GetAsync(baseUrl + path);

    public static Task<string> TextAsync(this HttpResponseMessage response) => response.Content.ReadAsStringAsync();

    public static async Task<string> TextAsync(this Task<HttpResponseMessage> response)
    {
        using var received = await response;
        return await received.TextAsync();
    }

    /// <summary>What came before the body ended or broke, and how it broke; null: it ended by HTTP's rules.</summary>
    public static async Task<(string Text, Exception? Failure)> ReadToEndAsync(this HttpResponseMessage response)
    {
        var received = new MemoryStream();
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync();
            await body.CopyToAsync(received);
            return (Encoding.UTF8.GetString(received.ToArray()), null);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return (Encoding.UTF8.GetString(received.ToArray()), exception);
        }
    }
}
